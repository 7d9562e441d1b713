// Plugin my-plugin answers an adult's weight and height with the body mass index and its class.
package main

import "vial.example/vial"

//go:wasmexport process
func process() int32 { return vial.RunJSON(assess) }

// The host calls the exports; nothing runs by itself.
func main() {}
