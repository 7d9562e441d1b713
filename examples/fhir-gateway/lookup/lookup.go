// Package lookup asks partners about what a Bundle holds, many questions at once, and merges what they answer.
package lookup

import (
	"vial.example/fhir-gateway/bundle"
	"vial.example/fhir-gateway/jsontree"
	"vial.example/fhir-gateway/outcome"
)

// Client sends GET requests, all at once, and answers in their order.
type Client interface {
	Get(urls []string) ([]Answer, error)
}

// Answer is what came of one request.
type Answer struct {
	// Status is 0 when there was no answer.
	Status int
	Body   []byte
	// Date is the answer's header of that name.
	Date string
	// Refused tells that the host did not let the request out.
	Refused bool
}

// Options are the partners and how many requests they are sent.
type Options struct {
	// The addresses that queries are added to; empty means not to ask.
	Registry, Terminology, Eligibility string
	// BatchSize is how many requests are in flight at once, MaxRequests how many are sent in all, the repeated ones
	// included, MaxAttempts how often each is sent.
	BatchSize, MaxRequests, MaxAttempts int
}

// Counts says how the lookups went.
type Counts struct {
	// Planned counts the different questions, Sent the requests, Answered the questions with an answer that could be used,
	// Failed those without.
	Planned, Sent, Answered, Failed int
}

// Session asks about one Bundle.
type Session struct {
	Arena   *jsontree.Arena
	Client  Client
	Options Options
	Report  *outcome.Report
	Counts  Counts
}

// Run plans the questions, asks them and merges the answers. Whatever a partner does, it ends with a Bundle: what went
// wrong are issues.
func (s *Session) Run(b *bundle.Bundle) {
	queries := s.plan(b)
	s.send(queries)
	for _, query := range queries {
		if !s.usable(query) {
			s.Counts.Failed++
			continue
		}
		document, err := s.Arena.Parse(query.answer.Body)
		if err != nil {
			s.Counts.Failed++
			s.say(query, outcome.Warning, outcome.Structure, "gave an answer that cannot be read: "+err.Error())
			continue
		}
		s.Counts.Answered++
		changed := query.kind.merge(s, query, document)
		if len(changed) > 0 {
			s.addProvenance(b, query, changed)
		}
	}
}

// say notes an issue about everything a query was for; the text goes on from the partner's name.
func (s *Session) say(q *query, severity outcome.Severity, code outcome.Code, text string) {
	s.sayOf(q, q.targets[0], severity, code, text)
}

func (s *Session) sayOf(q *query, t target, severity outcome.Severity, code outcome.Code, text string) {
	s.Report.AddToEntry(severity, code, "The "+q.kind.partner+" "+text+".", t.entry.Index)
}
