package jsontree

import (
	"strconv"
	"unicode/utf8"
	"unsafe"
)

// MaxDepth is how deep arrays and objects nest. Real resources need about twenty levels.
const MaxDepth = 64

// MaxValues is how many values all documents of an arena have together, which bounds its memory to 16 MiB.
const MaxValues = 500_000

// frame is an array or object that the parser is in.
type frame struct {
	value *Value
	// Of an array, how many elements the parser has begun, for the pointer of an error.
	elements int
	sorted   bool
}

type parser struct {
	text  string
	at    int
	depth int
	arena *Arena
}

// Parse reads one JSON text (RFC 8259) into the arena. Strings of the tree may share memory with text, so the caller
// leaves it alone as long as the tree lives. Time and memory grow with the length of the text, whatever it holds.
//
// What RFC 7493 (I-JSON) forbids is an error, as RFC 8785 asks: ill-formed UTF-8, lone surrogates, a name twice in
// one object. So are more than [MaxDepth] levels and more than [MaxValues] values.
func (a *Arena) Parse(text []byte) (*Value, error) {
	if !utf8.Valid(text) {
		return nil, Expected("well-formed UTF-8")
	}
	a.inputs = append(a.inputs, text)
	p := parser{text: unsafe.String(unsafe.SliceData(text), len(text)), arena: a}
	root, expected := p.document()
	if expected != "" {
		return nil, p.failure(expected)
	}
	return root, nil
}

// document reads a value with all that is in it. The loop goes into an array or object and out again without
// recursion, so the input has no hold on the stack.
func (p *parser) document() (root *Value, expected string) {
	root, expected = p.value()
	for expected == "" && p.depth > 0 {
		top := &p.arena.stack[p.depth-1]
		container := top.value
		closing, first := byte(']'), container.first == nil
		if container.kind == Object {
			closing = '}'
		}
		p.space()
		c := p.peek()
		if c == closing {
			p.at++
			p.depth--
			if !top.sorted {
				if name, found := container.sortMembers(); found {
					p.depth++
					container.push(&Value{key: name})
					return nil, "each name once"
				}
			}
			continue
		}
		if !first {
			if c != ',' {
				return nil, "a comma or the end of the array or object"
			}
			p.at++
			p.space()
		}
		if container.kind == Object {
			expected = p.member(top)
		} else {
			expected = p.element(top)
		}
	}
	if expected != "" {
		return nil, expected
	}
	if p.space(); p.at < len(p.text) {
		return nil, "nothing behind the value"
	}
	return root, ""
}

func (p *parser) element(top *frame) (expected string) {
	top.elements++
	value, expected := p.value()
	if expected == "" {
		top.value.push(value)
	}
	return expected
}

func (p *parser) member(top *frame) (expected string) {
	if p.peek() != '"' {
		return "a name in quotation marks"
	}
	key, plain, expected := p.string()
	if expected != "" {
		return expected
	}
	if p.space(); p.peek() != ':' {
		return "a colon behind each name"
	}
	p.at++
	p.space()
	object := top.value
	if object.last != nil && !Less(object.last.key, key) {
		top.sorted = false
	}
	depth := p.depth
	value, expected := p.value()
	if expected != "" {
		// Only for the pointer: the parser stops here.
		p.depth = depth
		object.push(&Value{key: key})
		return expected
	}
	value.key, value.plainKey = key, plain
	object.push(value)
	return ""
}

// value reads a scalar whole, and of an array or object the opening bracket.
func (p *parser) value() (value *Value, expected string) {
	if p.arena.made >= MaxValues {
		return nil, "at most " + strconv.Itoa(MaxValues) + " values"
	}
	p.space()
	switch c := p.peek(); c {
	case '"':
		text, plain, expected := p.string()
		if expected != "" {
			return nil, expected
		}
		value = p.arena.value(String)
		value.text, value.plainText = text, plain
		return value, ""
	case '{':
		return p.open(Object)
	case '[':
		return p.open(Array)
	case 't':
		return p.literal("true", True)
	case 'f':
		return p.literal("false", False)
	case 'n':
		return p.literal("null", Null)
	default:
		if c == '-' || '0' <= c && c <= '9' {
			return p.number()
		}
		return nil, "a value"
	}
}

func (p *parser) open(kind Kind) (value *Value, expected string) {
	if p.depth == MaxDepth {
		return nil, "at most " + strconv.Itoa(MaxDepth) + " levels"
	}
	p.at++
	value = p.arena.value(kind)
	p.arena.stack[p.depth] = frame{value: value, sorted: true}
	p.depth++
	return value, ""
}

func (p *parser) literal(word string, kind Kind) (value *Value, expected string) {
	if len(p.text)-p.at < len(word) || p.text[p.at:p.at+len(word)] != word {
		return nil, "a value"
	}
	p.at += len(word)
	return p.arena.value(kind), ""
}

// peek is the next byte, 0 at the end.
func (p *parser) peek() byte {
	if p.at < len(p.text) {
		return p.text[p.at]
	}
	return 0
}

func (p *parser) space() {
	for p.at < len(p.text) {
		switch p.text[p.at] {
		case ' ', '\t', '\n', '\r':
			p.at++
		default:
			return
		}
	}
}

// failure is the error at the place the parser has come to.
func (p *parser) failure(expected string) *Error {
	steps := make([]any, 0, p.depth)
	for _, frame := range p.arena.stack[:p.depth] {
		if frame.value.kind == Array {
			steps = append(steps, max(frame.elements-1, 0))
		} else if frame.value.last != nil {
			steps = append(steps, frame.value.last.key)
		}
	}
	return Expected(expected, steps...)
}
