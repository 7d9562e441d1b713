package vial

import (
	"encoding/binary"
	"math/bits"
	"unsafe"

	"vial.example/vial/internal/host"
)

// call is what one call and the next need to know. The collector sees both buffers here and keeps them.
var call struct {
	// direct is true from vial_input to the end of the call: the host works in this module's memory (docs/abi.md, "The
	// direct lane"). Without it input and output travel through Extism's functions.
	direct bool
	input  []byte
	output []byte
}

//go:wasmexport vial_abi_version_1
func abiVersion() {}

//go:wasmexport vial_input
func reserveInput(length uint32) uint32 {
	call.direct = true
	if !reserve(int(length)) {
		return 0
	}
	return address(call.input)
}

//go:wasmexport vial_output
func locateOutput() uint64 {
	return uint64(address(call.output))<<32 | uint64(len(call.output))
}

// reserve makes the input's buffer as long as the input, of memory it already had if that is enough.
//
// Sizes are powers of two, so that the buffers an instance has outgrown are together no larger than its last one, even
// where TinyGo's collector, which takes any number for a pointer, keeps some.
func reserve(length int) bool {
	call.output = nil
	beginCall(length)
	if length > cap(call.input) {
		size := 1 << bits.Len(uint(length-1))
		forget()
		if !canReserve(size) {
			return false
		}
		call.input = make([]byte, size)
	}
	call.input = call.input[:length]
	return true
}

// forget lets the old buffer be collected for the new one. Inlined, its store would be left out in favour of the next.
//
//go:noinline
func forget() { call.input = nil }

func takeInput() []byte {
	if call.direct {
		return call.input
	}
	length := host.InputLength()
	if !reserve(int(length)) {
		panic("vial: no memory for the input")
	}
	at := uint64(0)
	for ; at+8 <= length; at += 8 {
		binary.LittleEndian.PutUint64(call.input[at:], host.InputLoadU64(at))
	}
	for ; at < length; at++ {
		call.input[at] = byte(host.InputLoadU8(at))
	}
	return call.input
}

func finish(output []byte, failed bool) (result int32) {
	if failed {
		result = 1
	}
	if call.direct {
		call.direct = false
		call.output = output
		return result
	}
	switch {
	case failed && len(output) == 0:
		// Some hosts take a failure without a text for a success.
		host.ErrorSet(Block([]byte("failed")))
	case failed:
		host.ErrorSet(Block(output))
	case len(output) > 0:
		host.OutputSet(Block(output), uint64(len(output)))
	}
	return result
}

func address(bytes []byte) uint32 { return uint32(uintptr(unsafe.Pointer(unsafe.SliceData(bytes)))) }
