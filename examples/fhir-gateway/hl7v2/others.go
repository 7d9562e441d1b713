package hl7v2

import (
	"vial.example/fhir-gateway/jsontree"
	"vial.example/fhir-gateway/primitive"
)

// condition is DG1 as a Condition (guide: segment DG1 to Condition).
func (b *builder) condition(dg1 segment, patient, encounter string) *jsontree.Value {
	return b.object(
		member{"resourceType", b.text("Condition")},
		member{"category", b.list(b.concept(b.coding(terminology+"condition-category", "encounter-diagnosis", "")))},
		member{"code", b.codeable(dg1.first(3))},
		member{"subject", b.reference(patient)},
		member{"encounter", b.reference(encounter)},
		member{"recordedDate", b.dateTime(dg1.text(5))},
	)
}

// coverage is IN1 as a Coverage (guide: segment IN1 to Coverage). The number of a SUS coverage is the health card's.
func (b *builder) coverage(in1 segment, patient string) *jsontree.Value {
	number := in1.text(36)
	system := b.localSystem(in1.text(3))
	if primitive.IsCNS(number) {
		system = primitive.CNS
	}
	var identifier *jsontree.Value
	if number != "" {
		identifier = b.object(member{"system", b.text(system)}, member{"value", b.text(number)})
	}
	self := ""
	if in1.text(17) == "SEL" {
		self = "self"
	}
	plan := b.object(
		member{"type", b.concept(b.coding(terminology+"coverage-class", "plan", ""))},
		member{"value", b.text(in1.text(2))},
		member{"name", b.text(component(in1.first(2), 2))},
	)
	return b.object(
		member{"resourceType", b.text("Coverage")},
		member{"status", b.text("active")},
		member{"identifier", b.list(identifier)},
		member{"subscriberId", b.text(number)},
		member{"beneficiary", b.reference(patient)},
		member{"relationship", b.concept(b.coding(terminology+"subscriber-relationship", self, ""))},
		member{"payor", b.list(b.object(member{"display", b.text(in1.text(4))}))},
		member{"period", b.period(in1.text(12), in1.text(13))},
		member{"class", b.list(plan)},
	)
}
