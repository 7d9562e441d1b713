package lookup

import (
	"strings"

	"vial.example/fhir-gateway/bundle"
	"vial.example/fhir-gateway/jsontree"
	"vial.example/fhir-gateway/primitive"
)

// addProvenance adds a Provenance (FHIR R4, provenance.html) for the resources that an answer changed. Asked again, the partner
// makes the same one, which takes the place of the first.
func (s *Session) addProvenance(b *bundle.Bundle, q *query, changed []*bundle.Entry) {
	a := s.Arena
	provenance, targets, names := a.NewObject(), a.NewArray(), ""
	for _, entry := range changed {
		name := entry.Reference(a)
		if name == "" {
			continue
		}
		target := a.NewObject()
		target.Set("reference", a.NewString(name))
		targets.Append(target)
		names += "\n" + name
	}
	if targets.First() == nil {
		return
	}
	address, _, _ := strings.Cut(q.url, "?")
	provenance.Set("resourceType", a.NewString("Provenance"))
	provenance.Set("target", targets)
	provenance.Set("activity", coded(a, "http://terminology.hl7.org/CodeSystem/v3-DataOperation", "UPDATE"))
	provenance.Set("agent", a.NewArray(within(a, "who", "display", a.NewString(q.kind.partner))))
	// Without the query, which names the patient.
	source := a.NewObject()
	source.Set("system", a.NewString("urn:ietf:rfc:3986"))
	source.Set("value", a.NewString(address))
	entity := within(a, "what", "identifier", source)
	entity.Set("role", a.NewString("source"))
	provenance.Set("entity", a.NewArray(entity))
	if recorded, ok := primitive.InstantOfHTTPDate(q.answer.Date); ok {
		provenance.Set("recorded", a.NewString(recorded))
	} else {
		provenance.Set("_recorded", unknown(a))
	}
	place(b, a, primitive.UUIDURN("Provenance\n"+address+names), provenance)
}

func place(b *bundle.Bundle, a *jsontree.Arena, url string, provenance *jsontree.Value) {
	for _, entry := range b.Entries {
		if entry.FullURL() == url {
			entry.Value.Set("resource", provenance)
			entry.Resource = provenance
			return
		}
	}
	entry := b.Add(a, url, provenance)
	switch b.Type {
	case "transaction", "batch":
		request := a.NewObject()
		request.Set("method", a.NewString("POST"))
		request.Set("url", a.NewString("Provenance"))
		entry.Value.Set("request", request)
	case "searchset":
		search := a.NewObject()
		search.Set("mode", a.NewString("include"))
		entry.Value.Set("search", search)
	}
}

func within(a *jsontree.Arena, outer, inner string, value *jsontree.Value) *jsontree.Value {
	middle, object := a.NewObject(), a.NewObject()
	middle.Set(inner, value)
	object.Set(outer, middle)
	return object
}

func coded(a *jsontree.Arena, system, code string) *jsontree.Value {
	coding, concept := a.NewObject(), a.NewObject()
	coding.Set("code", a.NewString(code))
	coding.Set("system", a.NewString(system))
	concept.Set("coding", a.NewArray(coding))
	return concept
}

// unknown stands for a mandatory value that nobody told (extension data-absent-reason).
func unknown(a *jsontree.Arena) *jsontree.Value {
	extension, element := a.NewObject(), a.NewObject()
	extension.Set("url", a.NewString("http://hl7.org/fhir/StructureDefinition/data-absent-reason"))
	extension.Set("valueCode", a.NewString("unknown"))
	element.Set("extension", a.NewArray(extension))
	return element
}
