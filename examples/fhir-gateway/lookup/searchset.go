package lookup

import (
	"vial.example/fhir-gateway/bundle"
	"vial.example/fhir-gateway/jsontree"
	"vial.example/fhir-gateway/normalise"
	"vial.example/fhir-gateway/outcome"
)

// only is the one resource of that type in a searchset (FHIR R4, search.html) that bears the identifier that was asked for,
// normalised. A partner that answers with somebody else is not believed.
func (s *Session) only(q *query, document *jsontree.Value, resourceType string) *jsontree.Value {
	if document.Get("resourceType").Str() != "Bundle" {
		s.say(q, outcome.Warning, outcome.Structure, "gave an answer that is no Bundle")
		return nil
	}
	var found *jsontree.Value
	for entry := document.Get("entry").First(); entry != nil; entry = entry.Next() {
		resource := entry.Get("resource")
		if resource.Get("resourceType").Str() != resourceType || entry.Get("search").Get("mode").Str() == "include" {
			continue
		}
		s.normalise(resource)
		if !bears(resource, q.system, q.value) {
			s.say(q, outcome.Warning, outcome.Conflict, "answered with somebody else's data, which was not taken")
			return nil
		}
		if found != nil {
			s.say(q, outcome.Warning, outcome.MultipleMatches, "knows several of this; none was taken")
			return nil
		}
		found = resource
	}
	if found == nil {
		s.say(q, outcome.Information, outcome.NotFound, "knows nothing of this")
	}
	return found
}

// normalise spells the partner's resource as everything else is spelt. What there is to say about it nobody here can
// mend, so it is not reported.
func (s *Session) normalise(resource *jsontree.Value) {
	n := normalise.Normaliser{Arena: s.Arena, Report: &outcome.Report{}}
	n.Entry(bundle.NewEntry(resource))
}

func bears(resource *jsontree.Value, system, value string) bool {
	for each := resource.Get("identifier").First(); each != nil; each = each.Next() {
		if each.Get("system").Str() == system && each.Get("value").Str() == value {
			return true
		}
	}
	return false
}
