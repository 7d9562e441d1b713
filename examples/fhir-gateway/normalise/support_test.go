package normalise_test

import (
	"testing"

	"vial.example/fhir-gateway/bundle"
	"vial.example/fhir-gateway/jsontree"
	"vial.example/fhir-gateway/normalise"
	"vial.example/fhir-gateway/outcome"
)

type result struct {
	json   string
	issues []outcome.Issue
	counts normalise.Counts
}

func run(t testing.TB, text string, options normalise.Options) result {
	t.Helper()
	var arena jsontree.Arena
	var report outcome.Report
	root, err := arena.Parse([]byte(text))
	if err != nil {
		t.Fatalf("%v: %s", err, text)
	}
	b, err := bundle.Read(root)
	if err != nil {
		t.Fatalf("%v: %s", err, text)
	}
	n := normalise.Normaliser{Arena: &arena, Options: options, Report: &report}
	n.Bundle(b)
	return result{string(root.AppendTo(nil)), report.Issues, n.Counts}
}

func collection(entries string) string {
	return `{"entry":[` + entries + `],"resourceType":"Bundle","type":"collection"}`
}

// expect normalises a collection of these entries, which become those, and again, which changes nothing.
func expect(t *testing.T, options normalise.Options, entries, want string) []outcome.Issue {
	t.Helper()
	once := run(t, collection(entries), options)
	if once.json != collection(want) {
		t.Errorf("\n%s became\n%s, not\n%s", entries, once.json, collection(want))
	}
	if twice := run(t, once.json, options); twice.json != once.json {
		t.Errorf("\n%s became the second time\n%s", once.json, twice.json)
	}
	return once.issues
}

func expectIssue(t *testing.T, issues []outcome.Issue, code outcome.Code, expression string) {
	t.Helper()
	for _, issue := range issues {
		if issue.Code == code && issue.Expression == expression {
			return
		}
	}
	t.Errorf("no issue %s at %s among %v", code, expression, issues)
}
