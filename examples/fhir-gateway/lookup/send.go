package lookup

import (
	"strconv"

	"vial.example/fhir-gateway/outcome"
)

// send asks the queries in batches, and again those whose failure may pass.
func (s *Session) send(queries []*query) {
	budget := s.Options.MaxRequests
	pending := queries
	for attempt := 1; attempt <= s.Options.MaxAttempts && len(pending) > 0; attempt++ {
		pending = pending[:min(len(pending), budget)]
		budget -= len(pending)
		var again []*query
		for len(pending) > 0 {
			batch := pending[:min(len(pending), s.Options.BatchSize)]
			pending = pending[len(batch):]
			s.sendBatch(batch)
			for _, query := range batch {
				if query.answer.mayPass() {
					again = append(again, query)
				}
			}
		}
		pending = again
	}
}

func (s *Session) sendBatch(batch []*query) {
	urls := make([]string, len(batch))
	for i, query := range batch {
		urls[i] = query.url
	}
	s.Counts.Sent += len(batch)
	answers, err := s.Client.Get(urls)
	for i, query := range batch {
		query.answer = Answer{}
		if err == nil && i < len(answers) {
			query.answer = answers[i]
		}
	}
}

// mayPass tells failures that a second attempt may not meet: no answer, and the statuses that say "later" (RFC 9110,
// 15.6; RFC 6585, 4).
func (a Answer) mayPass() bool {
	switch a.Status {
	case 0:
		return !a.Refused
	case 429, 502, 503, 504:
		return true
	}
	return false
}

// usable tells whether there is an answer to merge, and says why when there is none.
func (s *Session) usable(q *query) bool {
	status := q.answer.Status
	switch {
	case status == 200:
		return true
	case q.answer.Refused:
		s.say(q, outcome.Error, outcome.Security, "was not asked: the host does not allow the request")
	case status == 0:
		s.say(q, outcome.Warning, outcome.Transient, "did not answer")
	case status == 404 || status == 410:
		s.say(q, outcome.Information, outcome.NotFound, "knows nothing of this")
	case q.answer.mayPass():
		s.say(q, outcome.Warning, outcome.Transient, "could not answer now (status "+strconv.Itoa(status)+")")
	case status >= 300 && status < 400:
		s.say(q, outcome.Warning, outcome.Exception, "sent elsewhere, where nobody is asked (status "+strconv.Itoa(status)+")")
	default:
		s.say(q, outcome.Warning, outcome.Exception, "answered with an error (status "+strconv.Itoa(status)+")")
	}
	return false
}
