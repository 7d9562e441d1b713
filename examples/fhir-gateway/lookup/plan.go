package lookup

import (
	"cmp"
	"slices"
	"strconv"

	"vial.example/fhir-gateway/bundle"
	"vial.example/fhir-gateway/jsontree"
	"vial.example/fhir-gateway/outcome"
)

// kind is a kind of question: whom it goes to and what becomes of the answer.
type kind struct {
	partner string
	// url is where to ask about a value in a system.
	url func(options *Options, system, value string) string
	// merge returns the entries whose content the answer changed.
	merge func(*Session, *query, *jsontree.Value) []*bundle.Entry
}

// query is one question and all it is asked for.
type query struct {
	kind          *kind
	system, value string
	url           string
	targets       []target
	answer        Answer
}

// target is what an answer is merged into: a resource, or a value in it.
type target struct {
	entry *bundle.Entry
	value *jsontree.Value
}

// wish is one target's question, and its place among all.
type wish struct {
	kind          *kind
	system, value *jsontree.Value
	target        target
	place         int
}

type planner struct{ wishes []wish }

func (p *planner) add(kind *kind, system, value *jsontree.Value, target target) {
	p.wishes = append(p.wishes, wish{kind, system, value, target, len(p.wishes)})
}

// plan finds the questions: who are the patients, do the coverages hold, what do the codes mean. In this order, because
// the number of requests has an end. What is asked for twice is asked once.
func (s *Session) plan(b *bundle.Bundle) []*query {
	p := &planner{}
	for _, entry := range b.Entries {
		if entry.Type() == "Patient" && s.Options.Registry != "" {
			p.patient(entry)
		}
	}
	for _, entry := range b.Entries {
		if entry.Type() == "Coverage" && s.Options.Eligibility != "" {
			p.coverage(entry)
		}
	}
	if s.Options.Terminology != "" {
		for _, entry := range b.Entries {
			if entry.Resource != nil && entry.Type() != "Bundle" {
				p.codings(entry, entry.Resource)
			}
		}
	}
	return s.choose(unite(p.wishes))
}

// unite parts the wishes into runs of the same question, in the order in which each came first.
func unite(wishes []wish) (runs [][]wish) {
	compare := func(a, b wish) int {
		return cmp.Or(cmp.Compare(a.kind.partner, b.kind.partner), cmp.Compare(a.system.Str(), b.system.Str()), cmp.Compare(a.value.Str(), b.value.Str()))
	}
	slices.SortStableFunc(wishes, compare)
	for from := 0; from < len(wishes); {
		to := from + 1
		for to < len(wishes) && compare(wishes[from], wishes[to]) == 0 {
			to++
		}
		runs = append(runs, wishes[from:to])
		from = to
	}
	slices.SortFunc(runs, func(a, b []wish) int { return a[0].place - b[0].place })
	return runs
}

// choose makes queries of as many questions as may be asked.
func (s *Session) choose(runs [][]wish) []*query {
	s.Counts.Planned = len(runs)
	if left := len(runs) - s.Options.MaxRequests; left > 0 {
		runs = runs[:s.Options.MaxRequests]
		s.Counts.Failed += left
		s.Report.Add(outcome.Warning, outcome.Throttled,
			strconv.Itoa(left)+" lookups were left out: there would be more requests than max-requests.", nil)
	}
	queries := make([]*query, len(runs))
	for i, run := range runs {
		first := run[0]
		queries[i] = &query{kind: first.kind, system: first.system.Str(), value: first.value.Str()}
		queries[i].url = first.kind.url(&s.Options, first.system.Str(), first.value.Str())
		for _, each := range run {
			queries[i].targets = append(queries[i].targets, each.target)
		}
	}
	return queries
}
