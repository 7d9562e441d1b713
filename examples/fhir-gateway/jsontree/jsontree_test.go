package jsontree_test

import (
	"bytes"
	"encoding/json"
	"errors"
	"math/rand/v2"
	"strings"
	"testing"
	"time"

	"vial.example/fhir-gateway/jsontree"
)

func canonical(t *testing.T, text string) string {
	t.Helper()
	var arena jsontree.Arena
	value, err := arena.Parse([]byte(text))
	if err != nil {
		t.Fatalf("%.80s: %v", text, err)
	}
	return string(value.AppendTo(nil))
}

func TestCanonicalForm(t *testing.T) {
	for text, want := range map[string]string{
		` { "b" : [ 1 , true , null ] , "a" : { } } `: `{"a":{},"b":[1,true,null]}`,
		`"\u00e9\/\u0001\ud83d\ude00\u2028\t"`:        "\"é/\\u0001😀\u2028\\t\"",
		`{"\ufb33":1,"\ud83d\ude00":2,"é":3,"a":4}`:   "{\"a\":4,\"é\":3,\"😀\":2,\"\ufb33\":1}",
		`{"aa":1,"a":2,"b":3,"":4}`:                   `{"":4,"a":2,"aa":1,"b":3}`,
	} {
		if got := canonical(t, text); got != want {
			t.Errorf("%s became %s, not %s", text, got, want)
		}
	}
}

func TestNumbersStayAsWritten(t *testing.T) {
	for _, number := range []string{"1.0", "1.00", "-0", "0.000", "1e2", "1E-07", "123456789012345678901234567890.10", "-12.5"} {
		if got := canonical(t, number); got != number {
			t.Errorf("%s became %s", number, got)
		}
	}
}

func TestErrorsSayWhereAndWhat(t *testing.T) {
	for text, want := range map[string]string{
		``:                                ": expected a value",
		`{"a":[1,{"b":tru}]}`:             "/a/1/b: expected a value",
		`{"a":[1,2`:                       "/a/1: expected a comma or the end of the array or object",
		`{"a":1,"b":2,"a":3}`:             "/a: expected each name once",
		`{"entry":[{"x":1,"x":1}]}`:       "/entry/0/x: expected each name once",
		`[01]`:                            "/0: expected a number as JSON writes it",
		`[1.]`:                            "/0: expected a number as JSON writes it",
		`{"Maria Silva":{"x":+1}}`:        "/?/x: expected a value",
		`["\ud800"]`:                      `/0: expected \u with four hexadecimal digits, surrogates in pairs`,
		`["\ud800\u0041"]`:                `/0: expected \u with four hexadecimal digits, surrogates in pairs`,
		`["\x"]`:                          "/0: expected an escape sequence that JSON has",
		"[\"a\nb\"]":                      "/0: expected a string without bare control characters, closed by a quotation mark",
		"[\"\xff\"]":                      ": expected well-formed UTF-8",
		`[] []`:                           ": expected nothing behind the value",
		`{"a" 1}`:                         ": expected a colon behind each name",
		`{a:1}`:                           ": expected a name in quotation marks",
		strings.Repeat("[", 65):           strings.Repeat("/0", 64) + ": expected at most 64 levels",
		`{"a":` + strings.Repeat("[", 64): "/a" + strings.Repeat("/0", 63) + ": expected at most 64 levels",
	} {
		var arena jsontree.Arena
		_, err := arena.Parse([]byte(text))
		if err == nil || err.Error() != want {
			t.Errorf("%.80s: %v, not %s", text, err, want)
		}
	}
}

// unmarshal is json.Unmarshal that leaves numbers of any size as they are.
func unmarshal(text []byte, value *any) error {
	if !json.Valid(text) {
		return errors.New("not JSON")
	}
	decoder := json.NewDecoder(bytes.NewReader(text))
	decoder.UseNumber()
	return decoder.Decode(value)
}

