// Package json reads JSON strictly (RFC 8259) and writes it canonically (RFC 8785), without reflection.
//
// Types say themselves how they are read and written; the ones that vial-types generates from a JSON Schema do. Unlike
// encoding/json, names of members are compared exactly, required members have to be there, and a closed object refuses
// members it does not know.
package json

// MaxDepth is how many objects and arrays may be nested in each other.
const MaxDepth = 512

// Readable is a type that reads itself. Implementations read exactly one value and start from the zero value.
type Readable interface{ ReadJSON(r *Reader) }

// Writable is a type that writes itself, as exactly one value.
type Writable interface{ WriteJSON(w *Writer) }

// Kind is one of the kinds of JSON values.
type Kind uint8

// KindNone is no value: the document's end, what is no JSON, or a reader that has failed.
const (
	KindNone Kind = iota
	KindNull
	KindBool
	KindNumber
	KindString
	KindArray
	KindObject
)

// Raw is any JSON value, kept as its text. It is written in canonical form.
type Raw string

// ReadJSON implements [Readable].
func (v *Raw) ReadJSON(r *Reader) { *v = r.Raw() }

// WriteJSON implements [Writable].
func (v *Raw) WriteJSON(w *Writer) { w.Raw(*v) }

// Nullable is a member that may be absent (the zero value), null or a value.
type Nullable[T any] struct {
	Present bool
	// Value is nil for null.
	Value *T
}

// Unmarshal reads a document of one value. Its error is an *[Error].
func Unmarshal(document []byte, value Readable) error {
	r := Reader{data: document}
	r.scopes = r.few[:0]
	value.ReadJSON(&r)
	r.end()
	if r.err != nil {
		return r.err
	}
	return nil
}

// Marshal is the value's canonical form. Its error is an *[Error]: text that is not UTF-8, or a number that is not finite.
func Marshal(value Writable) ([]byte, error) { return Append(nil, value) }

// Append appends the value's canonical form to a buffer, which it returns. See [Marshal].
func Append(buffer []byte, value Writable) ([]byte, error) {
	w := Writer{buffer: buffer}
	w.places = w.few[:0]
	value.WriteJSON(&w)
	if w.err != nil {
		return w.buffer, w.err
	}
	return w.buffer, nil
}
