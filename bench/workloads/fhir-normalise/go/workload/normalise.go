package workload

import (
	"slices"
	"strings"

	"vial.example/vial/json"
)

type normaliser struct {
	urls map[string]string
}

// value brings a member's value, or an element of it, into its normal form; false where that is empty. indexed says
// whether arrays go by index.
func (n *normaliser) value(v *node, name string, indexed bool) (present bool) {
	switch v.kind {
	case json.KindNull:
		return false
	case json.KindString:
		v.text = n.string(v.text, name)
		return v.text != ""
	case json.KindArray:
		return n.array(v, name, indexed)
	case json.KindObject:
		return n.object(v)
	default:
		return true
	}
}

func (n *normaliser) array(array *node, name string, indexed bool) (present bool) {
	kept := array.children[:0]
	for _, element := range array.children {
		switch {
		case n.value(element, name, indexed):
			present = true
			kept = append(kept, element)
		case indexed:
			*element = node{kind: json.KindNull}
			kept = append(kept, element)
		}
	}
	array.children = kept
	return present
}

func (n *normaliser) object(object *node) (present bool) {
	indexed := sortMembers(object)
	count := 0
	for _, member := range object.children {
		if n.value(member, member.name, indexed) {
			if member.kind == json.KindArray && !indexed {
				sortCodes(member)
			}
			object.children[count] = member
			count++
		}
	}
	object.children = object.children[:count]
	if count > 0 {
		applyRules(object)
	}
	return count > 0
}

//go:noinline
func applyRules(object *node) {
	normaliseContactPoint(object)
	normaliseQuantity(object)
}

// sortMembers drops members that are no elements, sorts the others and keeps the last of each name; it says whether arrays
// go by index. Like the rules, it is kept out of functions that call themselves: documents nest deeply, and the stack is
// small.
//
//go:noinline
func sortMembers(object *node) (indexed bool) {
	members := object.children
	kept := members[:0]
	for _, member := range members {
		if isElementName(member.name) {
			indexed = indexed || member.name[0] == '_'
			kept = append(kept, member)
		}
	}
	slices.SortStableFunc(kept, func(a, b *node) int { return strings.Compare(a.name, b.name) })
	last := kept[:0]
	for i, member := range kept {
		if i+1 == len(kept) || member.name != kept[i+1].name {
			last = append(last, member)
		}
	}
	object.children = last
	return indexed
}

func isElementName(name string) bool {
	name = strings.TrimPrefix(name, "_")
	if name == "" || !isLetter(name[0]) {
		return false
	}
	for i := 1; i < len(name); i++ {
		if !isLetter(name[i]) && name[i]-'0' > 9 {
			return false
		}
	}
	return true
}

func isLetter(b byte) bool { return b|0x20-'a' < 26 }
