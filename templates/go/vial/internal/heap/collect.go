//go:build tinygo && gc.custom

package heap

import (
	"math/bits"
	_ "unsafe" // for go:linkname
)

const (
	mebibyte = 1024 * 1024
	// leastCollected is how much is allocated at least before it is worth a collection between calls.
	leastCollected = pageBytes
	// inputTimes is how many times its input a call allocates, as a guess: a document becomes values, and these another one.
	inputTimes = 24
	// leastBudget and mostBudget bound that guess, in bytes.
	leastBudget = 4 * mebibyte
	mostBudget  = 48 * mebibyte
)

var (
	// budget is how much is allocated after a collection before there is another one in the middle of a call.
	budget uintptr = leastBudget
	// live is what the last collection found.
	live uintptr
	// freshAtCollection is what fresh was at the last collection.
	freshAtCollection uintptr
	// toScan is the first of a list of objects that are marked, and whose pointers are not.
	toScan uintptr
	// starts has a bit for every 8 bytes of the heap, set where an object begins.
	starts []uint64
	// A large object that was found last, as many pointers in a row are into one, the input: from start to end.
	largeStart, largeEnd uintptr
)

// BeginCall readies the heap for a call with an input of so many bytes. Nothing of the calls before is on the stack, and
// hardly any of it is live.
func BeginCall(length int) {
	if allocated() > max(leastCollected, live) {
		collect()
	}
	budget = max(min(uintptr(length)*inputTimes, mostBudget), leastBudget, live)
}

// allocated is how many bytes were, since the last collection.
func allocated() uintptr { return taken + used() - freshAtCollection }

// used is where the memory that was used ends, from first on.
func used() uintptr {
	if end == limit {
		return next - first
	}
	return fresh - first
}

//go:linkname collect runtime.GC
func collect() {
	retire()
	if fresh == first {
		return
	}
	starts = bitsOf()
	for object := first; object < fresh; object += load(object) &^ flags {
		starts[(object-first)/512] |= 1 << ((object - first) / 8 % 64)
	}
	largeStart, largeEnd = 0, 0
	markReachable()
	for toScan != 0 {
		object := toScan
		toScan = load(object + 4)
		markRoots(object+headerBytes, object+load(object)&^flags)
	}
	clear(starts)
	sweep()
	budget = max(leastBudget, live)
	freshAtCollection, taken = fresh-first, 0
}

// markReachable calls markRoots with the variables and the stack.
//
//go:linkname markReachable runtime.gcMarkReachable
func markReachable()

// markRoots marks what any word in a range of addresses points to.
//
//go:linkname markRoots runtime.markRoots
func markRoots(from, to uintptr) {
	for ; to-from >= 4; from += 4 {
		if pointer := load(from); pointer-first < fresh-first {
			mark(objectOf(pointer))
		}
	}
}

func mark(object uintptr) {
	word := load(object)
	if word&(marked|free) != 0 {
		return
	}
	store(object, word|marked)
	if word&noPointers == 0 {
		store(object+4, toScan)
		toScan = object
	}
}

// objectOf finds the object that an address is in.
func objectOf(address uintptr) uintptr {
	if address-largeStart < largeEnd-largeStart {
		return largeStart
	}
	at := (address - first) / 8
	index := at / 64
	word := starts[index] << (63 - at%64)
	if word != 0 {
		return first + (at-uintptr(bits.LeadingZeros64(word)))*8
	}
	for index--; starts[index] == 0; index-- {
	}
	object := first + (index*64+63-uintptr(bits.LeadingZeros64(starts[index])))*8
	if size := load(object) &^ flags; size > chunkBytes {
		largeStart, largeEnd = object, object+size
	}
	return object
}

// sweep makes free blocks of what is not marked.
func sweep() {
	live, freeBlocks = 0, 0
	last := uintptr(0) // in the list
	for object := first; object < fresh; {
		word := load(object)
		if word&marked != 0 {
			store(object, word&^marked)
			live += word &^ flags
			object += word &^ flags
			continue
		}
		block := object
		for object < fresh && load(object)&marked == 0 {
			object += load(object) &^ flags
		}
		addBlock(block, object-block, 0)
		if object-block < leastBlock {
			continue
		}
		if last == 0 {
			freeBlocks = block
		} else {
			store(last+4, block)
		}
		last = block
	}
}
