// Package hl7v2 makes FHIR resources of HL7 v2 messages, as the HL7 v2-to-FHIR guide maps their segments. It reads the
// JSON that the plugin hl7-to-json makes of a message.
package hl7v2

import "vial.example/fhir-gateway/jsontree"

// null is how HL7 v2 says that a value is to be deleted (v2.5.1, 2.5.3). For a new resource that is no value.
const null = `""`

// segment is a segment with its fields in reach. Field n of the standard is fields[n-1].
type segment struct {
	id     string
	fields []*jsontree.Value
}

// readSegments reads the segments of a message. What it returns is valid until it is called again: messages are many, and
// their segments take turns in the same memory.
func (m *Mapper) readSegments(list *jsontree.Value) []segment {
	m.segments, m.fields = m.segments[:0], m.fields[:0]
	for value := list.First(); value != nil; value = value.Next() {
		from := len(m.fields)
		for field := value.Get("fields").First(); field != nil; field = field.Next() {
			m.fields = append(m.fields, field)
		}
		m.segments = append(m.segments, segment{id: value.Get("id").Str(), fields: m.fields[from:len(m.fields):len(m.fields)]})
	}
	return m.segments
}

// first is the first repetition of field n, nil where nothing was sent.
func (s segment) first(n int) *jsontree.Value {
	if n > len(s.fields) {
		return nil
	}
	return s.fields[n-1].First()
}

// text is the first component of the first repetition of field n.
func (s segment) text(n int) string { return component(s.first(n), 1) }

// child is the nth child of a value, counted from 1, or nil.
func child(v *jsontree.Value, n int) *jsontree.Value {
	at := v.First()
	for ; at != nil && n > 1; n-- {
		at = at.Next()
	}
	return at
}

// component is the text of component n of a repetition, of its first subcomponent.
func component(repetition *jsontree.Value, n int) string { return subcomponent(repetition, n, 1) }

func subcomponent(repetition *jsontree.Value, n, sub int) string {
	text := child(child(repetition, n), sub).Str()
	if text == null {
		return ""
	}
	return text
}
