//go:build tinygo && gc.custom

package heap

import "unsafe"

// Copies and fills of a length that is known when the program runs. WebAssembly's instructions for them are calls into the
// engine, which is right for many bytes and not for the few that most strings have: without the feature bulk-memory
// (tinygo-target.json), the compiler calls these.

// move copies bytes, in any direction where they overlap. Up to 64, all are read before any is written.
//
//export memmove
func move(to, from unsafe.Pointer, length uintptr) unsafe.Pointer {
	dst, src := uintptr(to), uintptr(from)
	switch {
	case length > 64:
		if dst-src >= length {
			moveUp(dst, src, length)
		} else {
			moveDown(dst, src, length)
		}
	case length > 32:
		a, b, c, d := load8(src), load8(src+8), load8(src+16), load8(src+24)
		src += length - 32
		e, f, g, h := load8(src), load8(src+8), load8(src+16), load8(src+24)
		store8(dst, a, b)
		store8(dst+16, c, d)
		dst += length - 32
		store8(dst, e, f)
		store8(dst+16, g, h)
	case length > 16:
		a, b, c, d := load8(src), load8(src+8), load8(src+length-16), load8(src+length-8)
		store8(dst, a, b)
		store8(dst+length-16, c, d)
	case length >= 8:
		a, b := load8(src), load8(src+length-8)
		*(*uint64)(unsafe.Pointer(dst)) = a
		*(*uint64)(unsafe.Pointer(dst + length - 8)) = b
	case length >= 4:
		a, b := load(src), load(src+length-4)
		store(dst, a)
		store(dst+length-4, b)
	case length > 0:
		a, b, c := load1(src), load1(src+length/2), load1(src+length-1)
		store1(dst, a)
		store1(dst+length/2, b)
		store1(dst+length-1, c)
	}
	return to
}

// copies is memmove: that the two do not overlap gains nothing.
//
//export memcpy
func copies(to, from unsafe.Pointer, length uintptr) unsafe.Pointer { return move(to, from, length) }

func moveUp(dst, src, length uintptr) {
	tail := src + length - 32
	a, b, c, d := load8(tail), load8(tail+8), load8(tail+16), load8(tail+24)
	last := dst + length - 32
	for ; dst < last; dst, src = dst+32, src+32 {
		e, f, g, h := load8(src), load8(src+8), load8(src+16), load8(src+24)
		store8(dst, e, f)
		store8(dst+16, g, h)
	}
	store8(last, a, b)
	store8(last+16, c, d)
}

func moveDown(dst, src, length uintptr) {
	a, b, c, d := load8(src), load8(src+8), load8(src+16), load8(src+24)
	first := dst
	for dst, src = dst+length-32, src+length-32; dst > first; dst, src = dst-32, src-32 {
		e, f, g, h := load8(src), load8(src+8), load8(src+16), load8(src+24)
		store8(dst, e, f)
		store8(dst+16, g, h)
		if dst-first < 32 {
			break
		}
	}
	store8(first, a, b)
	store8(first+16, c, d)
}

//export memset
func fill(to unsafe.Pointer, value int32, length uintptr) unsafe.Pointer {
	dst := uintptr(to)
	word := uint64(uint8(value)) * 0x0101010101010101
	switch {
	case length >= 64:
		last := dst + length - 64
		for ; dst < last; dst += 64 {
			fill64(dst, word)
		}
		fill64(last, word)
	case length >= 16:
		store8(dst, word, word)
		if length > 32 {
			store8(dst+16, word, word)
			store8(dst+length-32, word, word)
		}
		store8(dst+length-16, word, word)
	case length >= 8:
		*(*uint64)(unsafe.Pointer(dst)) = word
		*(*uint64)(unsafe.Pointer(dst + length - 8)) = word
	case length >= 4:
		store(dst, uintptr(word))
		store(dst+length-4, uintptr(word))
	case length > 0:
		store1(dst, byte(value))
		store1(dst+length/2, byte(value))
		store1(dst+length-1, byte(value))
	}
	return to
}

func fill64(address uintptr, word uint64) {
	store8(address, word, word)
	store8(address+16, word, word)
	store8(address+32, word, word)
	store8(address+48, word, word)
}

func load8(address uintptr) uint64 { return *(*uint64)(unsafe.Pointer(address)) }

func store8(address uintptr, first, second uint64) {
	*(*uint64)(unsafe.Pointer(address)) = first
	*(*uint64)(unsafe.Pointer(address + 8)) = second
}

func load1(address uintptr) byte { return *(*byte)(unsafe.Pointer(address)) }

func store1(address uintptr, value byte) { *(*byte)(unsafe.Pointer(address)) = value }
