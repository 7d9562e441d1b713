package main

//go:wasmimport extism:host/user reverse
func reverse(block uint64) uint64
