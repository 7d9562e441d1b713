package hl7v2

import "vial.example/fhir-gateway/jsontree"

// patient is PID, and MRG where patients are merged, as a Patient (guide: segment PID to Patient).
func (b *builder) patient(pid, mrg segment) *jsontree.Value {
	patient := b.object(
		member{"resourceType", b.text("Patient")},
		member{"identifier", b.each(pid, 3, b.identifier)},
		member{"name", b.each(pid, 5, b.humanName)},
		member{"extension", b.list(b.mothersName(pid.first(6)))},
		member{"birthDate", b.date(pid.text(7))},
		member{"gender", b.text(gender(pid.text(8)))},
		member{"address", b.each(pid, 11, b.address)},
		member{"telecom", b.telecoms(pid)},
		member{"communication", b.list(b.language(pid.first(15)))},
		member{"maritalStatus", b.maritalStatus(pid.first(16))},
		member{"link", b.each(mrg, 1, b.replaced)},
	)
	b.deceased(patient, pid)
	return patient
}

func gender(code string) string {
	switch code {
	case "F":
		return "female"
	case "M":
		return "male"
	case "O", "A", "N":
		return "other"
	case "U":
		return "unknown"
	}
	return ""
}

func (b *builder) mothersName(name *jsontree.Value) *jsontree.Value {
	family, given := component(name, 1), component(name, 2)
	if middle := component(name, 3); middle != "" && given != "" {
		given += " " + middle
	}
	if given != "" && family != "" {
		given += " "
	}
	if given+family == "" {
		return nil
	}
	return b.object(
		member{"url", b.text("http://hl7.org/fhir/StructureDefinition/patient-mothersMaidenName")},
		member{"valueString", b.text(given + family)},
	)
}

// telecoms are PID-13 and, for business, PID-14.
func (b *builder) telecoms(pid segment) *jsontree.Value {
	all := b.arena.NewArray()
	for _, field := range []int{13, 14} {
		for value := pid.first(field); value != nil; value = value.Next() {
			all.Append(b.telecom(value))
		}
	}
	return all
}

func (b *builder) language(value *jsontree.Value) *jsontree.Value {
	return b.object(member{"language", b.codeable(value)})
}

// maritalStatus goes from table 0002 to FHIR's own codes where there is one for it (guide: table HL70002).
func (b *builder) maritalStatus(value *jsontree.Value) *jsontree.Value {
	code := component(value, 1)
	switch code {
	case "S", "M", "D", "W", "I":
	case "A":
		code = "L"
	case "P":
		code = "T"
	case "B":
		code = "U"
	default:
		return b.codeable(value)
	}
	return b.concept(b.coding(terminology+"v3-MaritalStatus", code, component(value, 2)))
}

// deceased is PID-29, else PID-30: FHIR has one of the two.
func (b *builder) deceased(patient *jsontree.Value, pid segment) {
	if at := b.dateTime(pid.text(29)); at != nil {
		patient.Set("deceasedDateTime", at)
		return
	}
	switch pid.text(30) {
	case "Y":
		patient.Set("deceasedBoolean", b.arena.NewBool(true))
	case "N":
		patient.Set("deceasedBoolean", b.arena.NewBool(false))
	}
}

// replaced is a record number of MRG-1, which from now on is this patient's.
func (b *builder) replaced(value *jsontree.Value) *jsontree.Value {
	identifier := b.identifier(value)
	if identifier == nil {
		return nil
	}
	return b.object(member{"other", b.object(member{"identifier", identifier})}, member{"type", b.text("replaces")})
}
