package hl7v2

import "vial.example/fhir-gateway/jsontree"

// encounter is PV1 and PV2 as an Encounter (guide: segment PV1 to Encounter); nil where PV1-2 says that there is none.
func (b *builder) encounter(pv1, pv2 segment, trigger, patient string) *jsontree.Value {
	if pv1.id == "" || pv1.text(2) == "N" {
		return nil
	}
	return b.object(
		member{"resourceType", b.text("Encounter")},
		member{"identifier", b.each(pv1, 19, b.identifier)},
		member{"status", b.text(encounterStatus(trigger, pv1))},
		member{"class", b.class(pv1.text(2))},
		member{"serviceType", b.localConcept("HL70069", pv1.text(10))},
		member{"subject", b.reference(patient)},
		member{"participant", b.participants(pv1)},
		member{"period", b.period(pv1.text(44), pv1.text(45))},
		member{"reasonCode", b.each(pv2, 3, b.codeable)},
		member{"hospitalization", b.object(
			member{"admitSource", b.localConcept("HL70023", pv1.text(14))},
			member{"dischargeDisposition", b.localConcept("HL70112", pv1.text(36))},
		)},
		member{"location", b.each(pv1, 3, b.location)},
	)
}

// encounterStatus follows the event where the end is not known: R4 wants a status, and v2 has none.
func encounterStatus(trigger string, pv1 segment) string {
	switch {
	case trigger == "A11" || trigger == "A27" || trigger == "A38":
		return "cancelled"
	case trigger == "A03" || pv1.text(45) != "":
		return "finished"
	case trigger == "A05" || trigger == "A14":
		return "planned"
	case len(trigger) == 3 && trigger[0] == 'A':
		return "in-progress"
	}
	return "unknown"
}

// class goes from table 0004 to v3 ActCode (guide: table HL70004); codes without a counterpart stay what they are.
func (b *builder) class(code string) *jsontree.Value {
	switch code {
	case "E":
		return b.coding(terminology+"v3-ActCode", "EMER", "")
	case "I":
		return b.coding(terminology+"v3-ActCode", "IMP", "")
	case "O", "R":
		return b.coding(terminology+"v3-ActCode", "AMB", "")
	case "P":
		return b.coding(terminology+"v3-ActCode", "PRENC", "")
	}
	return b.coding(terminology+"v2-0004", code, "")
}

// localConcept is a code of a table that every hospital fills itself.
func (b *builder) localConcept(table, code string) *jsontree.Value {
	return b.concept(b.coding(b.system(table), code, ""))
}

// participants are the physicians: attending, referring, consulting, admitting (table 0912 has their codes too).
func (b *builder) participants(pv1 segment) *jsontree.Value {
	all := b.arena.NewArray()
	for _, role := range []struct {
		field int
		code  string
	}{{7, "ATND"}, {8, "REF"}, {9, "CON"}, {17, "ADM"}} {
		for value := pv1.first(role.field); value != nil; value = value.Next() {
			person := b.practitioner(value)
			if person == nil {
				continue
			}
			kind := b.concept(b.coding(terminology+"v3-ParticipationType", role.code, ""))
			all.Append(b.object(member{"individual", person}, member{"type", b.list(kind)}))
		}
	}
	return all
}

// location is a PL as a Reference by name: ward, room and bed.
func (b *builder) location(value *jsontree.Value) *jsontree.Value {
	name := ""
	for n := 1; n <= 3; n++ {
		if part := component(value, n); part != "" {
			if name != "" {
				name += " "
			}
			name += part
		}
	}
	if name == "" {
		return nil
	}
	return b.object(member{"location", b.object(member{"display", b.text(name)})})
}
