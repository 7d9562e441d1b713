package jsontree

const expectedNumber = "a number as JSON writes it"

// number reads a number and leaves it as it is written.
func (p *parser) number() (value *Value, expected string) {
	start := p.at
	if p.peek() == '-' {
		p.at++
	}
	whole := p.at
	if !p.digits() || p.text[whole] == '0' && p.at-whole > 1 {
		return nil, expectedNumber
	}
	if p.peek() == '.' {
		p.at++
		if !p.digits() {
			return nil, expectedNumber
		}
	}
	if c := p.peek(); c == 'e' || c == 'E' {
		p.at++
		if c := p.peek(); c == '+' || c == '-' {
			p.at++
		}
		if !p.digits() {
			return nil, expectedNumber
		}
	}
	value = p.arena.value(Number)
	value.text = p.text[start:p.at]
	return value, ""
}

// digits passes over digits and tells whether there was one.
func (p *parser) digits() bool {
	start := p.at
	for p.at < len(p.text) && '0' <= p.text[p.at] && p.text[p.at] <= '9' {
		p.at++
	}
	return p.at > start
}
