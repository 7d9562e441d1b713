//go:build !tinygo

package jsontree

func newChunk() []Value { return make([]Value, chunkValues) }
