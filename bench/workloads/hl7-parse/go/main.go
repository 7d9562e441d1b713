// Plugin hl7-parse turns HL7 v2 messages into JSON.
package main

import (
	"vial.example/bench/hl7-parse/workload"
	"vial.example/vial"
)

//go:wasmexport process
func process() int32 {
	return vial.Run(func(input []byte) ([]byte, error) { return workload.Run(input), nil })
}

// The host calls the export; nothing runs by itself.
func main() {}
