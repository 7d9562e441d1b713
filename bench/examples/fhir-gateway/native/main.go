// Command native is the example as a native program.
package main

import (
	"fmt"
	"os"

	"vial.example/bench/native"
	"vial.example/fhir-gateway/gateway"
)

func main() {
	plugin := gateway.Gateway{Config: func(string) (string, bool) { return "", false }}
	native.Serve(func(input []byte) []byte {
		output, err := plugin.FromHL7(input)
		if err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(1)
		}
		return output
	})
}
