package hl7v2

import (
	"vial.example/fhir-gateway/jsontree"
	"vial.example/fhir-gateway/primitive"
)

// builder makes FHIR's data types out of HL7's.
type builder struct {
	arena *jsontree.Arena
	// local is the address before the names of the hospital's own code systems and namespaces; without it they have no URI.
	local string
	// offset is of times that come without one.
	offset string
}

// member is a name and a value, which is left out of an object when it is nil.
type member struct {
	key   string
	value *jsontree.Value
}

// object makes an object of the members that have a value; nil when none has.
func (b *builder) object(members ...member) *jsontree.Value {
	var object *jsontree.Value
	for _, each := range members {
		if each.value.Empty() {
			continue
		}
		if object == nil {
			object = b.arena.NewObject()
		}
		object.Set(each.key, each.value)
	}
	return object
}

// list makes an array of the elements that are not nil; nil when all are.
func (b *builder) list(elements ...*jsontree.Value) *jsontree.Value {
	array := b.arena.NewArray(elements...)
	if array.First() == nil {
		return nil
	}
	return array
}

// each makes a list of what a function makes of every repetition of a field.
func (b *builder) each(s segment, n int, of func(*jsontree.Value) *jsontree.Value) *jsontree.Value {
	array := b.arena.NewArray()
	for repetition := s.first(n); repetition != nil; repetition = repetition.Next() {
		array.Append(of(repetition))
	}
	if array.First() == nil {
		return nil
	}
	return array
}

// text is a string, nil when it is empty.
func (b *builder) text(text string) *jsontree.Value {
	if text == "" {
		return nil
	}
	return b.arena.NewString(text)
}

func (b *builder) coding(system, code, display string) *jsontree.Value {
	if code == "" {
		return nil
	}
	return b.object(member{"system", b.text(system)}, member{"code", b.text(code)}, member{"display", b.text(display)})
}

func (b *builder) concept(codings ...*jsontree.Value) *jsontree.Value {
	return b.object(member{"coding", b.list(codings...)})
}

func (b *builder) reference(url string) *jsontree.Value {
	return b.object(member{"reference", b.text(url)})
}

// localSystem is the URI of a namespace of the hospital's own.
func (b *builder) localSystem(name string) string {
	if b.local == "" || name == "" {
		return ""
	}
	return b.arena.Join(b.local, escapeName(name))
}

// escapeName keeps what can stand in a path and replaces the rest.
func escapeName(name string) string {
	safe := []byte(name)
	for i, c := range safe {
		if c < '0' && c != '-' && c != '.' || c > '9' && c < 'A' || c > 'Z' && c < 'a' && c != '_' || c > 'z' {
			safe[i] = '_'
		}
	}
	return string(safe)
}

// dateTime is a time stamp (TS, v2.5.1, 2.A.77): YYYY[MM[DD[HHMM[SS[.S]]]]][±ZZZZ]. A time nobody gives an offset for
// loses its clock, because FHIR has no such times. nil when it is none.
func (b *builder) dateTime(text string) *jsontree.Value {
	written := stamp(text)
	canonical, problem := primitive.DateTime(written, b.offset)
	if problem != "" && len(written) > 10 {
		canonical, problem = primitive.DateTime(written[:10], "")
	}
	if problem != "" {
		return nil
	}
	return b.text(canonical)
}

// date is the date of a time stamp.
func (b *builder) date(text string) *jsontree.Value {
	written := stamp(text)
	canonical, problem := primitive.DateTime(written[:min(len(written), 10)], "")
	if problem != "" {
		return nil
	}
	return b.text(canonical)
}

// stamp puts FHIR's punctuation into a time stamp, whatever it holds.
func stamp(text string) string {
	clock, offset := text, ""
	for i := range len(text) {
		if text[i] == '+' || text[i] == '-' {
			clock, offset = text[:i], text[i:]
			break
		}
	}
	written := clock[:min(len(clock), 4)]
	for at, mark := range [...]string{4: "-", 6: "-", 8: "T", 10: ":", 12: ":"} {
		if mark != "" && len(clock) > at {
			written += mark + clock[at:min(len(clock), at+2)]
		}
	}
	if len(clock) > 14 {
		written += clock[14:]
	}
	if len(clock) <= 8 {
		return written
	}
	return written + offset
}
