//go:build !tinygo

package scan

// Positions are where members of a set are in a text, first to last.
type Positions struct {
	set  *Set
	text []byte
	next int
}

// Positions finds the set's members in a text.
func (s *Set) Positions(text []byte) Positions { return Positions{set: s, text: text} }

// Next returns the next position; the text's length when there is no more.
func (p *Positions) Next() int {
	text, has := p.text, &p.set.has
	for at := uint(p.next); at < uint(len(text)); at++ {
		if has[text[at]] {
			p.next = int(at + 1)
			return int(at)
		}
	}
	p.next = len(text)
	return len(text)
}

// SkipTo leaves out all positions before this one, which is not past the text's end.
func (p *Positions) SkipTo(at int) { p.next = max(p.next, at) }
