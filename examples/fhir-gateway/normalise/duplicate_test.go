package normalise_test

import (
	"strings"
	"testing"
	"time"

	"vial.example/fhir-gateway/outcome"
)

const cpf = `{"system":"https://saude.gov.br/fhir/sid/cpf","value":"50472549251"}`
const cns = `{"system":"https://saude.gov.br/fhir/sid/cns","value":"240142598570007"}`

func patient(url, members string) string {
	return `{"fullUrl":"` + url + `","resource":{` + members + `,"resourceType":"Patient"}}`
}

func TestPatientsWithOneIdentifierAreMerged(t *testing.T) {
	issues := expect(t, none,
		patient("urn:uuid:1", `"gender":"male","identifier":[`+cpf+`],"maritalStatus":{"text":"S"},"meta":{"lastUpdated":"2026-01-01T00:00:00Z"},"name":[{"family":"Araújo"}]`)+","+
			patient("urn:uuid:2", `"birthDate":"1968-11-06","identifier":[`+cpf+`,`+cns+`],"maritalStatus":{"text":"M"},"meta":{"lastUpdated":"2026-01-01T00:00:00-03:00"},"name":[{"family":"Araújo"}]`)+","+
			patient("urn:uuid:3", `"active":true,"identifier":[`+cns+`]`)+
			`,{"resource":{"resourceType":"Encounter","subject":{"reference":"urn:uuid:3"}}}`,
		`{"fullUrl":"urn:uuid:1","resource":{"active":true,"birthDate":"1968-11-06","gender":"male","identifier":[`+cpf+`,`+cns+`],"maritalStatus":{"text":"M"},"meta":{"lastUpdated":"2026-01-01T00:00:00-03:00"},"name":[{"family":"Araújo"}],"resourceType":"Patient"}}`+
			`,{"resource":{"resourceType":"Encounter","subject":{"reference":"urn:uuid:1"}}}`)
	expectIssue(t, issues, outcome.Duplicate, "Bundle.entry[1].resource")
	expectIssue(t, issues, outcome.Duplicate, "Bundle.entry[2].resource")
}

func TestPatientsWhoDifferAreNotMerged(t *testing.T) {
	text := patient("urn:uuid:1", `"birthDate":"1968-11-06","identifier":[`+cpf+`]`) + "," + patient("urn:uuid:2", `"birthDate":"1970-01-01","identifier":[`+cpf+`]`)
	issues := expect(t, none, text, text)
	expectIssue(t, issues, outcome.Conflict, "Bundle.entry[1].resource")
}

func TestAWrongNumberMergesNobody(t *testing.T) {
	wrong := strings.Replace(cpf, "50472549251", "50472549250", 1)
	text := patient("urn:uuid:1", `"identifier":[`+wrong+`]`) + "," + patient("urn:uuid:2", `"identifier":[`+wrong+`]`)
	expect(t, none, text, text)
}

// version is a version of one laboratory result.
func version(members string) string {
	return `{"resource":{"identifier":[{"system":"http://lab.example","value":"L1"}],` + members + `}}`
}

func TestTheNewestVersionOfAResultCounts(t *testing.T) {
	patients := patient("urn:uuid:1", `"identifier":[`+cpf+`]`) + ","
	expect(t, none,
		patients+patient("urn:uuid:2", `"identifier":[`+cpf+`]`)+","+
			version(`"meta":{"lastUpdated":"2026-01-02T00:00:00Z"},"resourceType":"Observation","status":"preliminary","subject":{"reference":"urn:uuid:1"}`)+","+
			version(`"meta":{"lastUpdated":"2026-01-03T00:00:00Z"},"resourceType":"Observation","status":"final","subject":{"reference":"urn:uuid:2"}`),
		patients+version(`"meta":{"lastUpdated":"2026-01-03T00:00:00Z"},"resourceType":"Observation","status":"final","subject":{"reference":"urn:uuid:1"}`))
	expect(t, none,
		patients+version(`"resourceType":"Observation","status":"final"`)+","+version(`"resourceType":"Observation","status":"final"`),
		patients+version(`"resourceType":"Observation","status":"final"`))
	differ := patients + version(`"resourceType":"Observation","status":"final"`) + "," + version(`"resourceType":"Observation","status":"amended"`)
	expectIssue(t, expect(t, none, differ, differ), outcome.Conflict, "Bundle.entry[1].resource")
}

func TestOnlyCollectionsLoseEntries(t *testing.T) {
	text := strings.Replace(collection(patient("urn:uuid:1", `"identifier":[`+cpf+`]`)+","+patient("urn:uuid:2", `"identifier":[`+cpf+`]`)), "collection", "transaction", 1)
	if got := run(t, text, none).json; got != text {
		t.Error(got)
	}
}

func TestHostileBundlesTakeLinearTime(t *testing.T) {
	repeat := func(n int, f func(i int) string) string {
		parts := make([]string, n)
		for i := range parts {
			parts[i] = f(i)
		}
		return strings.Join(parts, ",")
	}
	number := func(i int) string { return strings.Repeat("7", i%5) + time.Duration(i).String() }
	one := `{"system":"s","value":"1"}`
	for what, entries := range map[string]string{
		"all one patient": repeat(9000, func(i int) string {
			return `{"resource":{"resourceType":"Patient","identifier":[` + one + `],"name":[{"family":"` + number(i) + `"}],"v` + number(i) + `":1}}`
		}),
		"a chain of patients": repeat(9000, func(i int) string {
			return `{"resource":{"resourceType":"Patient","identifier":[{"system":"s","value":"` + number(i) + `"},{"system":"s","value":"` + number(i+1) + `"}]}}`
		}),
		"all in conflict": repeat(9000, func(i int) string {
			return `{"resource":{"resourceType":"Patient","identifier":[` + one + `],"birthDate":"` + number(i) + `"}}`
		}),
		"many identifiers": `{"resource":{"resourceType":"Patient","identifier":[` + repeat(60000, func(i int) string { return one }) + `]}}`,
		"versions": repeat(9000, func(i int) string {
			return `{"resource":{"resourceType":"Observation","identifier":[` + one + `],"note":"` + number(i) + `"}}`
		}),
		"contained": `{"resource":{"resourceType":"Observation","contained":[` + repeat(30000, func(i int) string { return `{"id":"` + number(i) + `"}` }) +
			`],"x":[` + repeat(30000, func(i int) string { return `{"reference":"#` + number(i) + `"}` }) + `]}}`,
		"pairs": `{"resource":{"resourceType":"Observation",` + repeat(40000, func(i int) string {
			return `"_a` + number(i) + `":[null],"a` + number(i) + `":[""]`
		}) + `}}`,
	} {
		start := time.Now()
		run(t, collection(entries), none)
		if took := time.Since(start); took > 5*time.Second {
			t.Errorf("%s took %v", what, took)
		}
	}
}
