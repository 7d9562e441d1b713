package json

import (
	"encoding/binary"
	"math/bits"
	"unicode/utf8"
)

// plainEnd returns where a string is interrupted by a quotation mark, a backslash, a control character or the text's end,
// and whether there are bytes before it that are not ASCII. It looks at eight bytes at once.
func plainEnd(text []byte, from int) (end int, isASCII bool) {
	const (
		ones  = 0x0101010101010101
		highs = 0x8080808080808080
	)
	seen := uint64(0)
	at := from
	for ; len(text)-at >= 8; at += 8 {
		word := binary.LittleEndian.Uint64(text[at:])
		quotes, backslashes := word^('"'*ones), word^('\\'*ones)
		// The lowest byte whose highest bit is set here is right; what is above it may be not.
		stops := (quotes-ones)&^quotes | (backslashes-ones)&^backslashes | (word-' '*ones)&^word
		if stops &= highs; stops != 0 {
			place := bits.TrailingZeros64(stops) &^ 7
			seen |= word & (1<<place - 1)
			return at + place/8, seen&highs == 0
		}
		seen |= word
	}
	isASCII = seen&highs == 0
	for ; at < len(text); at++ {
		char := text[at]
		if char == '"' || char == '\\' || char < ' ' {
			break
		}
		isASCII = isASCII && char < utf8.RuneSelf
	}
	return at, isASCII
}