// encoding/json accepts the same texts, apart from names that stand twice, and reads the same values.
func TestAgreesWithEncodingJSON(t *testing.T) {
	random := rand.New(rand.NewPCG(1, 2))
	pieces := []string{`{`, `}`, `[`, `]`, `,`, `:`, `"a"`, `"b"`, `"\n"`, `"é"`, `1`, `-1.5e3`, `true`, `null`, ` `, `0`, `"`}
	var arena jsontree.Arena
	accepted := 0
	for range 200_000 {
		var text strings.Builder
		for range 1 + random.IntN(9) {
			text.WriteString(pieces[random.IntN(len(pieces))])
		}
		arena.Reset()
		tree, err := arena.Parse([]byte(text.String()))
		var value, again any
		reference := unmarshal([]byte(text.String()), &value)
		if err != nil && strings.HasSuffix(err.Error(), "each name once") {
			continue
		}
		if (err == nil) != (reference == nil) {
			t.Fatalf("%s: %v, encoding/json: %v", text.String(), err, reference)
		}
		if err != nil {
			continue
		}
		accepted++
		if unmarshal(tree.AppendTo(nil), &again) != nil {
			t.Fatalf("%s became %s", text.String(), tree.AppendTo(nil))
		}
		want, _ := json.Marshal(value)
		if got, _ := json.Marshal(again); string(got) != string(want) {
			t.Fatalf("%s became %s", want, got)
		}
	}
	if accepted < 1000 {
		t.Errorf("only %d texts were JSON", accepted)
	}
}

func TestHostileInputTakesLinearTime(t *testing.T) {
	const n = 200_000
	var names strings.Builder
	for i := range n {
		names.WriteString(`,"` + strings.Repeat("z", i%7) + string(rune('a'+i%26)) + strings.Repeat("y", i%31) + `":0`)
	}
	for what, text := range map[string]string{
		"names backwards": `{"~":0` + names.String() + `}`,
		"brackets":        strings.Repeat("[", 4_000_000),
		"open strings":    strings.Repeat(`"\n`, 1_000_000),
		"escapes":         `"` + strings.Repeat(`\u00e9`, 1_000_000) + `"`,
		"many escaped":    `[` + strings.Repeat(`"\n",`, n) + `1]`,
		"values":          `[` + strings.Repeat(`0,`, 4_000_000) + `0]`,
	} {
		var arena jsontree.Arena
		start := time.Now()
		_, err := arena.Parse([]byte(text))
		if took := time.Since(start); took > 5*time.Second {
			t.Errorf("%s took %v (%v)", what, took, err)
		}
	}
}

func TestEdits(t *testing.T) {
	var arena jsontree.Arena
	object, _ := arena.Parse([]byte(`{"b":1,"d":2}`))
	object.Set("c", arena.NewString("x\"y"))
	object.Set("a", arena.NewArray(arena.NewBool(true), nil, arena.NewBool(false)))
	object.Set("e", arena.NewObject())
	object.Set("e", arena.NewNumber("7.0"))
	object.Set("b", arena.NewNumber("3"))
	object.Set("f", nil)
	if object.SetDefault("d", arena.NewNumber("9")) {
		t.Error("SetDefault replaced a member")
	}
	const want = `{"a":[true,false],"b":3,"c":"x\"y","d":2,"e":7.0}`
	if got := string(object.AppendTo(nil)); got != want {
		t.Errorf("%s, not %s", got, want)
	}
	if clone := arena.Clone(object); !jsontree.Equal(clone, object) || string(clone.AppendTo(nil)) != want {
		t.Error("a clone differs")
	}
}

func TestAnArenaIsUsedAgain(t *testing.T) {
	var arena jsontree.Arena
	text := []byte(`{"entry":[{"a":"\n"},{"b":[1,2,3]}]}`)
	parse := func() {
		arena.Reset()
		if _, err := arena.Parse(text); err != nil {
			t.Fatal(err)
		}
	}
	parse()
	if allocations := testing.AllocsPerRun(100, parse); allocations > 0 {
		t.Errorf("%v allocations on a used arena", allocations)
	}
}
