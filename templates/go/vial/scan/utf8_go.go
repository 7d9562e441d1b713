//go:build !tinygo

package scan

import "unicode/utf8"

// IsUTF8 tells whether a text is UTF-8, as [utf8.Valid] does.
func IsUTF8(text []byte) bool { return utf8.Valid(text) }
