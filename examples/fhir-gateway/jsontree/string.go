package jsontree

import (
	"strings"
	"unicode/utf16"
	"unicode/utf8"
)

// string reads a string from its opening quotation mark on. Without escapes it is a part of the input, and plain.
func (p *parser) string() (text string, plain bool, expected string) {
	start := p.at + 1
	p.at = plainEnd(p.text, start)
	if p.peek() == '"' {
		p.at++
		return p.text[start : p.at-1], true, ""
	}
	return p.escapedString(start)
}

func (p *parser) escapedString(start int) (text string, plain bool, expected string) {
	// The text is shorter than its JSON, so one reservation is enough: it takes what is left of this string.
	p.arena.reserve(closingQuote(p.text[start:]))
	kept := len(p.arena.text)
	p.at = start
	for {
		run := p.at
		p.at = plainEnd(p.text, run)
		p.arena.text = append(p.arena.text, p.text[run:p.at]...)
		switch p.peek() {
		case '"':
			p.at++
			return p.arena.keep(kept), false, ""
		case '\\':
			if expected := p.escape(); expected != "" {
				return "", false, expected
			}
		default:
			return "", false, "a string without bare control characters, closed by a quotation mark"
		}
	}
}

// closingQuote is the index of the quotation mark that no backslash escapes, or the text's length.
func closingQuote(text string) int {
	for at := 0; at < len(text); at++ {
		switch text[at] {
		case '"':
			return at
		case '\\':
			at++
		}
	}
	return len(text)
}

func (p *parser) escape() (expected string) {
	const expectedEscape = `an escape sequence that JSON has`
	p.at++
	c := p.peek()
	if c == 'u' {
		return p.unicodeEscape()
	}
	at := strings.IndexByte(`"\/bfnrt`, c)
	if at < 0 || c == 0 {
		return expectedEscape
	}
	p.at++
	p.arena.text = append(p.arena.text, "\"\\/\b\f\n\r\t"[at])
	return ""
}

func (p *parser) unicodeEscape() (expected string) {
	const expectedPair = `\u with four hexadecimal digits, surrogates in pairs`
	unit, ok := p.codeUnit()
	if !ok {
		return expectedPair
	}
	if utf16.IsSurrogate(unit) {
		low, ok := p.codeUnit()
		unit = utf16.DecodeRune(unit, low)
		if !ok || unit == utf8.RuneError {
			return expectedPair
		}
	}
	p.arena.text = utf8.AppendRune(p.arena.text, unit)
	return ""
}

// codeUnit reads the four digits behind a u, which may have its backslash before it.
func (p *parser) codeUnit() (unit rune, ok bool) {
	if p.peek() == '\\' {
		p.at++
	}
	if len(p.text)-p.at < 5 || p.text[p.at] != 'u' {
		return 0, false
	}
	for _, c := range []byte(p.text[p.at+1 : p.at+5]) {
		switch {
		case '0' <= c && c <= '9':
			c -= '0'
		case 'a' <= c && c <= 'f':
			c -= 'a' - 10
		case 'A' <= c && c <= 'F':
			c -= 'A' - 10
		default:
			return 0, false
		}
		unit = unit<<4 | rune(c)
	}
	p.at += 5
	return unit, true
}
