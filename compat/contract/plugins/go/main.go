// Plugin contract does what plugins of every language have to do alike, one export each.
package main

import (
	"bytes"
	"errors"
	"strconv"
	"unicode/utf8"

	"vial.example/vial"
)

//go:wasmexport echo
func echo() int32 {
	return vial.Run(func(input []byte) ([]byte, error) { return input, nil })
}

//go:wasmexport empty
func empty() int32 {
	return vial.Run(func([]byte) ([]byte, error) { return nil, nil })
}

//go:wasmexport fail
func fail() int32 {
	return vial.RunText(func(input string) (string, error) { return "", errors.New(input) })
}

//go:wasmexport panic
func panics() int32 {
	return vial.Run(func([]byte) ([]byte, error) { panic("the contract's panic") })
}

//go:wasmexport text
func text() int32 {
	return vial.RunText(func(input string) (string, error) {
		return strconv.Itoa(utf8.RuneCountInString(input)), nil
	})
}

//go:wasmexport config
func config() int32 {
	return vial.RunText(func(key string) (string, error) {
		value, present := vial.Config(key)
		if !present {
			return "", errors.New("config: absent")
		}
		return value, nil
	})
}

//go:wasmexport var_set
func setVar() int32 {
	return vial.Run(func(input []byte) ([]byte, error) {
		name, value, _ := bytes.Cut(input, []byte("="))
		vial.SetVar(string(name), value)
		return nil, nil
	})
}

//go:wasmexport var_get
func getVar() int32 {
	return vial.Run(func(name []byte) ([]byte, error) {
		value, present := vial.Var(string(name))
		if !present {
			return nil, errors.New("var: absent")
		}
		return value, nil
	})
}

//go:wasmexport var_remove
func removeVar() int32 {
	return vial.Run(func(name []byte) ([]byte, error) {
		vial.RemoveVar(string(name))
		return nil, nil
	})
}

//go:wasmexport log
func logs() int32 {
	return vial.RunText(func(message string) (string, error) {
		for level := vial.LevelTrace; level <= vial.LevelError; level++ {
			vial.Log(level, message)
		}
		return strconv.Itoa(int(vial.LogLevel())), nil
	})
}

//go:wasmexport host
func hostFunction() int32 {
	return vial.Run(func(input []byte) ([]byte, error) {
		return vial.Take(reverse(vial.Block(input))), nil
	})
}

//go:wasmexport http
func http() int32 { return vial.RunJSON(request) }

//go:wasmexport summarise
func summarises() int32 { return vial.RunJSON(summarise) }

//go:wasmexport recurse
func recurse() int32 {
	return vial.RunText(func(input string) (string, error) {
		depth, err := strconv.Atoi(input)
		if err != nil {
			return "", errors.New("input: not a number")
		}
		var steps int
		return strconv.Itoa(descend(depth, &steps)), nil
	})
}

// descend counts in the frame of its caller, so that a compiler cannot make a loop of it.
//
//go:noinline
func descend(depth int, steps *int) int {
	if depth > 0 {
		var below int
		*steps = descend(depth-1, &below) + 1
	}
	return *steps
}

var calls int

//go:wasmexport count
func count() int32 {
	return vial.RunText(func(string) (string, error) {
		calls++
		return strconv.Itoa(calls), nil
	})
}

func main() {}
