package normalise

import (
	"cmp"
	"slices"

	"vial.example/fhir-gateway/bundle"
	"vial.example/fhir-gateway/jsontree"
)

// piece is a member of one of the resources that become one.
type piece struct {
	member *jsontree.Value
	// Whose member it is: its place among the resources, and their order by meta.lastUpdated.
	from int
	age  int64
}

// mergeParties merges people, organisations and places: lists are united, of single values that of the newest resource
// counts, or of the first where none says that it is newer.
func (n *Normaliser) mergeParties(members []*bundle.Entry) {
	survivor := members[0]
	for _, entry := range members[1:] {
		n.mergeInto(survivor, entry)
	}
	n.adopt(survivor, members[1:])
	count := 0
	for _, entry := range members {
		count += entry.Resource.Len()
	}
	pieces := make([]piece, 0, count)
	for from, entry := range members {
		age, _ := lastUpdated(entry)
		for member := entry.Resource.First(); member != nil; member = member.Next() {
			pieces = append(pieces, piece{member, from, age})
		}
		if from > 0 {
			survivor.References = append(survivor.References, entry.References...)
			survivor.Logical = append(survivor.Logical, entry.Logical...)
		}
	}
	slices.SortStableFunc(pieces, func(a, b piece) int { return compareKeys(a.member.Key(), b.member.Key()) })
	var merged []*jsontree.Value
	for len(pieces) > 0 {
		same := 1
		for same < len(pieces) && pieces[same].member.Key() == pieces[0].member.Key() {
			same++
		}
		if member := n.mergePieces(pieces[:same]); member != nil {
			merged = append(merged, member)
		}
		pieces = pieces[same:]
	}
	survivor.Resource.SetMembers(merged)
}

func compareKeys(a, b string) int {
	switch {
	case a == b:
		return 0
	case jsontree.Less(a, b):
		return -1
	}
	return 1
}

// mergePieces makes one member of those of the same name; nil when it goes with a resource that goes.
func (n *Normaliser) mergePieces(pieces []piece) *jsontree.Value {
	first := pieces[0]
	if key := first.member.Key(); key == "id" || key == "text" || key == "implicitRules" {
		if first.from > 0 {
			return nil
		}
		return first.member
	}
	newest, lists := first, true
	for _, each := range pieces {
		if each.age > newest.age {
			newest = each
		}
		lists = lists && each.member.Kind() == jsontree.Array
	}
	if lists && len(pieces) > 1 {
		n.unite(first.member, pieces)
		return first.member
	}
	return newest.member
}

// unite gives a list the elements of all lists, equal ones once. Sorting finds equals without comparing each with each.
func (n *Normaliser) unite(list *jsontree.Value, pieces []piece) {
	type element struct {
		value *jsontree.Value
		text  string
		place int
	}
	count := 0
	for _, each := range pieces {
		count += each.member.Len()
	}
	elements := make([]element, 0, count)
	for _, each := range pieces {
		for value := each.member.First(); value != nil; value = value.Next() {
			elements = append(elements, element{value, n.Arena.Canonical(value), len(elements)})
		}
	}
	slices.SortStableFunc(elements, func(a, b element) int { return cmp.Compare(a.text, b.text) })
	elements = slices.CompactFunc(elements, func(a, b element) bool { return a.text == b.text })
	slices.SortFunc(elements, func(a, b element) int { return a.place - b.place })
	values := make([]*jsontree.Value, len(elements))
	for i, each := range elements {
		values[i] = each.value
	}
	list.SetElements(values)
}
