//go:build tinygo

package scan

// #include "find.h"
import "C"

import (
	"math/bits"
	"unsafe"
)

const windowBytes = 64

// Positions are where members of a set are in a text, first to last.
type Positions struct {
	set  *Set
	text []byte
	// found has a bit for each member in the window that was not returned. Behind the text there are none.
	found  uint64
	window int
}

// Positions finds the set's members in a text.
func (s *Set) Positions(text []byte) Positions {
	p := Positions{set: s, text: text}
	p.look(0)
	return p
}

// Next returns the next position; the text's length when there is no more.
func (p *Positions) Next() int {
	for p.found == 0 {
		if len(p.text)-p.window <= windowBytes {
			return len(p.text)
		}
		p.look(p.window + windowBytes)
	}
	at := p.window + bits.TrailingZeros64(p.found)
	p.found &= p.found - 1
	return at
}

// SkipTo leaves out all positions before this one, which is not past the text's end.
func (p *Positions) SkipTo(at int) {
	if ahead := at - p.window; ahead >= windowBytes {
		p.look(at)
	} else if ahead > 0 {
		p.found &= ^uint64(0) << ahead
	}
}

func (p *Positions) look(window int) {
	p.window = window
	text := p.text[window:]
	if len(text) < windowBytes {
		p.found = find(text, p.set)
		return
	}
	p.found = uint64(C.vial_find_64((*C.uchar)(unsafe.SliceData(text)), (*C.uchar)(&p.set.rows[0])))
}

func find(text []byte, set *Set) (found uint64) {
	for i, char := range text {
		if set.has[char] {
			found |= 1 << i
		}
	}
	return found
}
