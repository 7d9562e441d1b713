// Package jsontree holds JSON as a tree that keeps what it is not asked to change: members nobody knows, and every
// number as it was written, because FHIR tells 1.0 from 1.00.
package jsontree

// Kind says what a [Value] is.
type Kind uint8

// The kinds of JSON values.
const (
	Null Kind = iota
	False
	True
	Number
	String
	Array
	Object
)

// Value is one value of a tree. Values belong to the [Arena] that made them and are gone with its next Reset.
//
// All methods that read can be called on nil, which is the absent value: a path of Gets needs no checks.
type Value struct {
	key  string
	text string
	// Children of an array or object, in order; an object's are sorted by key.
	first, last, next *Value
	kind              Kind
	// Whether key and text stand in JSON as they are, without a character to escape.
	plainKey, plainText bool
	marked              bool
}

// Kind is Null for the absent value too.
func (v *Value) Kind() Kind {
	if v == nil {
		return Null
	}
	return v.kind
}

// Key is the name under which an object holds the value; empty for all others.
func (v *Value) Key() string { return v.key }

// First is the first element of an array, the first member of an object, or nil.
func (v *Value) First() *Value {
	if v == nil {
		return nil
	}
	return v.first
}

// Next is the element or member behind this one, or nil.
func (v *Value) Next() *Value { return v.next }

// Text is a string's text or a number as it was written, and empty for everything else.
func (v *Value) Text() string {
	if v == nil {
		return ""
	}
	return v.text
}

// Str is a string's text, and empty for everything else.
func (v *Value) Str() string {
	if v == nil || v.kind != String {
		return ""
	}
	return v.text
}

// Get is the object's member of that name, or nil.
func (v *Value) Get(key string) *Value {
	if v == nil || v.kind != Object {
		return nil
	}
	for member := v.first; member != nil; member = member.next {
		if member.key == key {
			return member
		}
	}
	return nil
}

// Empty tells what FHIR does not let stand: null, "", [] and {}.
func (v *Value) Empty() bool {
	switch v.Kind() {
	case Null:
		return true
	case String:
		return v.text == ""
	case Array, Object:
		return v.first == nil
	}
	return false
}

// Len counts elements or members, in linear time.
func (v *Value) Len() int {
	n := 0
	for child := v.First(); child != nil; child = child.next {
		n++
	}
	return n
}

// Mark leaves a note on a value, for whoever works on the tree; Marked reads it.
func (v *Value) Mark() { v.marked = true }

// Marked tells whether Mark was called.
func (v *Value) Marked() bool { return v.marked }
