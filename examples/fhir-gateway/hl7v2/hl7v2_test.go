package hl7v2

import (
	"strings"
	"testing"

	"vial.example/fhir-gateway/jsontree"
)

// parse reads ER7 with the usual delimiters; nothing in it is escaped.
func parse(t *testing.T, arena *jsontree.Arena, text string) segment {
	t.Helper()
	list := func(parts []string, of func(string) string) string {
		for i, part := range parts {
			parts[i] = of(part)
		}
		return "[" + strings.Join(parts, ",") + "]"
	}
	sub := func(text string) string { return `"` + strings.ReplaceAll(text, `"`, `\"`) + `"` }
	component := func(text string) string {
		if text == "" {
			return "[]"
		}
		return list(strings.Split(text, "&"), sub)
	}
	repetition := func(text string) string { return list(strings.Split(text, "^"), component) }
	field := func(text string) string {
		if text == "" {
			return "[]"
		}
		return list(strings.Split(text, "~"), repetition)
	}
	id, fields, _ := strings.Cut(text, "|")
	value, err := arena.Parse([]byte(`[{"id":"` + id + `","fields":` + list(strings.Split(fields, "|"), field) + `}]`))
	if err != nil {
		t.Fatal(err)
	}
	return new(Mapper).readSegments(value)[0]
}

func expect(t *testing.T, made *jsontree.Value, want string) {
	t.Helper()
	if got := string(made.AppendTo(nil)); got != want {
		t.Errorf("%s, not\n%s", got, want)
	}
}

func TestTimeStamps(t *testing.T) {
	var arena jsontree.Arena
	for text, want := range map[string]string{
		"2026": `"2026"`, "202603": `"2026-03"`, "20260309": `"2026-03-09"`, "20260309-0300": `"2026-03-09"`,
		"202603090907": `"2026-03-09T09:07:00-04:00"`, "20260309090712.120+0000": `"2026-03-09T09:07:12.120Z"`,
		"2026030909": `"2026-03-09"`, "20260230": "null", "": "null", "hoje": "null", "20260309250000-0300": `"2026-03-09"`,
		"-0300": "null", "2026-03-09": `"2026"`,
	} {
		b := builder{arena: &arena, offset: "-04:00"}
		if got := string(b.dateTime(text).AppendTo(nil)); got != want {
			t.Errorf("%s became %s, not %s", text, got, want)
		}
	}
	b := builder{arena: &arena}
	expect(t, b.dateTime("202603090907"), `"2026-03-09"`)
	if messageOffset("20260309090700-0300", "Z") != "-03:00" || messageOffset("20260309090700+0000", "") != "Z" || messageOffset("202603090907", "Z") != "Z" {
		t.Error("offsets of MSH-7")
	}
}

func TestNumbers(t *testing.T) {
	for text, want := range map[string]string{
		"1.00": "1.00", "+5": "5", "-.5": "-0.5", "007": "7", "0.0": "0.0", "5.": "5", "": "", ".": "", "-": "", "1e3": "", "1,5": "", "1.2.3": "", "--1": "",
	} {
		if got := number(text); got != want {
			t.Errorf("%q became %q, not %q", text, got, want)
		}
	}
	for text, want := range map[string][2]string{"0.60-1.20": {"0.60", "1.20"}, "-1--0.5": {"-1", "-0.5"}, "<5": {"", "5"}, ">5": {"5", ""}, "até 5": {}, "a-b": {}, "5": {}} {
		if low, high := bounds(text); low != want[0] || high != want[1] {
			t.Errorf("%s became %s and %s", text, low, high)
		}
	}
}

