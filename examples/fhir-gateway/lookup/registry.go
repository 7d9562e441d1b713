package lookup

import (
	"vial.example/fhir-gateway/bundle"
	"vial.example/fhir-gateway/jsontree"
	"vial.example/fhir-gateway/outcome"
	"vial.example/fhir-gateway/primitive"
)

var registry = &kind{
	partner: "patient registry",
	url: func(options *Options, system, value string) string {
		return options.Registry + "?identifier=" + token(system, value)
	},
	merge: mergePatient,
}

// patient asks for a patient by the health card's number, else by the taxpayer's.
func (p *planner) patient(entry *bundle.Entry) {
	if system, value := registered(entry.Resource); value != nil {
		p.add(registry, system, value, target{entry: entry})
	}
}

func registered(patient *jsontree.Value) (system, value *jsontree.Value) {
	for _, system := range []string{primitive.CNS, primitive.CPF} {
		if identifier := valid(patient, system); identifier != nil {
			return identifier.Get("system"), identifier.Get("value")
		}
	}
	return nil, nil
}

// valid is the patient's first Identifier of that system with the right check digits, or nil.
func valid(patient *jsontree.Value, system string) *jsontree.Value {
	for each := patient.Get("identifier").First(); each != nil; each = each.Next() {
		value := each.Get("value").Str()
		if each.Get("system").Str() != system || each.Get("use").Str() == "old" {
			continue
		}
		if system == primitive.CPF && primitive.IsCPF(value) || system == primitive.CNS && primitive.IsCNS(value) {
			return each
		}
	}
	return nil
}

func validNumber(patient *jsontree.Value, system string) string {
	return valid(patient, system).Get("value").Str()
}

// mergePatient fills in what the Bundle does not say. What it says stays; a registry that contradicts it may have
// somebody else on file, so then nothing of it is taken.
func mergePatient(s *Session, q *query, document *jsontree.Value) (changed []*bundle.Entry) {
	known := s.only(q, document, "Patient")
	if known == nil {
		return nil
	}
	for _, target := range q.targets {
		patient := target.entry.Resource
		if contradicts(patient, known) {
			s.sayOf(q, target, outcome.Warning, outcome.Conflict,
				"has another birth date, gender, CPF or CNS on file; nothing of it was taken")
			continue
		}
		if s.fillPatient(patient, known) {
			changed = append(changed, target.entry)
		}
	}
	return changed
}

func contradicts(patient, known *jsontree.Value) bool {
	differ := func(a, b string) bool { return a != "" && b != "" && a != b }
	return differ(patient.Get("birthDate").Str(), known.Get("birthDate").Str()) ||
		differ(patient.Get("gender").Str(), known.Get("gender").Str()) ||
		differ(validNumber(patient, primitive.CPF), validNumber(known, primitive.CPF)) ||
		differ(validNumber(patient, primitive.CNS), validNumber(known, primitive.CNS))
}

func (s *Session) fillPatient(patient, known *jsontree.Value) (changed bool) {
	for _, system := range []string{primitive.CPF, primitive.CNS} {
		value := validNumber(known, system)
		if value == "" || valid(patient, system) != nil {
			continue
		}
		identifier := s.Arena.NewObject()
		identifier.Set("system", s.Arena.NewString(system))
		identifier.Set("value", s.Arena.NewString(value))
		appendTo(s.Arena, patient, "identifier", identifier)
		changed = true
	}
	if patient.Get("deceasedBoolean") == nil && patient.Get("deceasedDateTime") == nil {
		for _, key := range []string{"deceasedBoolean", "deceasedDateTime"} {
			changed = patient.SetDefault(key, s.Arena.Clone(known.Get(key))) || changed
		}
	}
	for _, key := range []string{"birthDate", "gender", "name", "address", "telecom", "maritalStatus"} {
		changed = patient.SetDefault(key, s.Arena.Clone(known.Get(key))) || changed
	}
	return changed
}

func appendTo(arena *jsontree.Arena, object *jsontree.Value, key string, element *jsontree.Value) {
	list := object.Get(key)
	if list == nil {
		list = arena.NewArray()
		object.Set(key, list)
	}
	list.Append(element)
}
