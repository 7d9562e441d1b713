package json

import (
	"slices"
	"unicode/utf8"
)

// SortedKeys are a map's keys in the order in which members are written (RFC 8785, section 3.2.3).
func SortedKeys[V any](members map[string]V) []string {
	keys := make([]string, 0, len(members))
	for key := range members {
		keys = append(keys, key)
	}
	slices.SortFunc(keys, compareUTF16)
	return keys
}

// compareUTF16 compares code units. They order like code points, but for those past U+FFFF: their surrogates come before
// U+E000.
func compareUTF16(a, b string) int {
	for {
		left, leftSize := utf8.DecodeRuneInString(a)
		right, rightSize := utf8.DecodeRuneInString(b)
		switch {
		case leftSize == 0 || rightSize == 0:
			return leftSize - rightSize
		case left != right:
			return int(codeUnits(left) - codeUnits(right))
		}
		a, b = a[leftSize:], b[rightSize:]
	}
}

// codeUnits maps runes to numbers that order like their UTF-16 code units.
func codeUnits(each rune) rune {
	if each > 0xffff {
		return each - 0x10000 + 0xd800
	}
	if each >= 0xe000 {
		return each + 0x100000
	}
	return each
}
