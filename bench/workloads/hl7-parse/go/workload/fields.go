package workload

import "vial.example/vial/scan"

// writer writes a message's fields, text by text.
type writer struct {
	text     []byte
	json     []byte
	encoding encoding
	// stops are what is not plain, from the text that comes next.
	stops scan.Positions
	// from is where that text starts, and row what may be around it.
	from int
	row  row
}

// fields writes the fields from here to the segment's end, and returns where that is.
func (w *writer) fields(from int) int {
	w.json = append(w.json, ',')
	w.stops.SkipTo(from)
	w.from, w.row = from, rowOf(fieldStart)
	for {
		stop := w.plainTexts()
		if stop >= w.from {
			stop = w.anyText(stop)
		}
		if w.kind(stop) == segmentEnd {
			return stop
		}
	}
}

func (w *writer) kind(stop int) kind {
	if stop == len(w.text) {
		return segmentEnd
	}
	return w.encoding.kinds[w.text[stop]]
}

const (
	// short is the length of most texts, or less. A copy of sixteen bytes is a load and a store where one of any length is a
	// call.
	short = 16
	// slack is no less than what is written beyond a text's length.
	slack = 64
)

// plainTexts writes texts to the segment's end, but none that has characters with a meaning, that there may be no room for, or
// that is at the end of all: a loop without calls keeps its state in registers. It returns the last stop; where that is not
// before w.from, the text there was not written.
func (w *writer) plainTexts() (stop int) {
	kinds, stops := &w.encoding.kinds, &w.stops
	from, row := w.from, w.row
	// Slices whose capacity is their length: a part of one needs fewer comparisons.
	text := w.text[:len(w.text):len(w.text)]
	json, length := w.json[:cap(w.json)], len(w.json)
	for {
		stop = stops.Next()
		size := stop - from
		if len(text)-stop < short || len(json)-length-size < slack {
			break
		}
		kind := kinds[text[stop]]
		if kind < segmentEnd {
			break
		}
		index := uint(row) + uint(kind)
		if size == 0 {
			index += empty
		}
		step := &steps[index%uint(len(steps))]
		copy(json[length:length+len(step.before)], step.before[:])
		length += int(step.beforeLength)
		copy(json[length:length+short], text[from:from+short])
		for i := short; i < size; i += short {
			copy(json[length+i:length+i+short], text[from+i:from+i+short])
		}
		length += size
		copy(json[length:length+len(step.behind)], step.behind[:])
		length += int(step.behindLength)
		row = step.next
		from = stop + 1
		if kind == segmentEnd {
			break
		}
	}
	w.json = w.json[:length]
	w.from, w.row = from, row
	return stop
}

// anyText writes a text, whose first stop is given, and returns its separator.
func (w *writer) anyText(stop int) int {
	separator := stop
	for stops := w.stops; w.kind(separator) < segmentEnd; {
		separator = stops.Next()
	}
	index := uint(w.row) + uint(w.kind(separator))
	if separator == w.from {
		index += empty
	}
	step := &steps[index]
	w.json = append(w.json, step.before[:step.beforeLength]...)
	w.escapedText(stop)
	w.json = append(w.json, step.behind[:step.behindLength]...)
	w.from, w.row = separator+1, step.next
	return separator
}

// escapedText writes a text without what goes around it. Its separator is the last of the stops then.
func (w *writer) escapedText(stop int) {
	from := w.from
	literal := -1 // the end of an escape sequence that stays as it came
	for {
		w.json = append(w.json, w.text[from:stop]...)
		kind := w.kind(stop)
		if kind >= segmentEnd {
			return
		}
		char := w.text[stop]
		from = stop + 1
		if kind == escape && stop != literal {
			length, meaning := w.encoding.sequence(w.text[stop:])
			literal = stop + length - 1
			if meaning != 0 {
				char = meaning
				from = stop + length
				w.stops.SkipTo(from)
			}
		}
		w.json = appendChar(w.json, char)
		stop = w.stops.Next()
	}
}

// appendChar appends a character of ASCII to a JSON string (RFC 8785, section 3.2.2.2).
func appendChar(json []byte, char byte) []byte {
	const digits = "0123456789abcdef"
	switch char {
	case '"', '\\':
		return append(json, '\\', char)
	case '\b':
		return append(json, `\b`...)
	case '\t':
		return append(json, `\t`...)
	case '\n':
		return append(json, `\n`...)
	case '\f':
		return append(json, `\f`...)
	case '\r':
		return append(json, `\r`...)
	}
	if char < ' ' {
		return append(json, '\\', 'u', '0', '0', digits[char>>4], digits[char&15])
	}
	return append(json, char)
}
