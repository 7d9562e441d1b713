package json

import (
	"strconv"
	"strings"
	"unsafe"
)

// Reader takes a document apart, value by value. After the first error it reads zero values and no members or
// elements, so that callers need not check along the way.
type Reader struct {
	data []byte
	at   int
	err  *Error
	// scopes are those around the current value, in few at first so that most documents need no other memory.
	scopes []scope
	few    [8]scope
	// unescaped is the last member's name, if it had escapes in it.
	unescaped []byte
}

// scope is an object or array that is being read.
type scope struct {
	// start and end of the current member's name, within its quotation marks. An array has none: start is -1.
	start, end int
	// begun is how many members or elements were.
	begun int
	// escaped is true when the name has escapes in it.
	escaped bool
	// between is true while no member's or element's value is being read.
	between bool
}

// Object begins an object; its members follow with [Reader.Member].
func (r *Reader) Object() { r.open('{', "expected an object", scope{between: true}) }

// Array begins an array; its elements follow with [Reader.Element].
func (r *Reader) Array() { r.open('[', "expected an array", scope{start: -1, between: true}) }

// Member begins the object's next member, up to its value; false when there is none.
func (r *Reader) Member() bool {
	if !r.more('}') {
		return false
	}
	if r.peek() != '"' {
		r.Fail("expected a member")
		return false
	}
	start := r.at + 1
	name, escaped := r.text(r.unescaped[:0])
	if escaped {
		r.unescaped = name
	}
	end := r.at - 1
	if r.peek() != ':' {
		r.Fail(`expected ":"`)
		return false
	}
	r.at++
	inside := &r.scopes[len(r.scopes)-1]
	inside.start, inside.end, inside.escaped, inside.between = start, end, escaped, false
	return true
}

// Key is the current member's name, valid until the next member begins.
func (r *Reader) Key() string {
	inside := &r.scopes[len(r.scopes)-1]
	name := r.data[inside.start:inside.end]
	if inside.escaped {
		name = r.unescaped
	}
	return unsafe.String(unsafe.SliceData(name), len(name))
}

// Name is a copy of [Reader.Key] that lasts.
func (r *Reader) Name() string { return strings.Clone(r.Key()) }

// NameView is [Reader.Name] without a copy where the name has no escapes: it lasts as long as the document does.
func (r *Reader) NameView() string {
	key := r.Key()
	if inside := r.scopes[len(r.scopes)-1]; len(key) != inside.end-inside.start {
		// Escapes are longer than what they stand for.
		return strings.Clone(key)
	}
	return key
}

// Element begins the array's next element; false when there is none.
func (r *Reader) Element() bool {
	if !r.more(']') {
		return false
	}
	r.scopes[len(r.scopes)-1].between = false
	return true
}

// Kind is what the first byte of the next value makes it, for a reader that takes several kinds.
func (r *Reader) Kind() Kind {
	switch next := r.peek(); next {
	case '{':
		return KindObject
	case '[':
		return KindArray
	case '"':
		return KindString
	case 't', 'f':
		return KindBool
	case 'n':
		return KindNull
	default:
		if next == '-' || next-'0' <= 9 {
			return KindNumber
		}
		return KindNone
	}
}

// Null passes over a null; false when the value is another one.
func (r *Reader) Null() bool { return r.literal("null") }

// Bool reads true or false.
func (r *Reader) Bool() bool {
	if r.literal("true") {
		return true
	}
	if !r.literal("false") {
		r.Fail("expected true or false")
	}
	return false
}

// String reads a string.
func (r *Reader) String() string {
	if r.peek() != '"' {
		r.Fail("expected a string")
		return ""
	}
	text, _ := r.text(nil)
	return string(text)
}

// StringView is [Reader.String] without a copy where the string has no escapes: it lasts as long as the document does.
func (r *Reader) StringView() string {
	if r.peek() != '"' {
		r.Fail("expected a string")
		return ""
	}
	text, _ := r.text(nil)
	return unsafe.String(unsafe.SliceData(text), len(text))
}

// Enum reads a string that is one of the values.
func (r *Reader) Enum(values ...string) string {
	if r.peek() == '"' {
		text, _ := r.text(nil)
		for _, value := range values {
			if string(text) == value {
				return value
			}
		}
	}
	r.Fail(oneOf(values))
	return ""
}

// Require notes an error when a member of the object that was read last is not there.
func (r *Reader) Require(present bool, name string) {
	if !present && r.err == nil {
		r.err = &Error{Pointer: r.pointer() + "/" + pointerToken(name), Problem: "expected a value"}
	}
}

// Unknown notes that a closed object does not have the current member.
func (r *Reader) Unknown() { r.Fail("expected no such member") }

// Fail notes an error at the current value, unless there is one already.
func (r *Reader) Fail(problem string) {
	if r.err == nil {
		r.err = &Error{Pointer: r.pointer(), Problem: problem}
	}
}

func (r *Reader) pointer() string {
	var pointer strings.Builder
	for _, each := range r.scopes {
		if each.between {
			break
		}
		pointer.WriteByte('/')
		if each.start < 0 {
			pointer.WriteString(strconv.Itoa(each.begun - 1))
			continue
		}
		// An outer member's name has to be unescaped once more.
		name := Reader{data: r.data, at: each.start - 1}
		text, _ := name.text(nil)
		pointer.WriteString(pointerToken(string(text)))
	}
	return pointer.String()
}

func (r *Reader) open(bracket byte, problem string, inside scope) {
	if r.peek() != bracket {
		r.Fail(problem)
		return
	}
	if len(r.scopes) == MaxDepth {
		r.Fail("expected at most 512 levels")
		return
	}
	r.at++
	r.scopes = append(r.scopes, inside)
}

// more passes over what separates members or elements, or over the closing bracket.
func (r *Reader) more(bracket byte) bool {
	if r.err != nil {
		return false
	}
	inside := &r.scopes[len(r.scopes)-1]
	inside.between = true
	next := r.peek()
	if next == bracket {
		r.at++
		r.scopes = r.scopes[:len(r.scopes)-1]
		return false
	}
	if inside.begun > 0 {
		if next != ',' {
			r.Fail(`expected "," or "` + string(rune(bracket)) + `"`)
			return false
		}
		r.at++
	}
	inside.begun++
	return true
}

// end notes an error when anything follows the document's value.
func (r *Reader) end() {
	if r.peek(); r.at < len(r.data) {
		r.Fail("expected one value")
	}
}

// peek is the next byte that is not white space; 0 at the end, and after an error.
func (r *Reader) peek() byte {
	if r.err != nil {
		return 0
	}
	data, at := r.data, r.at
	for at < len(data) && (data[at] == ' ' || data[at] == '\n' || data[at] == '\r' || data[at] == '\t') {
		at++
	}
	r.at = at
	if at == len(data) {
		return 0
	}
	return data[at]
}

func (r *Reader) literal(word string) bool {
	if r.peek() != word[0] || len(r.data)-r.at < len(word) || string(r.data[r.at:r.at+len(word)]) != word {
		return false
	}
	r.at += len(word)
	return true
}

func oneOf(values []string) string {
	if len(values) == 1 {
		return `expected "` + values[0] + `"`
	}
	return `expected one of "` + strings.Join(values, `", "`) + `"`
}
