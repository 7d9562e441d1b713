package workload

// places is a field as it is written: as if it were a string, until a separator says that there is more to it.
type places struct {
	start, repetition, component    int
	hasComponents, hasSubcomponents bool
}

func beginField(json []byte) ([]byte, places) {
	json = append(json, `,["`...)
	start := len(json) - 1
	return json, places{start: start, repetition: start, component: start}
}

func (p *places) closeRepetition(json []byte) []byte {
	switch {
	case p.hasSubcomponents:
		return append(json, `"]]`...)
	case p.hasComponents:
		return append(json, `"]`...)
	default:
		return append(json, '"')
	}
}

func (p *places) endField(json []byte) []byte {
	if len(json) == p.start+1 {
		json[p.start] = ']'
		return json
	}
	return append(p.closeRepetition(json), ']')
}

func (p *places) nextRepetition(json []byte) []byte {
	json = append(p.closeRepetition(json), `,"`...)
	start := len(json) - 1
	*p = places{start: p.start, repetition: start, component: start}
	return json
}

func (p *places) nextComponent(json []byte) []byte {
	json = p.makeComponents(json)
	if p.hasSubcomponents {
		json = append(json, `"],"`...)
	} else {
		json = append(json, `","`...)
	}
	p.hasSubcomponents = false
	p.component = len(json) - 1
	return json
}

func (p *places) nextSubcomponent(json []byte) []byte {
	json = p.makeComponents(json)
	if !p.hasSubcomponents {
		json = insertBracket(json, p.component)
		p.hasSubcomponents = true
	}
	return append(json, `","`...)
}

func (p *places) makeComponents(json []byte) []byte {
	if p.hasComponents {
		return json
	}
	p.hasComponents = true
	p.component++
	return insertBracket(json, p.repetition)
}

func insertBracket(json []byte, at int) []byte {
	json = append(json, 0)
	copy(json[at+1:], json[at:])
	json[at] = '['
	return json
}

// appendFields appends the fields from here to the segment's end, and returns where that is.
func appendFields(json, text []byte, from int, e *encoding) ([]byte, int) {
	json, places := beginField(json)
	literal := -1 // the end of an escape sequence that stays as it came
	for {
		at := from
		for at < len(text) && e.kinds[text[at]] == plain {
			at++
		}
		json = append(json, text[from:at]...)
		from = at + 1
		if at == len(text) {
			return places.endField(json), at
		}
		switch e.kinds[text[at]] {
		case segmentEnd:
			return places.endField(json), at
		case field:
			json, places = beginField(places.endField(json))
		case component:
			json = places.nextComponent(json)
		case repetition:
			json = places.nextRepetition(json)
		case subcomponent:
			json = places.nextSubcomponent(json)
		case escape:
			if at == literal {
				json = appendChar(json, text[at])
				break
			}
			length, meaning := e.sequence(text[at:])
			if meaning != 0 {
				json = appendChar(json, meaning)
				from = at + length
				break
			}
			json = appendChar(json, text[at])
			literal = at + length - 1
		default:
			json = appendChar(json, text[at])
		}
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
