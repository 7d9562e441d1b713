package jsontree

import (
	"strconv"
	"strings"
)

// Error says what was expected where. It never holds a value, because values are patient data.
type Error struct {
	// Pointer is a JSON pointer (RFC 6901). A name that no FHIR element has stands in it as "?".
	Pointer  string
	Expected string
}

func (e *Error) Error() string {
	return e.Pointer + ": expected " + e.Expected
}

// Expected makes the error for the value that steps lead to: strings for members, ints for elements.
func Expected(what string, steps ...any) *Error {
	var pointer strings.Builder
	for _, step := range steps {
		pointer.WriteByte('/')
		switch step := step.(type) {
		case string:
			pointer.WriteString(SafeName(step))
		case int:
			pointer.WriteString(strconv.Itoa(step))
		}
	}
	return &Error{Pointer: pointer.String(), Expected: what}
}

// SafeName is the name where it can be that of a FHIR element, and "?" otherwise: a hostile name is a value too.
func SafeName(name string) string {
	if len(name) == 0 || len(name) > 64 {
		return "?"
	}
	for i := range len(name) {
		c := name[i]
		if c != '_' && (c < '0' || c > '9') && (c < 'A' || c > 'Z') && (c < 'a' || c > 'z') {
			return "?"
		}
	}
	return name
}
