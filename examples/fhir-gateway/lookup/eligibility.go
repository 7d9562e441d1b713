package lookup

import (
	"vial.example/fhir-gateway/bundle"
	"vial.example/fhir-gateway/jsontree"
	"vial.example/fhir-gateway/outcome"
)

var eligibility = &kind{
	partner: "eligibility service",
	url: func(options *Options, system, value string) string {
		return options.Eligibility + "?identifier=" + token(system, value)
	},
	merge: mergeCoverage,
}

// coverage asks whether a coverage holds, by its first identifier in a namespace.
func (p *planner) coverage(entry *bundle.Entry) {
	if system, value := insured(entry.Resource); value != nil {
		p.add(eligibility, system, value, target{entry: entry})
	}
}

func insured(coverage *jsontree.Value) (system, value *jsontree.Value) {
	for each := coverage.Get("identifier").First(); each != nil; each = each.Next() {
		system, value := each.Get("system"), each.Get("value")
		if system.Str() != "" && value.Str() != "" {
			return system, value
		}
	}
	return nil, nil
}

// mergeCoverage takes status and period from the payer, who decides them. Everything else stays.
func mergeCoverage(s *Session, q *query, document *jsontree.Value) (changed []*bundle.Entry) {
	known := s.only(q, document, "Coverage")
	if known == nil {
		return nil
	}
	switch known.Get("status").Str() {
	case "active", "cancelled", "draft", "entered-in-error":
	default:
		s.say(q, outcome.Warning, outcome.CodeInvalid, "gave a status that no Coverage has; nothing of it was taken")
		return nil
	}
	for _, target := range q.targets {
		coverage := target.entry.Resource
		differs := false
		for _, key := range []string{"status", "period"} {
			told := known.Get(key)
			if told != nil && !jsontree.Equal(told, coverage.Get(key)) {
				coverage.Set(key, s.Arena.Clone(told))
				differs = true
			}
		}
		if differs {
			changed = append(changed, target.entry)
			s.sayOf(q, target, outcome.Information, outcome.Informational, "has another status or period, which was taken")
		}
	}
	return changed
}
