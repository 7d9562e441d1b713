// Package workload replaces identifiers in clinical text by their kinds, by the specification in ../../README.md.
package workload

import "vial.example/vial/scan"

// starts are what identifiers are found by: numbers begin with a digit, and addresses have an @.
var starts = scan.Of("0123456789@")

// Run returns the text without its identifiers.
func Run(text []byte) []byte {
	// A replacement is at most one byte longer than what it replaces, the shortest address of six.
	redacted := make([]byte, 0, len(text)+len(text)/6)
	done := 0
	stops := starts.Positions(text)
	for at := stops.Next(); at < len(text); at = stops.Next() {
		var found finding
		var ok bool
		end := at + 1
		if text[at] == '@' {
			found, ok = findEmail(text, at, done)
		} else {
			end = numberEnd(text, at)
			found, ok = findNumber(text, at, end, done)
		}
		if ok {
			redacted = append(redacted, text[done:found.start]...)
			redacted = append(redacted, found.replacement...)
			done, end = found.end, found.end
		}
		stops.SkipTo(end)
	}
	return append(redacted, text[done:]...)
}

// finding is a piece of the text, and what stands in its place.
type finding struct {
	start, end  int
	replacement string
}

func isDigit(char byte) bool { return char-'0' <= 9 }

func isLetter(char byte) bool { return char|0x20 >= 'a' && char|0x20 <= 'z' }

func isAlphanumeric(char byte) bool { return isLetter(char) || isDigit(char) }

func isWord(char byte) bool { return isAlphanumeric(char) || char == '_' || char >= 0x80 }
