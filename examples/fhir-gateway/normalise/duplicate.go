package normalise

import (
	"cmp"
	"slices"

	"vial.example/fhir-gateway/bundle"
	"vial.example/fhir-gateway/outcome"
)

// phases are the types whose resources are merged, in an order in which each refers only to those before it: when two
// Observations are compared, their Patients are one already.
var phases = [...][]string{
	{"Organization", "Practitioner", "Location", "Patient"},
	{"Encounter"},
	{"ServiceRequest", "Specimen"},
	{"Observation"},
	{"DiagnosticReport"},
}

// phaseOf is len(phases) for types that are never merged.
func phaseOf(resourceType string) int {
	for phase, types := range phases {
		if slices.Contains(types, resourceType) {
			return phase
		}
	}
	return len(phases)
}

// claim is an identifier that a resource has, numbered so that equal ones have one number.
type claim struct {
	entry  int
	number int
}

// mergeDuplicates finds entries whose resources are of one type and share an identifier, and merges them.
func (n *Normaliser) mergeDuplicates(b *bundle.Bundle, t *targets) {
	claims, count := numberClaims(t.identifiers)
	if len(claims) == count {
		// Each identifier stands once, so there is nothing to merge.
		return
	}
	owners := make([]*group, count)
	// One of each for every entry with a claim, made at once: a Bundle can have thousands.
	all := make([]group, 0, entriesOf(claims))
	members := make([]*bundle.Entry, 0, entriesOf(claims))
	for phase := range phases {
		first := len(all)
		for from := 0; from < len(claims); {
			entry := b.Entries[claims[from].entry]
			to := from
			for to < len(claims) && claims[to].entry == entry.Index {
				to++
			}
			if phaseOf(entry.Type()) == phase && t.unique(entry) {
				n.point(entry, t)
				members = append(members, entry)
				all = append(all, group{members: members[len(members)-1 : len(members) : len(members)], identity: identityOf(entry)})
				n.join(&all[len(all)-1], claims[from:to], owners)
			}
			from = to
		}
		for i := range all[first:] {
			if group := &all[first+i]; group.united == nil && len(group.members) > 1 {
				n.merge(group, phase, t)
			}
		}
	}
}

// numberClaims numbers the identifiers of each type. The claims are in the order of the entries.
func numberClaims(identifiers names) (claims []claim, count int) {
	typed := slices.Clone(identifiers)
	compare := func(a, b name) int {
		return cmp.Or(compareNames(a, b), cmp.Compare(a.entry.Type(), b.entry.Type()))
	}
	slices.SortStableFunc(typed, compare)
	for i, each := range typed {
		if i == 0 || compare(typed[i-1], each) != 0 {
			count++
		}
		claims = append(claims, claim{each.entry.Index, count - 1})
	}
	slices.SortStableFunc(claims, func(a, b claim) int { return a.entry - b.entry })
	return claims, count
}

// group is what turns out to be one thing.
type group struct {
	members []*bundle.Entry
	// What must agree, and does as far as it is known.
	identity identity
	// The group this one became part of.
	united *group
}

func (g *group) root() *group {
	for g.united != nil {
		if g.united.united != nil {
			g.united = g.united.united
		}
		g = g.united
	}
	return g
}

// join puts a group of one entry into the groups that share an identifier with it, as long as nothing speaks against it.
func (n *Normaliser) join(own *group, claims []claim, owners []*group) {
	entry := own.members[0]
	if phaseOf(entry.Type()) == 0 && entry.Resource.Get("contained") != nil {
		// Its references to contained resources would not survive in another resource.
		return
	}
	conflict := false
	for _, claim := range claims {
		if owners[claim.number] == nil {
			owners[claim.number] = own
			continue
		}
		other, mine := owners[claim.number].root(), own.root()
		if other == mine {
			continue
		}
		if !other.identity.agrees(mine.identity) {
			conflict = true
			continue
		}
		other.take(mine)
	}
	if conflict {
		n.Report.AddToEntry(outcome.Warning, outcome.Conflict,
			"Another resource has the same identifier but is of someone or something else; both were kept.", entry.Index)
	}
}

// entriesOf counts the entries that have claims.
func entriesOf(claims []claim) int {
	count := 0
	for i := range claims {
		if i == 0 || claims[i].entry != claims[i-1].entry {
			count++
		}
	}
	return count
}

// take unites two groups. The smaller list moves, so that no member moves often.
func (g *group) take(other *group) {
	if len(other.members) > len(g.members) {
		g.members, other.members = other.members, g.members
	}
	g.members = append(g.members, other.members...)
	g.identity = g.identity.with(other.identity)
	other.united, other.members = g, nil
}
