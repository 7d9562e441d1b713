package workload

import (
	"math"
	"slices"
	"strings"

	"vial.example/vial/json"
)

const ucumSystem = "http://unitsofmeasure.org"

// conversion of a value: (value + offset) * factor. A factor of 0 is none.
type conversion struct {
	offset, factor float64
}

// normaliseQuantity brings a Quantity into UCUM. Members are in order and stay so.
func normaliseQuantity(object *node) {
	value := object.member("value")
	if value == nil || value.kind != json.KindNumber {
		return
	}
	code, conversion := ucum(object.textOf("unit"))
	if code == "" {
		return
	}
	converted := conversion.of(value.number)
	if math.IsInf(converted, 0) || math.IsNaN(converted) {
		return
	}
	value.number = converted
	object.setText("code", code)
	object.setText("system", ucumSystem)
	object.setText("unit", code)
}

func (c conversion) of(value float64) float64 {
	if c.factor == 0 {
		return value
	}
	scaled := (value + c.offset) * c.factor * 10_000
	return math.Floor(float64(scaled)+0.5) / 10_000
}

// setText sets a member, at its place in the order.
func (n *node) setText(name, text string) {
	place, found := slices.BinarySearchFunc(n.children, name, func(member *node, name string) int {
		return strings.Compare(member.name, name)
	})
	member := &node{name: name, kind: json.KindString, text: text}
	if found {
		n.children[place] = member
	} else {
		n.children = slices.Insert(n.children, place, member)
	}
}

func ucum(unit string) (code string, _ conversion) {
	switch unit {
	case "lb", "lbs", "[lb_av]":
		return "kg", conversion{0, 0.45359237}
	case "oz":
		return "g", conversion{0, 28.349523125}
	case "in", "[in_i]":
		return "cm", conversion{0, 2.54}
	case "ft":
		return "cm", conversion{0, 30.48}
	case "°F", "degF", "[degF]":
		return "Cel", conversion{-32, 0.5555555555555556}
	case "°C", "degC":
		return "Cel", conversion{}
	case "mmHg", "mm Hg":
		return "mm[Hg]", conversion{}
	case "bpm", "beats/min", "breaths/min":
		return "/min", conversion{}
	case "mg/dl", "mg/dL":
		return "mg/dL", conversion{}
	case "g/dl", "g/dL":
		return "g/dL", conversion{}
	case "mmol/l", "mmol/L":
		return "mmol/L", conversion{}
	default:
		return "", conversion{}
	}
}
