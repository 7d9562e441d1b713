//go:build tinygo

package vial

import (
	"math/bits"
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

// allocated is what all calls up to the last collection at a call's start allocated, in bytes.
var allocated uint64

// Memory starts with a power of two of pages, and so reaches a host's limit that is one: the runtime doubles it.
func init() {
	pages := uint32(memoryPages(0))
	if more := 1<<bits.Len32(pages-1) - pages; more > 0 && growMemory(0, int32(more)) >= 0 {
		setHeapEnd(uintptr(memoryPages(0)) * pageBytes)
	}
}

// makeRoom readies the heap for a call with a large input, so that the collector need not run during the call: it has
// then much to go through, and looks up the start of each block that a string is a part of. Between two calls hardly
// anything is live.
func makeRoom(length int) {
	if length <= pageBytes/heapTimes {
		return
	}
	want := min(length*heapTimes, mostHeap)
	if taken := gcTotalAlloc - allocated; taken > pageBytes && taken+uint64(want) > uint64(memoryPages(0))*pageBytes {
		runtime.GC()
		allocated = gcTotalAlloc
	}
	for int(memoryPages(0))*pageBytes < want {
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

//go:linkname setHeapEnd runtime.setHeapEnd
func setHeapEnd(end uintptr)

//go:extern runtime.gcTotalAlloc
var gcTotalAlloc uint64

//export llvm.wasm.memory.grow.i32
func growMemory(memory, pages int32) int32

//export llvm.wasm.memory.size.i32
func memoryPages(memory int32) int32
