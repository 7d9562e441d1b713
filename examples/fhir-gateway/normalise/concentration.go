package normalise

import (
	"vial.example/fhir-gateway/jsontree"
	"vial.example/fhir-gateway/outcome"
	"vial.example/fhir-gateway/primitive"
)

// convert brings a laboratory result to the preferred kind of unit: value, reference ranges and LOINC code together,
// or nothing of it.
func (n *Normaliser) convert(observation *jsontree.Value) {
	coding, conversion := n.convertible(observation)
	if coding == nil {
		return
	}
	quantities := []*jsontree.Value{observation.Get("valueQuantity")}
	for each := observation.Get("referenceRange").First(); each != nil; each = each.Next() {
		quantities = append(quantities, each.Get("low"), each.Get("high"))
	}
	values := make([]string, len(quantities))
	for i, quantity := range quantities {
		if quantity == nil {
			continue
		}
		converted, ok := conversion.Convert(quantity.Get("value").Text())
		if !ok || quantity.Get("system").Str() != primitive.UCUM || quantity.Get("code").Str() != conversion.From.Unit {
			n.say(outcome.Information, outcome.NotSupported,
				"The result is not in the unit its code stands for; it was not converted.", "valueQuantity")
			return
		}
		values[i] = converted
	}
	for i, quantity := range quantities {
		if quantity != nil {
			n.setQuantity(quantity, values[i], conversion.To.Unit)
		}
	}
	n.Arena.SetText(coding.Get("code"), conversion.To.LOINC)
	// It names the code that no longer stands there.
	coding.Remove("display")
	n.Counts.Changed++
	text := "Converted from " + conversion.From.Unit + " to " + conversion.To.Unit + ", with the LOINC code for that."
	n.say(outcome.Information, outcome.Informational, text, "valueQuantity")
}

// convertible finds the coding to convert by; nil when there is none, or no value.
func (n *Normaliser) convertible(observation *jsontree.Value) (coding *jsontree.Value, by primitive.Conversion) {
	if observation.Get("valueQuantity") == nil {
		return nil, by
	}
	for coding = observation.Get("code").Get("coding").First(); coding != nil; coding = coding.Next() {
		if coding.Get("system").Str() != primitive.LOINC {
			continue
		}
		conversion, ok := primitive.ConversionOf(coding.Get("code").Str(), n.Options.Concentrations)
		if ok {
			return coding, conversion
		}
	}
	return nil, by
}

func (n *Normaliser) setQuantity(quantity *jsontree.Value, value, unit string) {
	n.Arena.SetText(quantity.Get("value"), value)
	quantity.Set("unit", n.Arena.NewString(unit))
	quantity.Set("code", n.Arena.NewString(unit))
}
