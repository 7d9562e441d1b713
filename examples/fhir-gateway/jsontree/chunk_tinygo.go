//go:build tinygo

package jsontree

import "unsafe"

// newChunk makes values in memory that the collector does not look into. TinyGo's finds an object from a pointer into it by
// walking back to its start, 64 bytes at a step; the strings of a tree all point into its text, which may have megabytes. What
// values point to is kept alive without them: other values by [Arena.chunks], text by [Arena.inputs] and [Arena.texts].
func newChunk() []Value {
	memory := make([]uint64, chunkValues*unsafe.Sizeof(Value{})/8)
	return unsafe.Slice((*Value)(unsafe.Pointer(unsafe.SliceData(memory))), chunkValues)
}
