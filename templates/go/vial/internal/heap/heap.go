//go:build tinygo && gc.custom

// Package heap is the memory of a plugin that TinyGo compiles: its runtime calls these functions (-gc=custom).
//
// A call begins, allocates, and ends, and between two calls hardly anything is live. So an allocation is an addition: objects
// lie one behind the other, each behind a header, in memory that is zero already. Only what the collector gave back is filled with
// zeros when it is used again. The collector (collect.go) runs between calls, and during one when memory is short.
package heap

import (
	"runtime"
	"unsafe"
)

// A header lies before each object and each block that is free: its size, header included, a multiple of 8, with
// flags in its lowest bits; then the address of the next header in a list, or 0.
const (
	headerBytes = 8
	flags       = headerBytes - 1

	noPointers = 1
	marked     = 2
	free       = 4
)

const (
	// chunkBytes is how much of a free block is filled with zeros at once.
	chunkBytes = 32 * 1024
	// leastBlock is the size of the smallest free block that is worth a place in the list.
	leastBlock = 64
)

// Addresses. The heap is from first to fresh, and from there to limit memory that was never used, and so is zero.
var (
	first, fresh, limit uintptr
	// From next to end is the memory of the next objects: a chunk of zeros, or all from fresh to limit.
	next, end uintptr
	// freeBlocks is the first of a list.
	freeBlocks uintptr
	// taken is how many bytes were taken out of the list since the last collection.
	taken uintptr
)

var noBytes byte

//go:linkname initHeap runtime.initHeap
func initHeap() {
	first = align(heapStart)
	setLimit()
	fresh, next, end = first, first, limit
}

//go:linkname alloc runtime.alloc
//go:noinline
func alloc(size uintptr, layout unsafe.Pointer) unsafe.Pointer {
	if size == 0 {
		return unsafe.Pointer(&noBytes)
	}
	needed := align(size + headerBytes)
	if needed > end-next || needed < size {
		if needed < size || !findRoom(needed) {
			panic("out of memory")
		}
	}
	object := next
	next += needed
	// A layout of an odd number holds a bit for each word that is a pointer, from bit 6 on.
	if uintptr(layout)&1 != 0 && uintptr(layout)>>6 == 0 {
		needed |= noPointers
	}
	store(object, needed)
	return unsafe.Pointer(object + headerBytes)
}

// findRoom makes the next object's memory large enough for it; false when memory is full.
func findRoom(needed uintptr) bool {
	if takeBlock(needed) {
		return true
	}
	if end != limit {
		retire()
		next, end = fresh, limit
		if needed <= end-next {
			return true
		}
	}
	if allocated() >= budget {
		collect()
		if takeBlock(needed) {
			return true
		}
	}
	if grow(needed) {
		return true
	}
	collect()
	return takeBlock(needed)
}

// takeBlock goes on in a free block, or in a chunk of it.
func takeBlock(needed uintptr) bool {
	last := uintptr(0)
	for block := freeBlocks; block != 0; last, block = block, load(block+4) {
		size := load(block) &^ flags
		if size < needed {
			continue
		}
		rest := load(block + 4)
		if used := max(needed, chunkBytes); size-min(size, used) >= leastBlock {
			addBlock(block+used, size-used, rest)
			rest, size = block+used, used
		}
		if last == 0 {
			freeBlocks = rest
		} else {
			store(last+4, rest)
		}
		retire()
		clear(unsafe.Slice((*byte)(unsafe.Pointer(block)), size))
		next, end = block, block+size
		taken += size
		return true
	}
	return false
}

// retire leaves the memory of the next objects. Afterwards all from first to fresh is objects and free blocks.
func retire() {
	switch size := end - next; {
	case end == limit:
		fresh = next
	case size >= leastBlock:
		addBlock(next, size, freeBlocks)
		freeBlocks = next
		taken -= size
	case size > 0:
		addBlock(next, size, 0)
	}
	next, end = 0, 0
}

func addBlock(at, size, following uintptr) {
	store(at, size|free)
	store(at+4, following)
}

// Room makes sure that so many bytes can be allocated next; false when memory does not suffice.
func Room(length int) bool {
	needed := align(uintptr(length) + headerBytes)
	return needed > uintptr(length) && (needed <= end-next || findRoom(needed))
}

//go:linkname release runtime.free
func release(unsafe.Pointer) {}

//go:linkname setFinalizer runtime.SetFinalizer
func setFinalizer(_, _ any) {}

//go:linkname readMemStats runtime.ReadMemStats
func readMemStats(stats *runtime.MemStats) {
	stats.Sys = uint64(memoryPages(0)) * pageBytes
	stats.HeapSys = uint64(limit - first)
	stats.HeapInuse = uint64(used())
	stats.HeapIdle = stats.HeapSys - stats.HeapInuse
}

func align(bytes uintptr) uintptr { return (bytes + flags) &^ flags }

func load(address uintptr) uintptr { return *(*uintptr)(unsafe.Pointer(address)) }

func store(address, value uintptr) { *(*uintptr)(unsafe.Pointer(address)) = value }
