package normalise

import (
	"vial.example/fhir-gateway/jsontree"
	"vial.example/fhir-gateway/outcome"
)

// object normalises an object's members and then what they make up together.
func (n *Normaliser) object(v *jsontree.Value) {
	n.composite(n.members(v, ""))
}

// parts are the members by which an object shows that it is an Identifier, a Coding, a Quantity or a Reference.
type parts struct {
	object                                           *jsontree.Value
	system, code, unit, value, identifier, reference *jsontree.Value
	// A member that no Reference has.
	foreign bool
}

// members normalises the members but the one to skip, and takes empty ones out (R4, json.html: "Properties can never be
// empty").
func (n *Normaliser) members(v *jsontree.Value, skip string) (found parts) {
	found.object = v
	partner := v.First()
	var previous *jsontree.Value
	for member := v.First(); member != nil; member = member.Next() {
		key := member.Key()
		if key[:min(len(key), 1)] == "_" {
			// Both lists are in order, so one walk over each finds all pairs.
			for partner != nil && jsontree.Less(partner.Key(), key[1:]) {
				partner = partner.Next()
			}
			if partner != nil && partner.Key() == key[1:] {
				n.pair(partner, member)
			}
		}
		if skip == "" || key != skip {
			n.member(member)
		}
		if member.Empty() {
			v.RemoveAfter(previous, member)
			n.Counts.Removed++
			continue
		}
		previous = member
		found.note(member)
	}
	return found
}

func (p *parts) note(member *jsontree.Value) {
	switch member.Key() {
	case "identifier":
		p.identifier = member
		return
	case "reference":
		p.reference = member
		return
	case "display", "extension", "id", "type":
		return
	case "system":
		p.system = member
	case "code":
		p.code = member
	case "unit":
		p.unit = member
	case "value":
		p.value = member
	}
	p.foreign = true
}

func (n *Normaliser) member(member *jsontree.Value) {
	if member.Marked() {
		return
	}
	switch member.Kind() {
	case jsontree.String:
		n.text(member.Key(), member)
	case jsontree.Object:
		n.path = append(n.path, outcome.Step{Name: member.Key()})
		n.object(member)
		n.path = n.path[:len(n.path)-1]
	case jsontree.Array:
		n.elements(member.Key(), member, false)
	}
}

// elements normalises an array's elements and takes the empty ones out, but for those of a pair, which hold a place.
func (n *Normaliser) elements(key string, array *jsontree.Value, paired bool) {
	n.path = append(n.path, outcome.Step{Name: key}, outcome.Step{})
	var previous *jsontree.Value
	for element := array.First(); element != nil; element = element.Next() {
		switch element.Kind() {
		case jsontree.String:
			n.text(key, element)
		case jsontree.Object:
			n.object(element)
		case jsontree.Array:
			n.elements(key, element, false)
		}
		n.path[len(n.path)-1].Index++
		if element.Empty() && !paired {
			array.RemoveAfter(previous, element)
			n.Counts.Removed++
			continue
		}
		previous = element
	}
	n.path = n.path[:len(n.path)-2]
}

// pair normalises an array of primitives together with the array of their ids and extensions, in which null holds the
// place of what is not there (R4, json.html#primitive). A place where both are empty goes.
func (n *Normaliser) pair(values, extensions *jsontree.Value) {
	if values.Kind() != jsontree.Array || extensions.Kind() != jsontree.Array {
		return
	}
	n.elements(values.Key(), values, true)
	n.elements(extensions.Key(), extensions, true)
	values.Mark()
	extensions.Mark()
	var lastValue, lastExtension *jsontree.Value
	value, extension := values.First(), extensions.First()
	for value != nil || extension != nil {
		if (value == nil || value.Empty()) && (extension == nil || extension.Empty()) {
			n.Counts.Removed++
			removeFrom(values, lastValue, value)
			removeFrom(extensions, lastExtension, extension)
		} else {
			lastValue, lastExtension = placeholder(value, lastValue), placeholder(extension, lastExtension)
		}
		value, extension = after(value), after(extension)
	}
	dropIfHollow(values)
	dropIfHollow(extensions)
}

func removeFrom(array, previous, element *jsontree.Value) {
	if element != nil {
		array.RemoveAfter(previous, element)
	}
}

// placeholder is the element, made null where it is empty; where the array has ended, the last one there was.
func placeholder(element, last *jsontree.Value) *jsontree.Value {
	if element == nil {
		return last
	}
	if element.Empty() {
		element.Clear()
	}
	return element
}

func after(element *jsontree.Value) *jsontree.Value {
	if element == nil {
		return nil
	}
	return element.Next()
}

// dropIfHollow empties an array of nothing but nulls, for members to take out.
func dropIfHollow(array *jsontree.Value) {
	for element := array.First(); element != nil; element = element.Next() {
		if !element.Empty() {
			return
		}
	}
	array.Clear()
}
