//go:build tinygo

package vial

import "runtime/volatile"

// constantsEnd tells where the module's constants end and its variables begin. build.mjs finds these two words in the
// module and puts the address and 0 in their place (constants-end.mjs).
var constantsEnd = [2]uint32{0x6f63e7a3, 0x73746e61}

// TinyGo's collector looks for pointers in constants too, and takes for one whatever number lies in the heap: the tables
// of strconv and unicode alone keep most blocks of a megabyte for ever. Pointers into the heap are in variables alone.
func init() {
	if volatile.LoadUint32(&constantsEnd[1]) == 0 {
		globalsStart = uintptr(volatile.LoadUint32(&constantsEnd[0]))
	}
}

//go:extern runtime.globalsStart
var globalsStart uintptr
