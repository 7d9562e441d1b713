package hl7v2

import (
	"vial.example/fhir-gateway/jsontree"
	"vial.example/fhir-gateway/primitive"
)

// vitalSigns is LOINC's panel of vital signs, and R4's profile for them asks for the category.
const vitalSigns = "85353-1"

// observation is OBX under its OBR as an Observation (guide: segment OBX to Observation); nil where FHIR has no type for
// the value.
func (b *builder) observation(obx, obr segment, patient, encounter string) *jsontree.Value {
	key, value, ok := b.value(obx)
	if !ok {
		return nil
	}
	effective := b.dateTime(obx.text(14))
	if effective == nil {
		effective = b.dateTime(obr.text(7))
	}
	return b.object(
		member{"resourceType", b.text("Observation")},
		member{"status", b.text(observationStatus(obx.text(11)))},
		member{"category", b.list(b.category(obx, obr))},
		member{"code", b.codeable(obx.first(3))},
		member{"subject", b.reference(patient)},
		member{"encounter", b.reference(encounter)},
		member{"effectiveDateTime", effective},
		member{key, value},
		member{"interpretation", b.each(obx, 8, b.interpretation)},
		member{"referenceRange", b.list(b.referenceRange(obx))},
	)
}

// observationStatus goes from table 0085 to FHIR's codes (guide: table HL70085).
func observationStatus(code string) string {
	switch code {
	case "F", "U":
		return "final"
	case "P", "R", "S":
		return "preliminary"
	case "C":
		return "corrected"
	case "A", "B":
		return "amended"
	case "D", "W":
		return "entered-in-error"
	case "X":
		return "cancelled"
	case "I", "O", "N":
		return "registered"
	}
	return "unknown"
}

// category tells vital signs by their panel and laboratory results by their section (OBR-24, table 0074).
func (b *builder) category(obx, obr segment) *jsontree.Value {
	code := ""
	switch obr.text(24) {
	case "BG", "CH", "CUS", "HM", "IMM", "LAB", "MB", "MCB", "MYC", "SR", "TX", "UR", "VR":
		code = "laboratory"
	}
	if component(obr.first(4), 1) == vitalSigns || isVitalSign(component(obx.first(3), 1)) {
		code = "vital-signs"
	}
	return b.concept(b.coding(terminology+"observation-category", code, ""))
}

// isVitalSign tells the codes of R4's vital signs profile, and what NEWS2 reads besides: oximetry, consciousness.
func isVitalSign(loinc string) bool {
	switch loinc {
	case "9279-1", "8867-4", "2708-6", "59408-5", "8310-5", "8302-2", "29463-7", "39156-5", "85354-9", "8480-6", "8462-4", "80288-4":
		return true
	}
	return false
}

func (b *builder) interpretation(value *jsontree.Value) *jsontree.Value {
	return b.concept(b.coding(terminology+"v3-ObservationInterpretation", component(value, 1), ""))
}

// referenceRange is OBX-7 as it was sent, and low and high where it is of numbers.
func (b *builder) referenceRange(obx segment) *jsontree.Value {
	text := obx.text(7)
	low, high := bounds(text)
	return b.object(
		member{"low", b.quantity(low, "", obx.first(6))},
		member{"high", b.quantity(high, "", obx.first(6))},
		member{"text", b.text(text)},
	)
}

// bounds reads "low-high", "<high" and ">low"; the bounds are empty where it is anything else.
func bounds(text string) (low, high string) {
	if text == "" {
		return "", ""
	}
	switch text[0] {
	case '<':
		return "", number(text[1:])
	case '>':
		return number(text[1:]), ""
	}
	for i := 1; i < len(text); i++ {
		if text[i] == '-' {
			low, high = number(text[:i]), number(text[i+1:])
			if low == "" || high == "" {
				return "", ""
			}
			return low, high
		}
	}
	return "", ""
}

// number is an NM (v2.5.1, 2.A.47) as JSON writes it; empty when it is none. Its digits stay, so its precision does.
func number(text string) string {
	sign := ""
	if text != "" && (text[0] == '+' || text[0] == '-') {
		if text[0] == '-' {
			sign = "-"
		}
		text = text[1:]
	}
	digits, point := 0, -1
	for i := range len(text) {
		switch {
		case '0' <= text[i] && text[i] <= '9':
			digits++
		case text[i] == '.' && point < 0:
			point = i
		default:
			return ""
		}
	}
	if digits == 0 {
		return ""
	}
	if point == len(text)-1 {
		text = text[:point]
	}
	for len(text) > 1 && text[0] == '0' && text[1] != '.' {
		text = text[1:]
	}
	if text[0] == '.' {
		text = "0" + text
	}
	return sign + text
}

// quantity is a number with OBX-6; nil when there is no number.
func (b *builder) quantity(value, comparator string, units *jsontree.Value) *jsontree.Value {
	if value == "" {
		return nil
	}
	code, name := component(units, 1), component(units, 2)
	if name == "" {
		name = code
	}
	system := ""
	if component(units, 3) == "UCUM" {
		system = primitive.UCUM
	} else if known := primitive.Unit(code); known != "" {
		system, code = primitive.UCUM, known
	} else {
		code = ""
	}
	return b.object(
		member{"value", b.arena.NewNumber(value)},
		member{"comparator", b.text(comparator)},
		member{"unit", b.text(name)},
		member{"system", b.text(system)},
		member{"code", b.text(code)},
	)
}
