// Package outcome collects what there is to say about a Bundle, as an OperationOutcome (FHIR R4, operationoutcome.html).
package outcome

import (
	"strconv"
	"strings"

	"vial.example/fhir-gateway/jsontree"
)

// MaxIssues is how many issues a report lists; of the others it gives the number.
const MaxIssues = 200

// Severity is a code of http://hl7.org/fhir/issue-severity.
type Severity string

// The severities in use. None is fatal: what cannot be worked on is an error of the call.
const (
	Information Severity = "information"
	Warning     Severity = "warning"
	Error       Severity = "error"
)

// Code is a code of http://hl7.org/fhir/issue-type.
type Code string

// The issue types in use.
const (
	CodeInvalid     Code = "code-invalid"
	Conflict        Code = "conflict"
	Duplicate       Code = "duplicate"
	Exception       Code = "exception"
	Informational   Code = "informational"
	MultipleMatches Code = "multiple-matches"
	NotFound        Code = "not-found"
	NotSupported    Code = "not-supported"
	Security        Code = "security"
	Structure       Code = "structure"
	Throttled       Code = "throttled"
	TooLong         Code = "too-long"
	Transient       Code = "transient"
	Value           Code = "value"
)

// Issue is one thing to say. Text never quotes a value: an OperationOutcome ends up in logs.
type Issue struct {
	Severity Severity
	Code     Code
	Text     string
	// Where: FHIRPath over the Bundle as it came in.
	Expression string
}

// Report collects issues. The zero Report is ready.
type Report struct {
	Issues []Issue
	// More counts the issues past MaxIssues.
	More int
}

// Step is one step of the way from a Bundle to a value: into a member, or with an empty name to an array's element.
type Step struct {
	Name  string
	Index int
}

// Full tells that a further issue would only be counted, so that callers spare themselves its making.
func (r *Report) Full() bool { return len(r.Issues) >= MaxIssues }

// Add notes an issue and the way to what it is about; none for what is about no one place.
func (r *Report) Add(severity Severity, code Code, text string, way []Step) {
	if r.Full() {
		r.More++
		return
	}
	r.Issues = append(r.Issues, Issue{severity, code, text, expression(way)})
}

// AddToEntry notes an issue about the resource of an entry, by its place; -1 is an entry that did not come in.
func (r *Report) AddToEntry(severity Severity, code Code, text string, index int) {
	if index < 0 {
		r.Add(severity, code, text, nil)
		return
	}
	r.Add(severity, code, text, []Step{{Name: "entry"}, {Index: index}, {Name: "resource"}})
}

func expression(way []Step) string {
	if len(way) == 0 {
		return ""
	}
	var path strings.Builder
	path.WriteString("Bundle")
	for _, step := range way {
		if step.Name == "" {
			path.WriteString("[" + strconv.Itoa(step.Index) + "]")
		} else {
			// FHIRPath has no sibling for a primitive's extensions: they are the element's.
			path.WriteString("." + jsontree.SafeName(strings.TrimPrefix(step.Name, "_")))
		}
	}
	return path.String()
}

// Resource is the report as an OperationOutcome. One that has nothing to say says so, because issue is mandatory.
func (r *Report) Resource(arena *jsontree.Arena) *jsontree.Value {
	issues := arena.NewArray()
	for _, issue := range r.Issues {
		issues.Append(resource(arena, issue))
	}
	if r.More > 0 {
		text := strconv.Itoa(r.More) + " more issues are not listed."
		issues.Append(resource(arena, Issue{Severity: Warning, Code: TooLong, Text: text}))
	}
	if issues.First() == nil {
		issues.Append(resource(arena, Issue{Severity: Information, Code: Informational, Text: "Nothing to report."}))
	}
	outcome := arena.NewObject()
	outcome.Set("issue", issues)
	outcome.Set("resourceType", arena.NewString("OperationOutcome"))
	return outcome
}

func resource(arena *jsontree.Arena, issue Issue) *jsontree.Value {
	value := arena.NewObject()
	value.Set("code", arena.NewString(string(issue.Code)))
	value.Set("diagnostics", arena.NewString(issue.Text))
	if issue.Expression != "" {
		value.Set("expression", arena.NewArray(arena.NewString(issue.Expression)))
	}
	value.Set("severity", arena.NewString(string(issue.Severity)))
	return value
}
