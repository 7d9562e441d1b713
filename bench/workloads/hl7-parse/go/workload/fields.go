package workload

import "vial.example/vial/scan"

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

// insertBracket is fast where not much is behind the bracket.
func insertBracket(json []byte, at int) []byte {
	end := len(json) + 1
	if end-at <= short && cap(json)-at > short {
		copy(json[at+1:at+1+short], json[at:at+short])
		json = json[:end]
	} else {
		json = append(json, 0)
		copy(json[at+1:], json[at:])
	}
	json[at] = '['
	return json
}

// appendFields appends the fields from here to the segment's end, and returns where that is. The interruptions go on from here.
func appendFields(json, text []byte, from int, e *encoding, interruptions *scan.Positions) ([]byte, int) {
	json, places := beginField(json)
	literal := -1 // the end of an escape sequence that stays as it came
	for {
		at := interruptions.Next()
		json = appendRun(json, text, from, at)
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
				interruptions.SkipTo(from)
				break
			}
			json = appendChar(json, text[at])
			literal = at + length - 1
		default:
			json = appendChar(json, text[at])
		}
	}
}

// short is the length of most runs, or less.
const short = 16

// appendRun appends text[from:to]. A copy of sixteen bytes is a load and a store where one of any length is a call.
func appendRun(json, text []byte, from, to int) []byte {
	end := len(json) + to - from
	if to-from > short || len(text)-from < short || cap(json)-len(json) < short {
		return append(json, text[from:to]...)
	}
	copy(json[len(json):len(json)+short], text[from:from+short])
	return json[:end]
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
