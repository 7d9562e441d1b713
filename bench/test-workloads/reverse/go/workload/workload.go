// Package workload reverses bytes.
package workload

// Run returns the bytes of the input, last to first.
func Run(input []byte) []byte {
	output := make([]byte, len(input))
	for i, each := range input {
		output[len(input)-1-i] = each
	}
	return output
}
