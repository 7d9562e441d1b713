package vial

import "vial.example/vial/internal/host"

// Config is the host's value for a key of the plugin's configuration. An empty value counts as absent.
func Config(key string) (value string, present bool) {
	handle := host.ConfigGet(Block([]byte(key)))
	return string(Take(handle)), handle != 0
}

// Var is the value of one of the plugin's variables, which the host keeps from call to call where state is shared. An
// empty value counts as absent.
func Var(name string) (value []byte, present bool) {
	handle := host.VarGet(Block([]byte(name)))
	return Take(handle), handle != 0
}

// SetVar sets a variable; an empty value removes it. The host ends the call when its limit is passed.
func SetVar(name string, value []byte) { host.VarSet(Block([]byte(name)), Block(value)) }

// RemoveVar removes a variable.
func RemoveVar(name string) { host.VarSet(Block([]byte(name)), 0) }
