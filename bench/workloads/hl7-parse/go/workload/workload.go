// Package workload turns HL7 v2 messages (ER7) into JSON, by the specification in ../../README.md.
package workload

import (
	"bytes"
	"strconv"
	"unicode/utf8"

	"vial.example/vial/scan"
)

// Run returns the messages as JSON, or the first error in them.
func Run(input []byte) []byte {
	if !scan.IsUTF8(input) {
		input = fromLatin1(input)
	}
	r := reader{writer: writer{text: input, json: make([]byte, 0, 2*len(input)+slack)}}
	if code := r.messages(); code != "" {
		return []byte(`{"error":"` + code + `","segment":` + strconv.Itoa(r.segment) + `}`)
	}
	return r.json
}

func fromLatin1(input []byte) []byte {
	text := make([]byte, 0, 2*len(input))
	for _, char := range input {
		text = utf8.AppendRune(text, rune(char))
	}
	return text
}

// reader holds what was read of the text and what was made of it.
type reader struct {
	writer
	at int
	// segment is the number of the one that is read, from 1.
	segment int
}

var headerName = []byte("MSH")

const nameLength = 3

func (r *reader) isHeader() bool { return bytes.HasPrefix(r.text[r.at:], headerName) }

func (r *reader) skipEnds() {
	for r.at < len(r.text) && isEnd(r.text[r.at]) {
		r.at++
	}
}

func isEnd(char byte) bool { return char == '\r' || char == '\n' }

// messages writes all messages. It returns the code of the first error, or nothing.
func (r *reader) messages() string {
	r.json = append(r.json, '[')
	for r.skipEnds(); r.at < len(r.text); {
		if len(r.json) > 1 {
			r.json = append(r.json, ',')
		}
		r.segment++
		if !r.isHeader() {
			return "header"
		}
		if !r.encoding.read(r.text[r.at:]) {
			return "delimiters"
		}
		r.stops = r.encoding.interruptions.Positions(r.text)
		if code := r.message(); code != "" {
			return code
		}
	}
	r.json = append(r.json, ']')
	return ""
}

func (r *reader) message() string {
	r.header()
	for r.at < len(r.text) && !r.isHeader() {
		r.segment++
		if !r.isName() {
			return "segment"
		}
		r.json = append(r.json, `,["`...)
		r.json = append(r.json, r.text[r.at:r.at+nameLength]...)
		r.json = append(r.json, '"')
		r.at += nameLength
		r.rest()
	}
	r.json = append(r.json, ']')
	return ""
}

func (r *reader) header() {
	delimiters := r.encoding.delimiters
	r.json = append(r.json, `[["MSH",["`...)
	r.json = appendChar(r.json, delimiters[0])
	r.json = append(r.json, `"],["`...)
	for _, char := range delimiters[1:] {
		r.json = appendChar(r.json, char)
	}
	r.json = append(r.json, `"]`...)
	r.at += nameLength + len(delimiters)
	r.rest()
}

func (r *reader) isName() bool {
	segment := r.text[r.at:]
	if len(segment) < nameLength || !isCapital(segment[0]) {
		return false
	}
	for _, char := range segment[1:nameLength] {
		if !isCapital(char) && (char < '0' || char > '9') {
			return false
		}
	}
	return len(segment) == nameLength || isEnd(segment[nameLength]) ||
		segment[nameLength] == r.encoding.delimiters[0]
}

func isCapital(char byte) bool { return char >= 'A' && char <= 'Z' }

// rest writes the fields behind a segment's name, and ends the segment.
func (r *reader) rest() {
	if r.at < len(r.text) && !isEnd(r.text[r.at]) {
		r.at = r.fields(r.at + 1)
	}
	r.json = append(r.json, ']')
	r.skipEnds()
}
