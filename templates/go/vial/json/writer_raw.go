package json

import (
	"slices"
	"unsafe"
)

// Raw writes a value's text in canonical form.
func (w *Writer) Raw(value Raw) {
	r := Reader{data: unsafe.Slice(unsafe.StringData(string(value)), len(value))}
	w.copyValue(&r)
	r.end()
	if r.err != nil {
		w.Fail("expected JSON")
	}
}

func (w *Writer) copyValue(r *Reader) {
	switch next := r.peek(); {
	case next == '{':
		w.copyObject(r)
	case next == '[':
		w.Array()
		for r.Array(); r.Element(); {
			w.Element()
			w.copyValue(r)
		}
		w.End()
	case next == '"':
		w.String(r.String())
	case next == '-' || next >= '0' && next <= '9':
		w.Number(r.Number())
	case r.Null():
		w.Null()
	default:
		w.Bool(r.Bool())
	}
}

// written is a member that is in the buffer, from its name to the end of its value.
type written struct {
	name       string
	start, end int
}

// copyObject writes members as they come and puts them in order afterwards, if they are not. Of members of one name the
// last one counts.
func (w *Writer) copyObject(r *Reader) {
	w.Object()
	var members []written
	inOrder := true
	for r.Object(); r.Member(); {
		name := r.Name()
		w.separate()
		start := len(w.buffer)
		w.String(name)
		w.buffer = append(w.buffer, ':')
		w.copyValue(r)
		if last := len(members) - 1; last >= 0 && compareUTF16(members[last].name, name) >= 0 {
			inOrder = false
		}
		members = append(members, written{name: name, start: start, end: len(w.buffer)})
	}
	if !inOrder {
		w.sortMembers(members)
	}
	w.End()
}

func (w *Writer) sortMembers(members []written) {
	begin := members[0].start
	unsorted := slices.Clone(w.buffer[begin:])
	slices.SortStableFunc(members, func(a, b written) int { return compareUTF16(a.name, b.name) })
	w.buffer = w.buffer[:begin]
	for index, each := range members {
		if index+1 < len(members) && members[index+1].name == each.name {
			continue
		}
		if len(w.buffer) > begin {
			w.buffer = append(w.buffer, ',')
		}
		w.buffer = append(w.buffer, unsorted[each.start-begin:each.end-begin]...)
	}
}
