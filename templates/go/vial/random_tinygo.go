//go:build tinygo

package vial

import "unsafe"

// TinyGo's runtime takes its randomness from its C library, whose generator brings WASI's standard output and 12 kB of
// printf with it. These two stand in for it: a plugin that does not ask for randomness needs no part of WASI.

// seed is what the runtime begins its own generator with, for the order of maps and math/rand: the same each time, so
// that a plugin answers the same input alike.
//
//export arc4random
func seed() uint32 { return 4 }

// random is crypto/rand's.
//
//export arc4random_buf
func random(buffer unsafe.Pointer, length uint32) {
	if randomGet(buffer, length) != 0 {
		panic("vial: no randomness")
	}
}

//go:wasmimport wasi_snapshot_preview1 random_get
func randomGet(buffer unsafe.Pointer, length uint32) (errno uint32)
