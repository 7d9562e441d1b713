package workload

import "strings"

// string brings a string into its normal form, by the name of the member that holds it.
//
//go:noinline
func (n *normaliser) string(text, name string) string {
	if name == "div" || name == "data" {
		return text
	}
	text = trim(text)
	switch name {
	case "city", "display", "district", "family", "given", "line", "prefix", "suffix", "text":
		return collapse(text)
	case "system":
		return codeSystem(text)
	case "reference":
		if reference, known := n.urls[text]; known {
			return reference
		}
		return text
	case "gender":
		return gender(text)
	case "authoredOn", "created", "date", "end", "issued", "lastUpdated", "start":
		return normaliseDate(text)
	}
	if strings.HasSuffix(name, "Date") || strings.HasSuffix(name, "DateTime") || strings.HasSuffix(name, "Instant") {
		return normaliseDate(text)
	}
	return text
}

func trim(text string) string {
	for len(text) > 0 && isSpace(text[len(text)-1]) {
		text = text[:len(text)-1]
	}
	for len(text) > 0 && isSpace(text[0]) {
		text = text[1:]
	}
	return text
}

func isSpace(b byte) bool { return b == ' ' || b == '\t' || b == '\n' || b == '\r' }

// collapse makes one space of each run of white space.
func collapse(text string) string {
	at := 0
	for at < len(text) && !(isSpace(text[at]) && (text[at] != ' ' || isSpace(text[at+1]))) {
		at++
	}
	if at == len(text) {
		return text
	}
	var collapsed strings.Builder
	collapsed.Grow(len(text))
	collapsed.WriteString(text[:at])
	for inRun := false; at < len(text); at++ {
		space := isSpace(text[at])
		switch {
		case !space:
			collapsed.WriteByte(text[at])
		case !inRun:
			collapsed.WriteByte(' ')
		}
		inRun = space
	}
	return collapsed.String()
}

// lowerCase leaves letters beyond ASCII as they are.
func lowerCase(text string) string {
	lower := []byte(text)
	for i, b := range lower {
		if b >= 'A' && b <= 'Z' {
			lower[i] = b | 0x20
		}
	}
	return string(lower)
}

func gender(text string) string {
	switch lower := lowerCase(text); lower {
	case "m":
		return "male"
	case "f":
		return "female"
	case "o":
		return "other"
	case "u":
		return "unknown"
	default:
		return lower
	}
}

func codeSystem(text string) string {
	switch text {
	case "urn:oid:2.16.840.1.113883.6.1", "https://loinc.org":
		return "http://loinc.org"
	case "urn:oid:2.16.840.1.113883.6.96", "https://snomed.info/sct":
		return "http://snomed.info/sct"
	case "urn:oid:2.16.840.1.113883.6.8", "https://unitsofmeasure.org":
		return "http://unitsofmeasure.org"
	case "urn:oid:2.16.840.1.113883.6.3":
		return "http://hl7.org/fhir/sid/icd-10"
	case "urn:oid:2.16.840.1.113883.6.88":
		return "http://www.nlm.nih.gov/research/umls/rxnorm"
	case "urn:oid:2.16.840.1.113883.12.292":
		return "http://hl7.org/fhir/sid/cvx"
	case "urn:oid:2.16.840.1.113883.13.236":
		return "http://rnds.saude.gov.br/fhir/r4/NamingSystem/cns"
	case "urn:oid:2.16.840.1.113883.13.237":
		return "http://rnds.saude.gov.br/fhir/r4/NamingSystem/cpf"
	default:
		return text
	}
}
