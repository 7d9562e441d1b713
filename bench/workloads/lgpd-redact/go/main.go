// Plugin lgpd-redact replaces identifiers in clinical text by their kinds.
package main

import (
	"vial.example/bench/lgpd-redact/workload"
	"vial.example/vial"
)

//go:wasmexport process
func process() int32 {
	return vial.Run(func(input []byte) ([]byte, error) { return workload.Run(input), nil })
}

// The host calls the export; nothing runs by itself.
func main() {}
