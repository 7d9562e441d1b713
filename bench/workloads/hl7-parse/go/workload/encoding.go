package workload

import (
	"bytes"

	"vial.example/vial/scan"
)

// kind is what a byte means between the segments' ends.
type kind uint8

const (
	plain   kind = iota
	special      // has to be escaped in JSON
	escape
	segmentEnd // the first that ends a text
	field
	repetition
	component
	subcomponent
)

// encoding is what the delimiters are that a message header declares.
type encoding struct {
	// delimiters are the field separator and MSH-2, as they came.
	delimiters []byte
	kinds      [256]kind
	// interruptions are what is not plain.
	interruptions scan.Set
}

// read reads the header at the start of the text; false when what it declares is not sound.
func (e *encoding) read(header []byte) bool {
	delimiters := header[nameLength:]
	count := 0
	for ; count < len(delimiters) && isDelimiter(delimiters[count]); count++ {
		if at := bytes.IndexByte(delimiters[:count], delimiters[count]); at == 0 {
			break
		} else if at > 0 || count == 6 {
			return false
		}
	}
	isWhole := count == len(delimiters) || isEnd(delimiters[count]) || delimiters[count] == delimiters[0]
	if count < 5 || count > 6 || !isWhole {
		return false
	}
	if delimiters = delimiters[:count]; bytes.Equal(delimiters, e.delimiters) {
		return true
	}
	*e = encoding{delimiters: delimiters}
	for char := range byte(' ') {
		e.kinds[char] = special
	}
	e.kinds['"'], e.kinds['\\'] = special, special
	e.kinds['\r'], e.kinds['\n'] = segmentEnd, segmentEnd
	for i, kind := range [...]kind{field, component, repetition, escape, subcomponent} {
		e.kinds[delimiters[i]] = kind
	}
	for char := range byte(0x80) {
		if e.kinds[char] != plain {
			e.interruptions.Add(char)
		}
	}
	return true
}

func isDelimiter(char byte) bool {
	letter := char | 0x20
	isAlphanumeric := char >= '0' && char <= '9' || letter >= 'a' && letter <= 'z'
	return char > ' ' && char < 0x7f && char != '"' && !isAlphanumeric
}

// sequence returns the length of the escape sequence at the start of the text, 0 when there is none, and the character
// it stands for, 0 when it stays as it came.
func (e *encoding) sequence(text []byte) (length int, meaning byte) {
	end := 1
	for end < len(text) && e.kinds[text[end]] <= special {
		end++
	}
	if end == len(text) || e.kinds[text[end]] != escape {
		return 0, 0
	}
	switch code := text[1:end]; string(code) {
	case "F":
		meaning = e.delimiters[0]
	case "S":
		meaning = e.delimiters[1]
	case "R":
		meaning = e.delimiters[2]
	case "E":
		meaning = e.delimiters[3]
	case "T":
		meaning = e.delimiters[4]
	case ".br":
		meaning = '\n'
	}
	return end + 1, meaning
}
