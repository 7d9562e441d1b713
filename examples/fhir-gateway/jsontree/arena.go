package jsontree

import "unsafe"

// Chunks are small because a collector may have to find their start from a pointer into them.
const (
	chunkValues = 256
	textChunk   = 16 << 10
)

// Arena makes the values of one call and keeps their memory for the next. The zero Arena is ready.
//
// All text of its values is its own, or that of the inputs it keeps, or constant: see newChunk.
type Arena struct {
	chunks [][]Value
	chunk  int
	used   int
	made   int
	// text is the one of texts in use, and what it holds so far.
	texts  [][]byte
	inUse  int
	text   []byte
	inputs [][]byte
	stack  [MaxDepth]frame
}

// Reset ends the life of every value the arena has made.
func (a *Arena) Reset() {
	a.chunk, a.used, a.made = 0, 0, 0
	a.inputs = a.inputs[:0]
	a.inUse, a.text = 0, nil
	if len(a.texts) > 0 {
		a.text = a.texts[0]
	}
}

func (a *Arena) value(kind Kind) *Value {
	if a.chunk == len(a.chunks) {
		a.chunks = append(a.chunks, newChunk())
	}
	chunk := a.chunks[a.chunk]
	value := &chunk[a.used]
	*value = Value{kind: kind}
	a.made++
	if a.used++; a.used == chunkValues {
		a.chunk, a.used = a.chunk+1, 0
	}
	return value
}

// reserve makes room for text of up to size bytes, which then appends to a.text. What is full stays with the strings in
// it, until Reset.
func (a *Arena) reserve(size int) {
	for cap(a.text)-len(a.text) < size {
		if a.text != nil {
			a.inUse++
		}
		if a.inUse == len(a.texts) {
			a.texts = append(a.texts, make([]byte, 0, max(size, textChunk)))
		}
		a.text = a.texts[a.inUse]
	}
}

// keep is the text that was appended since start.
func (a *Arena) keep(start int) string {
	if len(a.text) == start {
		return ""
	}
	return unsafe.String(&a.text[start], len(a.text)-start)
}

// Canonical is a value as [Value.AppendTo] writes it, which lives as long as the arena's values.
func (a *Arena) Canonical(v *Value) string {
	size := v.size()
	a.reserve(size)
	start := len(a.text)
	a.text = v.AppendTo(a.text)
	return a.keep(start)
}

// Join is the parts as one string that lives as long as the arena's values.
func (a *Arena) Join(parts ...string) string {
	size := 0
	for _, part := range parts {
		size += len(part)
	}
	a.reserve(size)
	start := len(a.text)
	for _, part := range parts {
		a.text = append(a.text, part...)
	}
	return a.keep(start)
}

// NewString makes a string value of a copy of the text.
func (a *Arena) NewString(text string) *Value {
	value := a.value(String)
	a.SetText(value, text)
	return value
}

// NewNumber makes a number of a copy of its JSON text.
func (a *Arena) NewNumber(text string) *Value {
	value := a.value(Number)
	a.SetText(value, text)
	return value
}

// SetText changes a string's text, or a number's as JSON writes it.
func (a *Arena) SetText(v *Value, text string) {
	v.text, v.plainText = a.Join(text), false
}

// NewBool makes true or false.
func (a *Arena) NewBool(is bool) *Value {
	if is {
		return a.value(True)
	}
	return a.value(False)
}

// NewObject makes an object without members.
func (a *Arena) NewObject() *Value { return a.value(Object) }

// NewArray makes an array of the elements that are not nil.
func (a *Arena) NewArray(elements ...*Value) *Value {
	array := a.value(Array)
	for _, element := range elements {
		array.Append(element)
	}
	return array
}

// Clone copies a value, without its key and its siblings. nil stays nil.
func (a *Arena) Clone(v *Value) *Value {
	if v == nil {
		return nil
	}
	clone := a.value(v.kind)
	clone.text, clone.plainText = v.text, v.plainText
	for child := v.first; child != nil; child = child.next {
		copied := a.Clone(child)
		copied.key, copied.plainKey = child.key, child.plainKey
		clone.push(copied)
	}
	return clone
}
