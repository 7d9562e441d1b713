package json

import "strings"

// Error says where in a document something else was expected. It never holds a value of the document.
type Error struct {
	// Pointer is a JSON pointer (RFC 6901); empty for the whole document.
	Pointer string
	// Problem is what was expected there, as in "expected a number".
	Problem string
}

func (e *Error) Error() string { return e.Pointer + ": " + e.Problem }

// pointerToken escapes a member's name for a JSON pointer (RFC 6901, section 3).
func pointerToken(name string) string {
	return strings.ReplaceAll(strings.ReplaceAll(name, "~", "~0"), "/", "~1")
}
