//go:build tinygo

package vial

import _ "unsafe" // for go:linkname

const (
	pageBytes = 64 * 1024
	// otherBytes is room for the stack, static data and the collector's notes.
	otherBytes = 2 * pageBytes
)

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
