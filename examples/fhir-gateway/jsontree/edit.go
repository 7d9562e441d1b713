package jsontree

// push puts a child behind the others.
func (v *Value) push(child *Value) {
	if v.last == nil {
		v.first = child
	} else {
		v.last.next = child
	}
	v.last = child
}

// Append puts an element behind an array's others. The element must be in no tree yet; nil is passed over.
func (v *Value) Append(element *Value) {
	if element != nil {
		v.push(element)
	}
}

// Set puts a member into an object at its place in the order, instead of the one of that name if there is one. The
// member must be in no tree yet; nil leaves the object as it is. The key is a constant, or that of another value.
func (v *Value) Set(key string, member *Value) {
	if member == nil {
		return
	}
	member.key, member.plainKey = key, isPlain(key)
	if v.last == nil || Less(v.last.key, key) {
		v.push(member)
		return
	}
	var previous *Value
	at := v.first
	for at != nil && Less(at.key, key) {
		previous, at = at, at.next
	}
	if at != nil && at.key == key {
		v.RemoveAfter(previous, at)
		at = at.next
	}
	v.insertAfter(previous, member, at)
}

func (v *Value) insertAfter(previous, member, next *Value) {
	member.next = next
	if previous == nil {
		v.first = member
	} else {
		previous.next = member
	}
	if next == nil {
		v.last = member
	}
}

// SetDefault is Set where there is no such member yet. It tells whether it did anything.
func (v *Value) SetDefault(key string, member *Value) bool {
	if member == nil || v.Get(key) != nil {
		return false
	}
	v.Set(key, member)
	return true
}

// RemoveAfter takes a child out; previous is the one before it, nil for the first.
func (v *Value) RemoveAfter(previous, child *Value) {
	if previous == nil {
		v.first = child.next
	} else {
		previous.next = child.next
	}
	if v.last == child {
		v.last = previous
	}
}

// SetMembers gives an object these members instead of its own; they are in order, each key once.
func (v *Value) SetMembers(sorted []*Value) { v.setChildren(sorted) }

// SetElements gives an array these elements instead of its own.
func (v *Value) SetElements(elements []*Value) { v.setChildren(elements) }

func (v *Value) setChildren(children []*Value) {
	v.first, v.last = nil, nil
	for _, child := range children {
		v.push(child)
	}
	if v.last != nil {
		v.last.next = nil
	}
}

// Remove takes a member out of an object, where there is one of that name.
func (v *Value) Remove(key string) {
	var previous *Value
	for member := v.First(); member != nil; member = member.next {
		if member.key == key {
			v.RemoveAfter(previous, member)
			return
		}
		previous = member
	}
}

// Clear makes it null.
func (v *Value) Clear() {
	v.kind, v.text, v.first, v.last = Null, "", nil, nil
}

// Equal compares two values; numbers are equal only when they are written alike.
func Equal(a, b *Value) bool {
	if a.Kind() != b.Kind() || a.Text() != b.Text() {
		return false
	}
	x, y := a.First(), b.First()
	for x != nil && y != nil {
		if x.key != y.key || !Equal(x, y) {
			return false
		}
		x, y = x.next, y.next
	}
	return x == nil && y == nil
}