func TestDataTypes(t *testing.T) {
	var arena jsontree.Arena
	b := &builder{arena: &arena, local: "https://h.example/"}
	s := parse(t, &arena, `ZZZ|50472549251^^^RFB&2.16.840.1.113883.13.237&ISO^TAX|7^^^H X|Silva&da&Silva^Ana^Maria^Jr^Dra^^L|^NET^Internet^a@example.org~(61)1^PRN^CP|I10^Hipertensão^I10^X^Y^99H|""`)
	expect(t, b.identifier(s.first(1)), `{"assigner":{"display":"RFB"},"system":"https://saude.gov.br/fhir/sid/cpf","type":{"coding":[{"code":"TAX","system":"http://terminology.hl7.org/CodeSystem/v2-0203"}]},"value":"50472549251"}`)
	expect(t, b.identifier(s.first(2)), `{"assigner":{"display":"H X"},"system":"https://h.example/H_X","value":"7"}`)
	expect(t, b.humanName(s.first(3)), `{"family":"Silva","given":["Ana","Maria"],"prefix":["Dra"],"suffix":["Jr"],"use":"official"}`)
	expect(t, b.each(s, 4, b.telecom), `[{"system":"email","value":"a@example.org"},{"system":"phone","use":"mobile","value":"(61)1"}]`)
	expect(t, b.codeable(s.first(5)), `{"coding":[{"code":"I10","display":"Hipertensão","system":"http://hl7.org/fhir/sid/icd-10"},{"code":"X","display":"Y","system":"https://h.example/99H"}]}`)
	expect(t, b.identifier(s.first(6)), "null")
	expect(t, b.identifier(s.first(99)), "null")
}

func TestObservationValues(t *testing.T) {
	var arena jsontree.Arena
	b := &builder{arena: &arena}
	for text, want := range map[string]string{
		"OBX|1|SN|x||^1.5^-^2|mg/dL":  `valueRange {"high":{"code":"mg/dL","system":"http://unitsofmeasure.org","unit":"mg/dL","value":2},"low":{"code":"mg/dL","system":"http://unitsofmeasure.org","unit":"mg/dL","value":1.5}}`,
		"OBX|1|SN|x||^1^:^128":        `valueRatio {"denominator":{"value":128},"numerator":{"value":1}}`,
		"OBX|1|SN|x||<^0.01":          `valueQuantity {"comparator":"<","value":0.01}`,
		"OBX|1|TX|x||a~b~c":           `valueString "a\nb\nc"`,
		"OBX|1|TM|x||0907":            `valueTime "09:07:00"`,
		"OBX|1|TM|x||9999":            `valueTime null`,
		"OBX|1|DT|x||20260309":        `valueDateTime "2026-03-09"`,
		"OBX|1|NM|x||5|gotas^Gotas^L": `valueQuantity {"unit":"Gotas","value":5}`,
		"OBX|1|NM|x||":                `valueQuantity null`,
	} {
		key, value, ok := b.value(parse(t, &arena, text))
		if got := key + " " + string(value.AppendTo(nil)); !ok || got != want {
			t.Errorf("%s became %s, not %s", text, got, want)
		}
	}
	if _, _, ok := b.value(parse(t, &arena, "OBX|1|ED|x||y")); ok {
		t.Error("ED has no counterpart")
	}
}

func TestEncounters(t *testing.T) {
	var arena jsontree.Arena
	b := &builder{arena: &arena}
	status := func(pv1, trigger string) string {
		return b.encounter(parse(t, &arena, pv1), segment{}, trigger, "p").Get("status").Str()
	}
	for _, each := range [][3]string{
		{"PV1|1|I", "A01", "in-progress"}, {"PV1|1|I", "A11", "cancelled"}, {"PV1|1|I", "A03", "finished"}, {"PV1|1|I", "R01", "unknown"}, {"PV1|1|I", "A05", "planned"},
	} {
		if got := status(each[0], each[1]); got != each[2] {
			t.Errorf("%v: %s", each, got)
		}
	}
	if b.encounter(parse(t, &arena, "PV1|1|N"), segment{}, "A28", "p") != nil {
		t.Error("class N is no encounter")
	}
}
