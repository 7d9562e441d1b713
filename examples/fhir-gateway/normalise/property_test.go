package normalise_test

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"

	"vial.example/fhir-gateway/normalise"
	"vial.example/fhir-gateway/primitive"
)

// generator makes Bundles in which everything the rules look for comes often.
type generator struct{ *rand.Rand }

func (g generator) pick(texts ...string) string { return texts[g.IntN(len(texts))] }

func (g generator) list(most int, element func() string) string {
	parts := make([]string, g.IntN(most+1))
	for i := range parts {
		parts[i] = element()
	}
	return "[" + strings.Join(parts, ",") + "]"
}

func (g generator) identifier() string {
	return g.pick(cpf, cns, `{"system":"s","value":"1"}`, `{"system":"s","value":"2"}`, `{"system":"s","value":"3","use":"old"}`,
		`{"system":"urn:oid:2.16.840.1.113883.13.237","value":"504.725.492-51"}`, `{"value":"1"}`, `{"system":""}`)
}

func (g generator) reference() string {
	return fmt.Sprintf(`{"reference":%q}`, g.pick("urn:uuid:0", "urn:uuid:1", "urn:uuid:2", "urn:uuid:3", "Patient/1", "Patient/2", "Observation/1",
		"#c", "#", "http://a.example/Patient/1", "Encounter/2", "Encounter/1/_history/2"))
}

func (g generator) member() string {
	switch g.IntN(13) {
	case 0:
		return `"birthDate":` + g.pick(`"1970-01-01"`, `"1970-01-02"`, `""`, `" 1970-01-01"`)
	case 1, 2:
		return `"subject":` + g.reference()
	case 3:
		return `"meta":{"lastUpdated":` + g.pick(`"2026-01-01T00:00:00Z"`, `"2026-01-01T00:00:00-0300"`, `"2026-01-02 00:00"`, `"x"`) + `}`
	case 4:
		return `"name":` + g.list(3, func() string {
			return g.pick(`{"family":"A"}`, `{"family":""}`, `{"given":["B",null,""],"_given":[null,{"id":"x"}]}`, `{"given":[null],"_given":[{}]}`, `null`)
		})
	case 5:
		return `"hasMember":` + g.list(2, g.reference)
	case 6:
		return `"code":{"coding":[{"system":` + g.pick(`"http://loinc.org"`, `"https://loinc.org/"`, `" x "`) + `,"code":` + g.pick(`"2345-7"`, `" 2345-7"`, `"14749-6"`) + `,"display":"d"}]}`
	case 7:
		return `"valueQuantity":{"value":` + g.pick("90", "90.0", "5.00", "1e2") + `,"unit":` + g.pick(`"mg/dL"`, `"mg/dl"`, `"mmol/L"`, `"?"`) + `}`
	case 8:
		return `"managingOrganization":{"identifier":` + g.identifier() + g.pick("", `,"display":"x"`, `,"foreign":1`) + `}`
	case 9:
		return `"contained":` + g.list(2, func() string { return g.pick(`{"id":"c","resourceType":"Device"}`, `{"id":"d"}`) })
	case 10:
		return `"gender":` + g.pick(`"male"`, `"female"`, `" male"`)
	case 11:
		return `"id":` + g.pick(`"1"`, `"2"`)
	}
	return `"unknown":` + g.pick("1.0", "{}", "[null]", `[[],{"a":""}]`, `"\n"`)
}

func (g generator) entry(index int) string {
	resourceType := g.pick("Patient", "Patient", "Observation", "Observation", "Encounter", "Organization", "DiagnosticReport", "Coverage")
	members := []string{`"resourceType":"` + resourceType + `"`, `"identifier":` + g.list(2, g.identifier)}
	seen := map[string]bool{`"identifier"`: true}
	for range g.IntN(7) {
		member := g.member()
		if key, _, _ := strings.Cut(member, ":"); !seen[key] {
			seen[key] = true
			members = append(members, member)
		}
	}
	url := fmt.Sprintf(`"fullUrl":"urn:uuid:%d",`, index)
	if g.IntN(4) == 0 {
		url = g.pick("", `"fullUrl":"http://a.example/Patient/1",`)
	}
	return "{" + url + `"resource":{` + strings.Join(members, ",") + "}}"
}

func TestToNormaliseTwiceIsToNormaliseOnce(t *testing.T) {
	options := []normalise.Options{{}, {Offset: "-03:00"}, {Concentrations: primitive.Molar}, {Concentrations: primitive.Mass, Offset: "Z"}}
	merged := 0
	for seed := range uint64(10_000) {
		g := generator{rand.New(rand.NewPCG(seed, 1))}
		entries := make([]string, 2+g.IntN(8))
		for i := range entries {
			entries[i] = g.entry(i)
		}
		text := collection(strings.Join(entries, ","))
		option := options[seed%4]
		once := run(t, text, option)
		merged += once.counts.Duplicates
		twice := run(t, once.json, option)
		if twice.json != once.json || twice.counts.Changed+twice.counts.Removed+twice.counts.Duplicates > 0 {
			t.Fatalf("seed %d:\n%s became\n%s and then\n%s\n%+v", seed, text, once.json, twice.json, twice.counts)
		}
	}
	if merged < 500 {
		t.Errorf("only %d entries were merged", merged)
	}
}
