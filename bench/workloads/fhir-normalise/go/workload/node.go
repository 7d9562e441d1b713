package workload

import "vial.example/vial/json"

// node is a value of any kind, and its name where it is a member. Its texts are views of the document.
type node struct {
	name     string
	text     string
	number   float64
	children []*node
	kind     json.Kind
	boolean  bool
}

// member is an object's member, of several of that name the last one; nil when there is none.
func (n *node) member(name string) *node {
	if n.kind != json.KindObject {
		return nil
	}
	for i := len(n.children) - 1; i >= 0; i-- {
		if n.children[i].name == name {
			return n.children[i]
		}
	}
	return nil
}

// textOf is the text of a member; empty when there is none, or it is no string.
func (n *node) textOf(name string) string {
	if member := n.member(name); member != nil && member.kind == json.KindString {
		return member.text
	}
	return ""
}

// ReadJSON implements [json.Readable].
func (n *node) ReadJSON(r *json.Reader) {
	p := parser{Reader: r, pending: make([]*node, 1, 64)}
	p.pending[0] = n
	p.value(0)
}

// parser collects the children of all values that are open in one slice, and copies it once their number is known.
type parser struct {
	*json.Reader
	pending []*node
	// nodes and places are what is left of the memory for nodes, and for slices of them, which is made for many at once.
	nodes  []node
	places []*node
}

// blockNodes are a few objects' members.
const blockNodes = 256

// value reads a value into its place. What it calls is kept apart: documents nest deeply, and the stack is small.
func (p *parser) value(place int) {
	switch p.begin(place) {
	case json.KindObject:
		for p.member() {
			p.value(len(p.pending) - 1)
		}
		p.takeChildren(place)
	case json.KindArray:
		for p.element() {
			p.value(len(p.pending) - 1)
		}
		p.takeChildren(place)
	}
}

// begin reads a value, or opens it.
//
//go:noinline
func (p *parser) begin(place int) json.Kind {
	n := p.pending[place]
	n.kind = p.Kind()
	switch n.kind {
	case json.KindObject:
		p.Object()
	case json.KindArray:
		p.Array()
	case json.KindString:
		n.text = p.StringView()
	case json.KindBool:
		n.boolean = p.Bool()
	case json.KindNull:
		if !p.Null() {
			p.Fail("expected null")
		}
	default:
		n.number = p.Number()
	}
	return n.kind
}

//go:noinline
func (p *parser) member() (present bool) {
	if present = p.Member(); present {
		p.push(p.NameView())
	}
	return present
}

//go:noinline
func (p *parser) element() (present bool) {
	if present = p.Element(); present {
		p.push("")
	}
	return present
}

func (p *parser) push(name string) {
	if len(p.nodes) == 0 {
		p.nodes = make([]node, blockNodes)
	}
	n := &p.nodes[0]
	p.nodes = p.nodes[1:]
	n.name = name
	p.pending = append(p.pending, n)
}

// takeChildren gives all that is pending behind a value to it.
//
//go:noinline
func (p *parser) takeChildren(place int) {
	children := p.pending[place+1:]
	count := len(children)
	if count > len(p.places) {
		p.places = make([]*node, max(count, blockNodes))
	}
	copy(p.places, children)
	p.pending[place].children = p.places[:count:count]
	p.places = p.places[count:]
	p.pending = p.pending[:place+1]
}

// WriteJSON implements [json.Writable].
func (n *node) WriteJSON(w *json.Writer) {
	switch n.kind {
	case json.KindObject:
		w.Object()
		for _, member := range n.children {
			w.Member(member.name)
			member.WriteJSON(w)
		}
		w.End()
	case json.KindArray:
		w.Array()
		for _, element := range n.children {
			w.Element()
			element.WriteJSON(w)
		}
		w.End()
	default:
		n.writeScalar(w)
	}
}

//go:noinline
func (n *node) writeScalar(w *json.Writer) {
	switch n.kind {
	case json.KindString:
		w.String(n.text)
	case json.KindBool:
		w.Bool(n.boolean)
	case json.KindNumber:
		w.Number(n.number)
	default:
		w.Null()
	}
}
