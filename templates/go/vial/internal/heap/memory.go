//go:build tinygo && gc.custom

package heap

import "unsafe"

const pageBytes = 64 * 1024

//go:extern runtime.heapStart
var heapStart uintptr

//export llvm.wasm.memory.grow.i32
func growMemory(memory, pages int32) int32

//export llvm.wasm.memory.size.i32
func memoryPages(memory int32) int32

// setLimit leaves room behind the heap for the collector's bits: one for every 8 bytes.
func setLimit() {
	top := uintptr(memoryPages(0)) * pageBytes
	limit = max(first, (top-(top-first)/64-2*headerBytes)&^flags)
}

// grow makes the memory of the next objects, which is the last of the heap, large enough; false when the host refuses.
func grow(needed uintptr) bool {
	if end != limit {
		retire()
		next, end = fresh, limit
	}
	missing := needed - (end - next)
	least := int32((missing+missing/32)/pageBytes + 1)
	// A quarter more each time, so that it seldom grows. What a host has to wipe between calls is little more than was used.
	if growMemory(0, max(least, memoryPages(0)/4)) < 0 && growMemory(0, least) < 0 {
		return false
	}
	setLimit()
	end = limit
	return needed <= end-next
}

// bitsOf is the collector's room. Between collections it is zero.
func bitsOf() []uint64 {
	words := (fresh-first)/(8*64) + 1
	return unsafe.Slice((*uint64)(unsafe.Pointer(limit)), words)
}
