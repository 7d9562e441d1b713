//go:build !gc.custom

package vial

// canReserve leaves it to the runtime, which ends the call where there is no memory.
func canReserve(int) bool { return true }

// beginCall leaves it to the runtime, too.
func beginCall(int) {}
