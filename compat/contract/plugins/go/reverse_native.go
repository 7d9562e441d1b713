//go:build !wasm

package main

// reverse is there for go vet alone: the contract's tests drive the built module.
func reverse(block uint64) uint64 { return block }
