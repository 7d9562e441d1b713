package json

import (
	"strings"
	"unicode/utf8"
)

// text reads a string whose opening quotation mark is next. What comes back is a part of the document if there were no
// escapes in it, else the buffer with the text appended.
func (r *Reader) text(buffer []byte) (text []byte, escaped bool) {
	data := r.data
	r.at++
	start := r.at
	for {
		at, isASCII := plainEnd(data, r.at)
		run := data[r.at:at]
		if !isASCII && !utf8.Valid(run) {
			r.Fail("expected UTF-8")
			return nil, false
		}
		r.at = at
		switch {
		case at == len(data):
			r.Fail("expected the end of the string")
			return nil, false
		case data[at] == '"':
			r.at++
			if !escaped {
				return data[start:at], false
			}
			return append(buffer, run...), true
		case data[at] < ' ':
			r.Fail("expected control characters to be escaped")
			return nil, false
		}
		escaped = true
		buffer = append(buffer, run...)
		var valid bool
		if buffer, valid = r.escape(buffer); !valid {
			return nil, false
		}
	}
}

// escape reads an escape and appends what it stands for.
func (r *Reader) escape(buffer []byte) (appended []byte, valid bool) {
	if r.at+1 < len(r.data) {
		letter := r.data[r.at+1]
		if letter == 'u' {
			return r.unicodeEscape(buffer)
		}
		if index := strings.IndexByte(`"\/bfnrt`, letter); index >= 0 {
			r.at += 2
			return append(buffer, "\"\\/\b\f\n\r\t"[index]), true
		}
	}
	r.Fail("expected an escape of JSON")
	return nil, false
}

func (r *Reader) unicodeEscape(buffer []byte) (appended []byte, valid bool) {
	unit, valid := r.codeUnit()
	if !valid {
		r.Fail("expected four hexadecimal digits")
		return nil, false
	}
	if unit < 0xd800 || unit > 0xdfff {
		return utf8.AppendRune(buffer, unit), true
	}
	low, valid := r.codeUnit()
	if !valid || unit > 0xdbff || low < 0xdc00 || low > 0xdfff {
		r.Fail("expected surrogates in pairs")
		return nil, false
	}
	return utf8.AppendRune(buffer, (unit-0xd800)<<10+(low-0xdc00)+0x10000), true
}

// codeUnit reads one `\uXXXX`.
func (r *Reader) codeUnit() (unit rune, valid bool) {
	if len(r.data)-r.at < 6 || r.data[r.at] != '\\' || r.data[r.at+1] != 'u' {
		return 0, false
	}
	for _, digit := range r.data[r.at+2 : r.at+6] {
		switch {
		case digit >= '0' && digit <= '9':
			digit -= '0'
		case digit|0x20 >= 'a' && digit|0x20 <= 'f':
			digit = (digit | 0x20) - 'a' + 10
		default:
			return 0, false
		}
		unit = unit<<4 | rune(digit)
	}
	r.at += 6
	return unit, true
}
