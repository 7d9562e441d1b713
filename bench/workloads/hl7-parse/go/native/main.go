// Command native is the workload as a native program.
package main

import (
	"vial.example/bench/hl7-parse/workload"
	"vial.example/bench/native"
)

func main() { native.Serve(workload.Run) }
