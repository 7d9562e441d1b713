package vial_test

import (
	"bytes"
	"errors"
	"maps"
	"strings"
	"testing"

	"vial.example/vial"
	"vial.example/vial/internal/host"
	"vial.example/vial/json"
	"vial.example/vial/vialtest"
)

func reversed(input []byte) ([]byte, error) {
	output := make([]byte, 0, len(input))
	for at := len(input) - 1; at >= 0; at-- {
		output = append(output, input[at])
	}
	return output, nil
}

func TestRunPassesBytesOfEveryLength(t *testing.T) {
	for length := range 40 {
		input := make([]byte, length)
		for at := range input {
			input[at] = byte(at*37 + 1)
		}
		want, _ := reversed(input)
		var h vialtest.Host
		got, err := h.Call(func() int32 { return vial.Run(reversed) }, input)
		if err != nil || !bytes.Equal(got, want) {
			t.Fatalf("length %d: got %v and error %v, want %v", length, got, err, want)
		}
	}
}

func TestRunReportsErrors(t *testing.T) {
	for text, want := range map[string]string{"weightKg: out of range": "weightKg: out of range", "": "failed"} {
		var h vialtest.Host
		_, err := h.Call(func() int32 {
			return vial.Run(func([]byte) ([]byte, error) { return []byte("no output"), errors.New(text) })
		}, nil)
		if err == nil || err.Error() != want {
			t.Errorf("got error %v, want %q", err, want)
		}
	}
}

func TestRunTextRefusesWhatIsNotUTF8(t *testing.T) {
	upper := func() int32 {
		return vial.RunText(func(input string) (string, error) { return strings.ToUpper(input), nil })
	}
	var h vialtest.Host
	if got, err := h.Call(upper, []byte("zoë")); err != nil || string(got) != "ZOË" {
		t.Errorf("got %q and error %v", got, err)
	}
	if _, err := h.Call(upper, []byte{0xc3}); err == nil || err.Error() != "input: not UTF-8" {
		t.Errorf("got error %v", err)
	}
}

type number struct{ Value float64 }

func (n *number) ReadJSON(r *json.Reader)  { n.Value = r.Number() }
func (n *number) WriteJSON(w *json.Writer) { w.Number(n.Value) }

func TestRunJSON(t *testing.T) {
	half := func() int32 {
		return vial.RunJSON(func(n number) (number, error) { return number{n.Value / 2}, nil })
	}
	var h vialtest.Host
	for _, input := range []string{"3", "1e400", "\"3\""} {
		got, err := h.Call(half, []byte(input))
		want, problem := map[string]string{"3": "1.5"}[input], map[string]string{
			"1e400": ": expected a number within binary64",
			`"3"`:   ": expected a number",
		}[input]
		if string(got) != want || (err == nil) != (problem == "") || err != nil && err.Error() != problem {
			t.Errorf("%s: got %q and error %v", input, got, err)
		}
	}
}

func TestConfigAndVars(t *testing.T) {
	h := vialtest.Host{Config: map[string]string{"partner-url": "https://partner.example"}}
	_, err := h.Call(func() int32 {
		return vial.Run(func([]byte) ([]byte, error) {
			if value, present := vial.Config("partner-url"); !present || value != "https://partner.example" {
				t.Errorf("got %q, %v", value, present)
			}
			if _, present := vial.Config("other"); present {
				t.Error("a key that is not there is present")
			}
			vial.SetVar("kept", []byte("one"))
			vial.SetVar("removed", []byte("two"))
			vial.RemoveVar("removed")
			if value, present := vial.Var("kept"); !present || string(value) != "one" {
				t.Errorf("got %q, %v", value, present)
			}
			if _, present := vial.Var("removed"); present {
				t.Error("a removed variable is present")
			}
			return nil, nil
		})
	}, nil)
	if err != nil || !maps.EqualFunc(h.Vars, map[string][]byte{"kept": []byte("one")}, bytes.Equal) {
		t.Errorf("variables are %v, error is %v", h.Vars, err)
	}
	if blocks := host.Blocks(); blocks != 0 {
		t.Errorf("%d blocks were not freed", blocks)
	}
}

func TestLogWritesWhatTheHostListensTo(t *testing.T) {
	h := vialtest.Host{LogLevel: vial.LevelWarn}
	_, err := h.Call(func() int32 {
		return vial.Run(func([]byte) ([]byte, error) {
			for level := vial.LevelTrace; level <= vial.LevelError; level++ {
				vial.Log(level, "a", "b")
			}
			return nil, nil
		})
	}, nil)
	want := []vialtest.Entry{{Level: vial.LevelWarn, Message: "ab"}, {Level: vial.LevelError, Message: "ab"}}
	if err != nil || len(h.Log) != 2 || h.Log[0] != want[0] || h.Log[1] != want[1] {
		t.Errorf("logged %v", h.Log)
	}
}
