// Plugin go-heap allocates, forgets, and looks whether what it holds is still what it was.
package main

import (
	"errors"
	"strconv"
	"strings"
	"unicode/utf8"

	"vial.example/vial"
	"vial.example/vial/scan"
)

// record is held by a pointer alone, its parts by interior pointers alone.
type record struct {
	seed   uint32
	next   *record
	bytes  []byte
	middle []byte
	text   string
	words  []uint64
	names  map[string]int
}

var errDamaged = errors.New("what was held is damaged")

// next is a linear congruential generator (Numerical Recipes).
func next(state uint32) uint32 { return state*1664525 + 1013904223 }

func newRecord(seed uint32) *record {
	r := &record{seed: seed}
	size := int(seed>>8) % 300
	if seed>>28 == 0 {
		size *= 500
	}
	whole := make([]byte, size+32)
	for i, char := range whole {
		if char != 0 {
			panic("memory that is not zero")
		}
		whole[i] = byte(seed) + byte(i)
	}
	r.bytes, r.middle = whole[:0], whole[16:16+size]
	r.text = strings.Repeat("x", 3) + strconv.Itoa(int(seed))
	r.words = make([]uint64, size/64+1)
	r.words[len(r.words)-1] = uint64(seed)
	if seed>>30 == 0 {
		r.names = map[string]int{r.text: size, "size": size}
	}
	return r
}

func (r *record) isWhole() bool {
	for i, char := range r.middle {
		if char != byte(r.seed)+byte(i+16) {
			return false
		}
	}
	if r.names != nil && (r.names[r.text] != len(r.middle) || r.names["size"] != len(r.middle)) {
		return false
	}
	return r.text == "xxx"+strconv.Itoa(int(r.seed)) && r.words[len(r.words)-1] == uint64(r.seed)
}

func (r *record) size() int { return len(r.middle) + len(r.text) + 8*len(r.words) }

//go:wasmexport churn
func churn() int32 {
	return vial.RunText(func(input string) (string, error) {
		wanted, err := strconv.Atoi(strings.TrimSpace(input))
		if err != nil {
			return "", err
		}
		held := make([]*record, 2000)
		allocated := 0
		for state := uint32(1); allocated < wanted; {
			state = next(state)
			place := &held[int(state>>4)%len(held)]
			if *place != nil && !(*place).isWhole() {
				return "", errDamaged
			}
			*place = newRecord(state)
			allocated += (*place).size()
		}
		for _, r := range held {
			if r != nil && !r.isWhole() {
				return "", errDamaged
			}
		}
		return "whole", nil
	})
}

var kept *record

//go:wasmexport keep
func keep() int32 {
	return vial.Run(func([]byte) ([]byte, error) {
		seed := uint32(1)
		if kept != nil {
			seed = next(kept.seed)
		}
		r := newRecord(seed)
		r.next, kept = kept, r
		count := 0
		for at := kept; at != nil; at = at.next {
			if !at.isWhole() {
				return nil, errDamaged
			}
			count++
		}
		return strconv.AppendInt(nil, int64(count), 10), nil
	})
}

// copies moves and clears pieces of every length, within and between blocks, and compares with a loop over bytes.
//
//go:wasmexport copies
func copies() int32 {
	return vial.Run(func([]byte) ([]byte, error) {
		const room = 700
		var want, got [room]byte
		for length := range 200 {
			for _, distance := range []int{-150, -33, -8, -1, 0, 1, 7, 16, 31, 90, 200} {
				from := 200
				for i := range want {
					want[i] = byte(i * 7)
					got[i] = byte(i * 7)
				}
				copy(got[from+distance:], got[from:from+length])
				for i := range length {
					want[from+distance+i] = byte((from + i) * 7)
				}
				if got != want {
					return nil, errDamaged
				}
			}
			clear(got[100 : 100+length])
			for i := range length {
				want[100+i] = 0
			}
			for i := range 300 {
				if got[i] != want[i] && (i < 100 || i >= 100+length) || i >= 100 && i < 100+length && got[i] != 0 {
					return nil, errDamaged
				}
			}
		}
		return []byte("whole"), nil
	})
}

// texts makes texts of every length, mostly UTF-8, and compares what scan says of them with the standard library.
//
//go:wasmexport texts
func texts() int32 {
	return vial.Run(func([]byte) ([]byte, error) {
		runes := []rune("a~\x7f\u0080é\u07ff\u0800ह\ud7ff\ue000\uffff\U00010000😀\U0010ffff")
		state := uint32(1)
		random := func(below int) int {
			state = next(state)
			return int(state>>8) % below
		}
		for range 40_000 {
			text := make([]byte, 0, 400)
			for ascii, length := random(31), random(300); len(text) < length; {
				if random(30) < ascii {
					text = append(text, 'x')
				} else {
					text = utf8.AppendRune(text, runes[random(len(runes))])
				}
			}
			if len(text) > 0 && random(2) == 0 {
				at := random(len(text))
				text[at] = byte(random(256))
				text = text[:len(text)-random(2)*random(min(3, len(text)))]
			}
			if scan.IsUTF8(text) != utf8.Valid(text) {
				return nil, errDamaged
			}
		}
		return []byte("whole"), nil
	})
}

//go:wasmexport fill
func fill() int32 {
	return vial.Run(func([]byte) ([]byte, error) {
		for seed := uint32(1); ; seed = next(seed) {
			r := newRecord(seed)
			r.next, kept = kept, r
		}
	})
}

// The host calls the exports; nothing runs by itself.
func main() {}
