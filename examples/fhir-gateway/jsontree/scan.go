package jsontree

import (
	"math/bits"
	"unsafe"
)

const (
	ones  = 0x0101010101010101
	highs = 0x8080808080808080
)

// plainEnd is the index of the first byte from at on that JSON writes only escaped, or the text's length: a quotation
// mark, a backslash or a control character. It looks at eight bytes at a time.
func plainEnd(text string, at int) int {
	start := unsafe.Pointer(unsafe.StringData(text))
	for ; at+8 <= len(text); at += 8 {
		word := *(*uint64)(unsafe.Add(start, at))
		quotes, slashes := word^(ones*'"'), word^(ones*'\\')
		special := (word-ones*0x20)&^word | (quotes-ones)&^quotes | (slashes-ones)&^slashes
		if special &= highs; special != 0 {
			return at + bits.TrailingZeros64(special)/8
		}
	}
	for at < len(text) && text[at] >= 0x20 && text[at] != '"' && text[at] != '\\' {
		at++
	}
	return at
}

func isPlain(text string) bool { return plainEnd(text, 0) == len(text) }
