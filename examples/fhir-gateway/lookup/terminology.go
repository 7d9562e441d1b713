package lookup

import (
	"vial.example/fhir-gateway/bundle"
	"vial.example/fhir-gateway/jsontree"
	"vial.example/fhir-gateway/outcome"
	"vial.example/fhir-gateway/primitive"
)

var terminology = &kind{
	partner: "terminology service",
	url: func(options *Options, system, code string) string {
		return options.Terminology + "?system=" + escape(system) + "&code=" + escape(code)
	},
	merge: mergeDisplay,
}

// longestDisplay is in bytes; LOINC's longest names have about 300 characters.
const longestDisplay = 1000

// codings asks for the names of the codes that have none, in the systems whose codes nobody knows by heart
// (CodeSystem/$lookup, FHIR R4, codesystem-operation-lookup.html).
func (p *planner) codings(entry *bundle.Entry, value *jsontree.Value) {
	if value.Kind() == jsontree.Object {
		system, code := value.Get("system"), value.Get("code")
		if code.Str() != "" && value.Get("display") == nil && value.Get("value") == nil && namesCodes(system.Str()) {
			p.add(terminology, system, code, target{entry, value})
		}
	}
	for child := value.First(); child != nil; child = child.Next() {
		if child.Kind() >= jsontree.Array {
			p.codings(entry, child)
		}
	}
}

func namesCodes(system string) bool {
	return system == primitive.LOINC || system == primitive.ICD10 || system == primitive.CID10
}

// mergeDisplay gives codes without a name the one the service knows. A name says nothing the code does not say, so it
// is no change to the resource, and there is no Provenance for it.
func mergeDisplay(s *Session, q *query, document *jsontree.Value) []*bundle.Entry {
	if document.Get("resourceType").Str() != "Parameters" {
		s.say(q, outcome.Warning, outcome.Structure, "gave an answer that is no Parameters")
		return nil
	}
	for each := document.Get("parameter").First(); each != nil; each = each.Next() {
		if each.Get("name").Str() != "display" {
			continue
		}
		display := each.Get("valueString").Str()
		if display == "" || len(display) > longestDisplay {
			break
		}
		for _, target := range q.targets {
			target.value.SetDefault("display", s.Arena.NewString(display))
		}
		return nil
	}
	s.say(q, outcome.Information, outcome.NotFound, "gave no display of a reasonable length")
	return nil
}
