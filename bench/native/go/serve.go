// Package native serves a workload as a native program: the protocol of bench/native/README.md.
package native

import (
	"bufio"
	"fmt"
	"io"
	"os"
	"strconv"
	"strings"
	"time"
)

// kept holds the last output: what nobody reads, a compiler may leave out.
var kept []byte

// Serve reads the input whose file the first argument names, then answers the commands on standard input and ends the
// program.
func Serve(run func([]byte) []byte) {
	if err := serve(run); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(2)
	}
}

func serve(run func([]byte) []byte) error {
	if len(os.Args) < 2 {
		return fmt.Errorf("usage: %s <input file>", os.Args[0])
	}
	input, err := os.ReadFile(os.Args[1])
	if err != nil {
		return err
	}
	commands := bufio.NewScanner(os.Stdin)
	for commands.Scan() {
		if err := answer(os.Stdout, commands.Text(), input, run); err != nil {
			return err
		}
	}
	return commands.Err()
}

func answer(out io.Writer, command string, input []byte, run func([]byte) []byte) error {
	if command == "output" {
		output := run(input)
		_, err := fmt.Fprintf(out, "bytes %d\n%s", len(output), output)
		return err
	}
	times, isRun := strings.CutPrefix(command, "run ")
	count, err := strconv.ParseUint(times, 10, 64)
	if !isRun || err != nil {
		return fmt.Errorf("not a command: %s", command)
	}
	start := time.Now()
	for range count {
		kept = run(input)
	}
	_, err = fmt.Fprintf(out, "ns %d\n", time.Since(start).Nanoseconds())
	return err
}
