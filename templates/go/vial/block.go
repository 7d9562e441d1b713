package vial

import (
	"encoding/binary"

	"vial.example/vial/internal/host"
)

// Block copies bytes into a block of the host's memory and returns its handle, to pass to a host function, which then owns
// it. The handle of no bytes is 0.
//
// It panics when the host has no memory left for the plugin.
func Block(bytes []byte) (handle uint64) {
	length := uint64(len(bytes))
	if length == 0 {
		return 0
	}
	handle = host.Alloc(length)
	if handle == 0 {
		panic("vial: no memory left in the host")
	}
	at := uint64(0)
	for ; at+8 <= length; at += 8 {
		host.StoreU64(handle+at, binary.LittleEndian.Uint64(bytes[at:]))
	}
	for ; at < length; at++ {
		host.StoreU8(handle+at, uint32(bytes[at]))
	}
	return handle
}

// Take copies the bytes out of a block that a host function returned, and frees it. The handle 0 has none.
func Take(handle uint64) []byte {
	if handle == 0 {
		return nil
	}
	length := host.Length(handle)
	bytes := make([]byte, length)
	at := uint64(0)
	for ; at+8 <= length; at += 8 {
		binary.LittleEndian.PutUint64(bytes[at:], host.LoadU64(handle+at))
	}
	for ; at < length; at++ {
		bytes[at] = byte(host.LoadU8(handle + at))
	}
	host.Free(handle)
	return bytes
}
