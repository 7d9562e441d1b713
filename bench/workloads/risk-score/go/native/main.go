// Command native is the workload as a native program.
package main

import (
	"vial.example/bench/native"
	"vial.example/bench/risk-score/workload"
)

func main() { native.Serve(workload.Run) }
