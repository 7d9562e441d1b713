// Package vial is for plugins of Vial, a host that runs partners' code in a sandbox.
//
// A plugin exports functions, each of which answers one input:
//
//	//go:wasmexport process
//	func process() int32 { return vial.RunJSON(assess) }
//
//	func assess(measurement Measurement) (Assessment, error)
//
// The same plugin runs on every host for Extism plugins.
package vial

import (
	"errors"
	"unsafe"

	"vial.example/vial/json"
	"vial.example/vial/scan"
)

var errNotUTF8 = errors.New("input: not UTF-8")

// Run answers the call that an export is in: with what answer makes of the input, or with its error's text. The result is
// the export's.
//
// The input is valid until answer returns: the next call overwrites it. The output may be a part of the input.
func Run(answer func(input []byte) ([]byte, error)) int32 {
	output, err := answer(takeInput())
	if err != nil {
		return finish([]byte(err.Error()), true)
	}
	return finish(output, false)
}

// RunText is [Run] for text. Input that is not UTF-8 is the call's error.
func RunText(answer func(input string) (string, error)) int32 {
	return Run(func(input []byte) ([]byte, error) {
		if !scan.IsUTF8(input) {
			return nil, errNotUTF8
		}
		output, err := answer(string(input))
		return unsafe.Slice(unsafe.StringData(output), len(output)), err
	})
}

// RunJSON is [Run] for JSON, between types that vial-types generated from JSON Schemas, or that have the methods of
// [json.Readable] and [json.Writable]. Input that does not fit its type is the call's error, a [json.Error].
func RunJSON[I, O any, R readable[I], W writable[O]](answer func(I) (O, error)) int32 {
	return Run(func(input []byte) ([]byte, error) {
		var message I
		if err := json.Unmarshal(input, R(&message)); err != nil {
			return nil, err
		}
		result, err := answer(message)
		if err != nil {
			return nil, err
		}
		document, err = json.Append(document[:0], W(&result))
		return document, err
	})
}

// document is used again by each call, as the output has to last until the next one.
var document []byte

type readable[T any] interface {
	*T
	json.Readable
}

type writable[T any] interface {
	*T
	json.Writable
}
