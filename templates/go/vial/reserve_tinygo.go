//go:build tinygo && gc.custom

package vial

import "vial.example/vial/internal/heap"

// canReserve makes the memory large enough for a large buffer. Left to itself, the runtime traps where the host's limit is in
// the way, and the host could not tell why.
func canReserve(length int) bool { return heap.Room(length) }

// beginCall readies the heap for a call with an input of so many bytes.
func beginCall(length int) { heap.BeginCall(length) }
