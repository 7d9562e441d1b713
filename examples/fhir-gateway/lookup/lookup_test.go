package lookup_test

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"

	"vial.example/fhir-gateway/bundle"
	"vial.example/fhir-gateway/jsontree"
	"vial.example/fhir-gateway/lookup"
	"vial.example/fhir-gateway/outcome"
)

// fake is a partner that answers what a function says, and remembers the batches.
type fake struct {
	answer  func(url string) lookup.Answer
	batches [][]string
	err     error
}

func (f *fake) Get(urls []string) ([]lookup.Answer, error) {
	f.batches = append(f.batches, slices.Clone(urls))
	answers := make([]lookup.Answer, len(urls))
	for i, url := range urls {
		answers[i] = f.answer(url)
	}
	return answers, f.err
}

func (f *fake) sizes() (sizes []int) {
	for _, batch := range f.batches {
		sizes = append(sizes, len(batch))
	}
	return sizes
}

func ok(body string) lookup.Answer {
	return lookup.Answer{Status: 200, Body: []byte(body), Date: "Mon, 09 Mar 2026 12:07:00 GMT"}
}

func run(t *testing.T, client *fake, entries string, change func(*lookup.Options)) (string, lookup.Counts, []outcome.Issue) {
	t.Helper()
	var arena jsontree.Arena
	root, err := arena.Parse([]byte(`{"entry":[` + entries + `],"resourceType":"Bundle","type":"collection"}`))
	if err != nil {
		t.Fatal(err)
	}
	b, err := bundle.Read(root)
	if err != nil {
		t.Fatal(err)
	}
	options := lookup.Options{Registry: "http://p/r", Eligibility: "http://p/e", Terminology: "http://p/t", BatchSize: 4, MaxRequests: 10, MaxAttempts: 2}
	if change != nil {
		change(&options)
	}
	session := lookup.Session{Arena: &arena, Client: client, Options: options, Report: &outcome.Report{}}
	session.Run(b)
	return string(root.AppendTo(nil)), session.Counts, session.Report.Issues
}

func codes(n int) string {
	entries := make([]string, n)
	for i := range entries {
		entries[i] = fmt.Sprintf(`{"resource":{"code":{"coding":[{"code":"%d","system":"http://loinc.org"}]},"resourceType":"Observation"}}`, i)
	}
	return strings.Join(entries, ",")
}

func TestBatchesBudgetAndRetries(t *testing.T) {
	client := &fake{answer: func(string) lookup.Answer { return lookup.Answer{Status: 503} }}
	_, counts, _ := run(t, client, codes(7), nil)
	if got := fmt.Sprint(client.sizes()); got != "[4 3 3]" || counts.Sent != 10 || counts.Failed != 7 {
		t.Error(got, counts)
	}
	client = &fake{answer: func(string) lookup.Answer { return lookup.Answer{Refused: true} }}
	_, counts, issues := run(t, client, codes(12), nil)
	if got := fmt.Sprint(client.sizes()); got != "[4 4 2]" || counts.Failed != 12 || issues[0].Code != outcome.Throttled {
		t.Error(got, counts, issues)
	}
}

func TestABatchThatFailsWhole(t *testing.T) {
	client := &fake{answer: func(string) lookup.Answer { return ok("{}") }, err: errors.New("x")}
	_, counts, issues := run(t, client, codes(1), nil)
	if counts.Failed != 1 || len(issues) != 1 || issues[0].Code != outcome.Transient {
		t.Error(counts, issues)
	}
}

func TestDisplays(t *testing.T) {
	client := &fake{answer: func(string) lookup.Answer {
		return ok(`{"resourceType":"Parameters","parameter":[{"name":"name","valueString":"LOINC"},{"name":"display","valueString":"Glicose"}]}`)
	}}
	bundle, _, _ := run(t, client, codes(1), nil)
	if !strings.Contains(bundle, `{"code":"0","display":"Glicose","system":"http://loinc.org"}`) {
		t.Error(bundle)
	}
	if want := "http://p/t?system=http%3A%2F%2Floinc.org&code=0"; client.batches[0][0] != want {
		t.Error(client.batches)
	}
	client.answer = func(string) lookup.Answer {
		return ok(`{"resourceType":"Parameters","parameter":[{"name":"display","valueString":"` + strings.Repeat("x", 1001) + `"}]}`)
	}
	if bundle, _, issues := run(t, client, codes(1), nil); strings.Contains(bundle, "xx") || len(issues) != 1 {
		t.Error(bundle, issues)
	}
}

const cns = "240142598570007"

func person(members string) string {
	return `{"identifier":[{"system":"https://saude.gov.br/fhir/sid/cns","value":"` + cns + `"}]` + members + `,"resourceType":"Patient"}`
}

func searchset(resources ...string) string {
	return `{"resourceType":"Bundle","entry":[{"resource":` + strings.Join(resources, `},{"resource":`) + `}]}`
}

func TestAPatientIsFilledInButNotOverwritten(t *testing.T) {
	client := &fake{answer: func(string) lookup.Answer {
		return ok(searchset(person(`,"birthDate":"1968-11-06","gender":"male","name":[{"family":"B"}],"managingOrganization":{"reference":"Organization/1"}`)))
	}}
	bundle, _, _ := run(t, client, `{"fullUrl":"urn:uuid:1","resource":`+person(`,"name":[{"family":"A"}]`)+`}`, nil)
	want := `{"fullUrl":"urn:uuid:1","resource":{"birthDate":"1968-11-06","gender":"male","identifier":[{"system":"https://saude.gov.br/fhir/sid/cns","value":"` + cns + `"}],"name":[{"family":"A"}],"resourceType":"Patient"}}`
	if !strings.Contains(bundle, want) || !strings.Contains(bundle, `"recorded":"2026-03-09T12:07:00Z"`) {
		t.Error(bundle)
	}
	client.answer = func(string) lookup.Answer {
		return lookup.Answer{Status: 200, Body: ok(searchset(person(`,"gender":"male"`))).Body}
	}
	bundle, _, _ = run(t, client, `{"fullUrl":"urn:uuid:1","resource":`+person("")+`}`, nil)
	if !strings.Contains(bundle, `"_recorded":{"extension":[{"url":"http://hl7.org/fhir/StructureDefinition/data-absent-reason","valueCode":"unknown"}]}`) {
		t.Error(bundle)
	}
}

func TestAnotherCPFIsAConflict(t *testing.T) {
	cpf := func(value string) string {
		return strings.Replace(person(""), `"}]`, `"},{"system":"https://saude.gov.br/fhir/sid/cpf","value":"`+value+`"}]`, 1)
	}
	client := &fake{answer: func(string) lookup.Answer { return ok(searchset(cpf("52998224725"))) }}
	_, _, issues := run(t, client, `{"resource":`+cpf("50472549251")+`}`, nil)
	if len(issues) != 1 || issues[0].Code != outcome.Conflict {
		t.Error(issues)
	}
}

func TestSearchParametersAreEscaped(t *testing.T) {
	client := &fake{answer: func(string) lookup.Answer { return lookup.Answer{Status: 404} }}
	run(t, client, `{"resource":{"identifier":[{"system":"s","value":"a|b,c$ \\é"}],"resourceType":"Coverage"}}`, nil)
	if want := `http://p/e?identifier=s%7Ca%5C%7Cb%5C%2Cc%5C%24%20%5C%5C%C3%A9`; client.batches[0][0] != want {
		t.Error(client.batches)
	}
}
