package json

import (
	"strconv"
	"strings"
	"unicode/utf8"
	"unsafe"
)

// Writer puts a document together in canonical form (RFC 8785). Members have to be written in the order of their names'
// UTF-16 code units. After the first error nothing more counts.
type Writer struct {
	buffer []byte
	err    *Error
	// places are those around the current value, in few at first so that most documents need no other memory.
	places []place
	few    [8]place
}

// place is an object or array that is being written.
type place struct {
	bracket byte
	key     string
	count   int
}

// Object begins an object; its members follow with [Writer.Member].
func (w *Writer) Object() { w.open('{', '}') }

// Array begins an array; its values follow, each with [Writer.Element] before it.
func (w *Writer) Array() { w.open('[', ']') }

// End ends the object or array that was begun last.
func (w *Writer) End() {
	last := len(w.places) - 1
	w.buffer = append(w.buffer, w.places[last].bracket)
	w.places = w.places[:last]
}

// Member begins a member; its value follows.
func (w *Writer) Member(name string) {
	inside := w.separate()
	inside.key = name
	w.String(name)
	w.buffer = append(w.buffer, ':')
}

// Element begins an element; its value follows.
func (w *Writer) Element() { w.separate() }

// Null writes a null.
func (w *Writer) Null() { w.buffer = append(w.buffer, "null"...) }

// Bool writes true or false.
func (w *Writer) Bool(value bool) { w.buffer = strconv.AppendBool(w.buffer, value) }

// Enum writes a string that has to be one of the values.
func (w *Writer) Enum(value string, values ...string) {
	for _, each := range values {
		if each == value {
			w.String(value)
			return
		}
	}
	w.Fail(oneOf(values))
}

// String writes a string.
func (w *Writer) String(value string) {
	text := unsafe.Slice(unsafe.StringData(value), len(value))
	end, isASCII := plainEnd(text, 0)
	if (!isASCII || end < len(text)) && !utf8.Valid(text) {
		w.Fail("expected UTF-8")
		return
	}
	w.buffer = appendString(w.buffer, text, end)
}

// Fail notes an error at the current value, unless there is one already.
func (w *Writer) Fail(problem string) {
	if w.err != nil {
		return
	}
	var pointer strings.Builder
	for _, each := range w.places {
		pointer.WriteByte('/')
		if each.bracket == ']' {
			pointer.WriteString(strconv.Itoa(each.count - 1))
		} else {
			pointer.WriteString(pointerToken(each.key))
		}
	}
	w.err = &Error{Pointer: pointer.String(), Problem: problem}
}

func (w *Writer) open(bracket, closing byte) {
	w.buffer = append(w.buffer, bracket)
	w.places = append(w.places, place{bracket: closing})
}

func (w *Writer) separate() *place {
	inside := &w.places[len(w.places)-1]
	if inside.count > 0 {
		w.buffer = append(w.buffer, ',')
	}
	inside.count++
	return inside
}

// appendString escapes what RFC 8785, section 3.2.2.2, says and nothing else. The end is that of what needs no escape.
func appendString(buffer, text []byte, end int) []byte {
	buffer = append(buffer, '"')
	start := 0
	for end < len(text) {
		buffer = append(buffer, text[start:end]...)
		buffer = appendEscape(buffer, text[end])
		start = end + 1
		end, _ = plainEnd(text, start)
	}
	buffer = append(buffer, text[start:]...)
	return append(buffer, '"')
}

func appendEscape(buffer []byte, letter byte) []byte {
	if index := strings.IndexByte("\"\\\b\f\n\r\t", letter); index >= 0 {
		return append(buffer, '\\', `"\bfnrt`[index])
	}
	const digits = "0123456789abcdef"
	return append(buffer, '\\', 'u', '0', '0', digits[letter>>4], digits[letter&15])
}
