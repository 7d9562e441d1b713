package normalise

import (
	"strings"

	"vial.example/fhir-gateway/jsontree"
	"vial.example/fhir-gateway/outcome"
	"vial.example/fhir-gateway/primitive"
)

// composite normalises what several members say together.
func (n *Normaliser) composite(p parts) {
	if p.identifier.Kind() == jsontree.Object && p.reference == nil && !p.foreign {
		n.logical = append(n.logical, p.object)
		return
	}
	if p.system.Kind() == jsontree.String {
		n.rewrite(p.system, primitive.System(p.system.Str()))
	}
	switch p.value.Kind() {
	case jsontree.Number:
		n.quantity(p)
	case jsontree.String:
		n.identifier(p)
	default:
		n.coding(p)
	}
}

func (n *Normaliser) rewrite(v *jsontree.Value, text string) {
	if v.Str() != text {
		n.Arena.SetText(v, text)
		n.Counts.Changed++
	}
}

// quantity gives a Quantity its UCUM code where the unit leaves no doubt, and mends codes that are misspelt. What
// people read, unit, stays as it is.
func (n *Normaliser) quantity(p parts) {
	switch p.system.Str() {
	case "":
		code := primitive.Unit(p.unit.Str())
		if p.system != nil || p.code != nil || code == "" {
			return
		}
		p.object.Set("system", n.Arena.NewString(primitive.UCUM))
		p.object.Set("code", n.Arena.NewString(code))
		n.Counts.Changed++
	case primitive.UCUM:
		if code := primitive.Unit(p.code.Str()); code != "" {
			n.rewrite(p.code, code)
		}
	}
}

// identifier takes the punctuation out of CPF and CNS and checks their check digits.
func (n *Normaliser) identifier(p parts) {
	var valid bool
	system := p.system.Str()
	digits := primitive.Digits(p.value.Str())
	switch system {
	case primitive.CPF:
		valid = primitive.IsCPF(digits)
	case primitive.CNS:
		valid = primitive.IsCNS(digits)
	default:
		return
	}
	if !valid {
		name := strings.ToUpper(system[len(system)-3:])
		text := "The check digits of this " + name + " are wrong; it identifies nobody here."
		n.say(outcome.Warning, outcome.Value, text, "value")
		return
	}
	n.rewrite(p.value, digits)
}

func (n *Normaliser) coding(p parts) {
	if p.system.Str() == primitive.LOINC && p.code.Kind() == jsontree.String && !primitive.IsLOINC(p.code.Str()) &&
		!isLOINCPart(p.code.Str()) {
		n.say(outcome.Warning, outcome.CodeInvalid, "The check digit of this LOINC code is wrong.", "code")
	}
}

// isLOINCPart tells answer lists, answers and parts, which share LOINC's system: "LA6568-5".
func isLOINCPart(code string) bool {
	return len(code) > 2 && code[0] == 'L' && primitive.IsLOINC(strings.TrimLeft(code, "LAPG"))
}
