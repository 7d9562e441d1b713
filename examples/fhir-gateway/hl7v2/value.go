package hl7v2

import (
	"vial.example/fhir-gateway/jsontree"
	"vial.example/fhir-gateway/primitive"
)

// value is OBX-5 by the type that OBX-2 names, and the name of Observation's member for it. ok is false where R4's
// Observation has no such type.
func (b *builder) value(obx segment) (key string, value *jsontree.Value, ok bool) {
	first := obx.first(5)
	text := component(first, 1)
	switch obx.text(2) {
	case "NM":
		if digits := number(text); digits != "" || text == "" {
			return "valueQuantity", b.quantity(digits, "", obx.first(6)), true
		}
		return "valueString", b.text(text), true
	case "SN":
		key, value = b.structuredNumeric(first, obx.first(6))
		return key, value, true
	case "CE", "CWE", "CNE", "CF":
		return "valueCodeableConcept", b.codeable(first), true
	case "DT", "TS", "DTM":
		return "valueDateTime", b.dateTime(text), true
	case "TM":
		return "valueTime", b.time(text), true
	case "ST", "TX", "FT", "IS", "ID", "SI", "":
		return "valueString", b.text(lines(first)), true
	}
	return "", nil, false
}

// lines are the repetitions of a text, a line each.
func lines(repetition *jsontree.Value) string {
	text := component(repetition, 1)
	for repetition != nil {
		if repetition = repetition.Next(); repetition != nil {
			text += "\n" + component(repetition, 1)
		}
	}
	return text
}

// structuredNumeric is an SN (v2.5.1, 2.A.70): a comparator and a number, a range, or a ratio.
func (b *builder) structuredNumeric(value, units *jsontree.Value) (key string, made *jsontree.Value) {
	comparator, one, separator, two := component(value, 1), number(component(value, 2)), component(value, 3), number(component(value, 4))
	switch {
	case separator == "-" && two != "":
		return "valueRange", b.object(member{"low", b.quantity(one, "", units)}, member{"high", b.quantity(two, "", units)})
	case (separator == ":" || separator == "/") && two != "":
		return "valueRatio", b.object(member{"numerator", b.quantity(one, "", nil)}, member{"denominator", b.quantity(two, "", nil)})
	}
	switch comparator {
	case "<", "<=", ">", ">=":
	default:
		comparator = ""
	}
	return "valueQuantity", b.quantity(one, comparator, units)
}

// time is a TM, HHMM[SS], of which FHIR wants all three; nil when it is none.
func (b *builder) time(text string) *jsontree.Value {
	seconds := "00"
	switch len(text) {
	case 4:
	case 6:
		seconds = text[4:]
	default:
		return nil
	}
	clock := text[:2] + ":" + text[2:4] + ":" + seconds
	if _, problem := primitive.DateTime("2000-01-01T"+clock+"Z", ""); problem != "" {
		return nil
	}
	return b.text(clock)
}
