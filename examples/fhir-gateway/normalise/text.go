package normalise

import (
	"strings"

	"vial.example/fhir-gateway/jsontree"
	"vial.example/fhir-gateway/outcome"
	"vial.example/fhir-gateway/primitive"
)

// text normalises a string by the name of its element: the JSON of FHIR does not say which primitive type it is.
func (n *Normaliser) text(key string, v *jsontree.Value) {
	text := v.Str()
	if text == "" {
		return
	}
	if hasLooseSpace(text) && isToken(key) {
		n.Arena.SetText(v, strings.Join(strings.Fields(text), " "))
		n.Counts.Changed++
		text = v.Str()
	}
	if key == "reference" {
		n.references = append(n.references, v)
		return
	}
	if startsWithYear(text) && isDateElement(key) {
		n.dateTime(key, v)
	}
}

func (n *Normaliser) dateTime(key string, v *jsontree.Value) {
	canonical, problem := primitive.DateTime(v.Str(), n.Options.Offset)
	if problem != "" {
		n.say(outcome.Warning, outcome.Value, key+" "+problem+"; it was left as it is.", key)
		return
	}
	if canonical != v.Str() {
		n.Arena.SetText(v, canonical)
		n.Counts.Changed++
	}
}

// hasLooseSpace tells whether text begins or ends in white space or has more than one space in a row.
func hasLooseSpace(text string) bool {
	if text[0] <= ' ' || text[len(text)-1] <= ' ' {
		return true
	}
	for i := 1; i < len(text); i++ {
		if text[i] <= ' ' && (text[i] != ' ' || text[i-1] == ' ') {
			return true
		}
	}
	return false
}

// isToken tells the elements whose type is code, uri or id: in those, white space is never meant (R4, datatypes.html#code).
func isToken(key string) bool {
	switch key {
	case "code", "system", "status", "use", "gender", "language", "intent", "priority", "reference", "url", "fullUrl",
		"resourceType", "type", "valueCode", "valueUri", "valueUrl", "valueCanonical", "id":
		return true
	}
	return false
}

func startsWithYear(text string) bool {
	if len(text) < 4 {
		return false
	}
	for i := range 4 {
		if text[i] < '0' || text[i] > '9' {
			return false
		}
	}
	return true
}

// isDateElement tells the elements of R4 whose type is date, dateTime or instant: those whose name says so, and those
// of the clinical resources and data types that do not.
func isDateElement(key string) bool {
	if strings.HasSuffix(key, "Date") || strings.HasSuffix(key, "DateTime") || strings.HasSuffix(key, "Instant") {
		return true
	}
	switch key {
	case "start", "end", "date", "issued", "recorded", "lastUpdated", "authoredOn", "created", "sent", "received",
		"timestamp", "when", "authored", "time", "creation", "event", "lastModified":
		return true
	}
	return false
}
