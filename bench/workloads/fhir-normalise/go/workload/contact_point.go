package workload

import (
	"strings"

	"vial.example/vial/json"
)

const brazil = "+55"

// normaliseContactPoint writes the value of a ContactPoint in one form.
func normaliseContactPoint(object *node) {
	value := object.member("value")
	if value == nil || value.kind != json.KindString {
		return
	}
	switch object.textOf("system") {
	case "email":
		value.text = lowerCase(value.text)
	case "phone", "fax", "sms":
		value.text = normalisePhone(value.text)
	}
}

func normalisePhone(text string) string {
	rest, plus := strings.CutPrefix(text, "+")
	digits := make([]byte, 0, len(rest))
	for i := 0; i < len(rest); i++ {
		switch b := rest[i]; {
		case b >= '0' && b <= '9':
			digits = append(digits, b)
		case b != ' ' && b != '(' && b != ')' && b != '-' && b != '.':
			return text
		}
	}
	number := string(digits)
	switch {
	case number == "":
		return text
	case plus:
		return "+" + number
	case strings.HasPrefix(number, "00"):
		return "+" + number[2:]
	case len(number) == 10 || len(number) == 11:
		return brazil + number
	default:
		return number
	}
}
