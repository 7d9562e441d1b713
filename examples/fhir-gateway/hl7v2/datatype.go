package hl7v2

import (
	"vial.example/fhir-gateway/jsontree"
	"vial.example/fhir-gateway/primitive"
)

const terminology = "http://terminology.hl7.org/CodeSystem/"

// codeSystems are HL7 table 0396's names for what FHIR calls by a URI.
var codeSystems = [...]struct{ name, uri string }{
	{"LN", primitive.LOINC}, {"SCT", primitive.SNOMED}, {"I10", primitive.ICD10}, {"UCUM", primitive.UCUM},
	{"ISO639", "urn:ietf:bcp:47"}, {"ISO3166", "urn:iso:std:iso:3166"}, {"CID10", primitive.CID10},
}

func (b *builder) system(name string) string {
	for _, each := range codeSystems {
		if each.name == name {
			return each.uri
		}
	}
	if len(name) == 7 && name[:3] == "HL7" {
		return b.arena.Join(terminology, "v2-", name[3:])
	}
	return b.localSystem(name)
}

// codeable is a CE or CWE as a CodeableConcept (guide: CWE[CodeableConcept]).
func (b *builder) codeable(value *jsontree.Value) *jsontree.Value {
	code, alternate := component(value, 1), component(value, 4)
	text := component(value, 9)
	if text == "" && code == "" {
		text = component(value, 2)
	}
	return b.object(
		member{"coding", b.list(
			b.coding(b.system(component(value, 3)), code, component(value, 2)),
			b.coding(b.system(component(value, 6)), alternate, component(value, 5)),
		)},
		member{"text", b.text(text)},
	)
}

// identifier is a CX as an Identifier (guide: CX[Identifier]).
func (b *builder) identifier(value *jsontree.Value) *jsontree.Value {
	number := component(value, 1)
	if number == "" {
		return nil
	}
	return b.object(
		member{"system", b.text(b.authority(value, 4))},
		member{"value", b.text(number)},
		member{"type", b.concept(b.coding(terminology+"v2-0203", component(value, 5), ""))},
		member{"assigner", b.object(member{"display", b.text(component(value, 4))})},
		member{"period", b.period(component(value, 7), component(value, 8))},
	)
}

// authority is the URI of an HD: of its universal id, else of its local name.
func (b *builder) authority(value *jsontree.Value, n int) string {
	id := subcomponent(value, n, 2)
	switch subcomponent(value, n, 3) {
	case "ISO":
		return primitive.System(b.arena.Join("urn:oid:", id))
	case "UUID", "GUID":
		return b.arena.Join("urn:uuid:", id)
	case "URI":
		return id
	}
	return b.localSystem(component(value, n))
}

func (b *builder) period(start, end string) *jsontree.Value {
	return b.object(member{"start", b.dateTime(start)}, member{"end", b.dateTime(end)})
}

// humanName is an XPN as a HumanName (guide: XPN[HumanName]).
func (b *builder) humanName(value *jsontree.Value) *jsontree.Value {
	use := ""
	switch component(value, 7) {
	case "L":
		use = "official"
	case "D":
		use = "usual"
	case "M":
		use = "maiden"
	case "N":
		use = "nickname"
	case "S":
		use = "anonymous"
	case "T":
		use = "temp"
	}
	return b.object(
		member{"use", b.text(use)},
		member{"family", b.text(component(value, 1))},
		member{"given", b.list(b.text(component(value, 2)), b.text(component(value, 3)))},
		member{"suffix", b.list(b.text(component(value, 4)))},
		member{"prefix", b.list(b.text(component(value, 5)))},
	)
}

// practitioner is an XCN as a Reference that names and numbers a person (guide: XCN[Practitioner]).
func (b *builder) practitioner(value *jsontree.Value) *jsontree.Value {
	name := ""
	for _, part := range []string{component(value, 6), component(value, 3), component(value, 4), component(value, 2)} {
		if part != "" && name != "" {
			name += " "
		}
		name += part
	}
	var identifier *jsontree.Value
	if number := component(value, 1); number != "" {
		identifier = b.object(
			member{"value", b.text(number)},
			member{"system", b.text(b.authority(value, 9))},
			member{"assigner", b.object(member{"display", b.text(component(value, 9))})},
		)
	}
	return b.object(member{"display", b.text(name)}, member{"identifier", identifier})
}

// address is an XAD as an Address (guide: XAD[Address]).
func (b *builder) address(value *jsontree.Value) *jsontree.Value {
	use, kind := "", ""
	switch component(value, 7) {
	case "H":
		use = "home"
	case "B", "O":
		use = "work"
	case "C":
		use = "temp"
	case "BA":
		use = "old"
	case "M":
		kind = "postal"
	}
	return b.object(
		member{"use", b.text(use)},
		member{"type", b.text(kind)},
		member{"line", b.list(b.text(component(value, 1)), b.text(component(value, 2)))},
		member{"city", b.text(component(value, 3))},
		member{"state", b.text(component(value, 4))},
		member{"postalCode", b.text(component(value, 5))},
		member{"country", b.text(component(value, 6))},
		member{"district", b.text(component(value, 9))},
	)
}

// telecom is an XTN as a ContactPoint (guide: XTN[ContactPoint]).
func (b *builder) telecom(value *jsontree.Value) *jsontree.Value {
	system, number := "phone", component(value, 1)
	switch component(value, 3) {
	case "Internet", "X.400":
		system, number = "email", component(value, 4)
	case "FX":
		system = "fax"
	}
	if number == "" {
		return nil
	}
	use := ""
	switch component(value, 2) {
	case "PRN", "ORN", "VHN":
		use = "home"
	case "WPN":
		use = "work"
	}
	if component(value, 3) == "CP" {
		use = "mobile"
	}
	return b.object(member{"system", b.text(system)}, member{"value", b.text(number)}, member{"use", b.text(use)})
}
