//go:build tinygo

package vial

import (
	"runtime"
	_ "unsafe" // for go:linkname
)

const (
	pageBytes = 64 * 1024
	// otherBytes is room for the stack, static data and the collector's notes.
	otherBytes = 2 * pageBytes
)

const (
	// heapTimes is how many times its input a call allocates, as a guess: a document becomes values, and these another one.
	heapTimes = 24
	// mostHeap is what is taken on a guess at most, in bytes.
	mostHeap = 48 * 1024 * 1024
)

// used says that a call has left something in the heap. A host that begins each call with fresh state resets it, too.
var used bool

// makeRoom readies the heap for a call with a large input, so that the collector need not run during the call: it has
// then much to go through, and looks up the start of each block that a string is a part of. Between two calls hardly
// anything is live.
func makeRoom(length int) {
	if length <= pageBytes/heapTimes {
		used = true
		return
	}
	if used {
		runtime.GC()
	}
	used = true
	for want := min(length*heapTimes, mostHeap); int(memoryPages(0))*pageBytes < want; {
		if !growHeap() {
			return
		}
	}
}

// canReserve makes the memory large enough for a large buffer, doubling it as the runtime does. Left to itself, the
// runtime traps where the host's limit is in the way, and the host could not tell why.
func canReserve(length int) bool {
	if length <= pageBytes {
		return true
	}
	for int(memoryPages(0))*pageBytes-otherBytes-length/32 < length {
		if !growHeap() {
			return false
		}
	}
	return true
}

//go:linkname growHeap runtime.growHeap
func growHeap() bool

//export llvm.wasm.memory.size.i32
func memoryPages(memory int32) int32
