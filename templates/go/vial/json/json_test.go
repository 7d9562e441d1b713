package json

import (
	"math"
	"math/rand/v2"
	"slices"
	"strconv"
	"strings"
	"testing"
)

type float float64

func (f *float) ReadJSON(r *Reader)  { *f = float(r.Number()) }
func (f *float) WriteJSON(w *Writer) { w.Number(float64(*f)) }

type text string

func (t *text) ReadJSON(r *Reader)  { *t = text(r.String()) }
func (t *text) WriteJSON(w *Writer) { w.String(string(*t)) }

func TestNumbersAreWrittenAsECMAScriptDoes(t *testing.T) {
	// RFC 8785, appendix B, and the borders between the notations.
	for bits, want := range map[uint64]string{
		0x0000000000000000: "0",
		0x8000000000000000: "0",
		0x0000000000000001: "5e-324",
		0x8000000000000001: "-5e-324",
		0x7fefffffffffffff: "1.7976931348623157e+308",
		0x4340000000000000: "9007199254740992",
		0xc340000000000000: "-9007199254740992",
		0x4430000000000000: "295147905179352830000",
		0x44b52d02c7e14af5: "9.999999999999997e+22",
		0x44b52d02c7e14af6: "1e+23",
		0x44b52d02c7e14af7: "1.0000000000000001e+23",
		0x444b1ae4d6e2ef4e: "999999999999999700000",
		0x444b1ae4d6e2ef4f: "999999999999999900000",
		0x444b1ae4d6e2ef50: "1e+21",
		0x3eb0c6f7a0b5ed8c: "9.999999999999997e-7",
		0x3eb0c6f7a0b5ed8d: "0.000001",
		0x41b3de4355555553: "333333333.3333332",
		0x41b3de4355555557: "333333333.33333343",
		0xbecbf647612f3696: "-0.0000033333333333333333",
		0x43143ff3c1cb0959: "1424953923781206.2",
	} {
		value := float(math.Float64frombits(bits))
		if got, err := Marshal(&value); err != nil || string(got) != want {
			t.Errorf("%016x: got %s and error %v, want %s", bits, got, err, want)
		}
	}
	for _, value := range []float{float(math.NaN()), float(math.Inf(-1))} {
		if _, err := Marshal(&value); err == nil || err.Error() != ": expected a finite number" {
			t.Errorf("%v: got error %v", value, err)
		}
	}
}

func TestDecimalsAreWrittenAsTheyAre(t *testing.T) {
	for range 100_000 {
		digits := rand.Int64N(2_000_000_000_000_000) >> rand.IntN(50)
		value := float(float64(digits) / math.Pow10(rand.IntN(9)))
		if rand.IntN(2) == 0 {
			value = -value
		}
		// Less is written with an exponent, but for 0.
		if math.Abs(float64(value)) < 1e-6 {
			continue
		}
		want := strconv.FormatFloat(float64(value), 'f', -1, 64)
		if got, err := Marshal(&value); err != nil || string(got) != want {
			t.Fatalf("%x: got %s and error %v, want %s", math.Float64bits(float64(value)), got, err, want)
		}
	}
}

func TestNumbersAreReadExactly(t *testing.T) {
	documents := []string{
		"0", "-0", "0.0", "1", "-12.5e-3", "1E+2", "123456789012345", "1234567890123456789", "0.1", "1e22", "1e23", "9007199254740993",
		"2.2250738585072011e-308", "4.9e-324", "2.4e-324", "1e-400", "0e999999999999", "179769313486231570e291", "0.000000000000000000001",
		"0." + strings.Repeat("0", 400) + "1", strings.Repeat("9", 300), "1" + strings.Repeat("0", 400) + "e-400",
	}
	generator := rand.New(rand.NewPCG(1, 2))
	for range 20_000 {
		value := math.Float64frombits(generator.Uint64())
		if !math.IsNaN(value) && !math.IsInf(value, 0) {
			documents = append(documents, strconv.FormatFloat(value, 'g', 1+generator.IntN(25), 64))
		}
	}
	for _, document := range documents {
		var got float
		want, _ := strconv.ParseFloat(document, 64)
		if math.IsInf(want, 0) {
			continue
		}
		if err := Unmarshal([]byte(document), &got); err != nil || math.Float64bits(float64(got)) != math.Float64bits(want) {
			t.Errorf("%s: got %v and error %v, want %v", document, got, err, want)
		}
	}
	for _, document := range []string{"", "+1", "01", "-", "1.", ".1", "1e", "1e+", "0x1", "Infinity", "NaN", "1e309", "1_0", "--1", "1 2"} {
		var got float
		if err := Unmarshal([]byte(document), &got); err == nil {
			t.Errorf("%q was read as %v", document, got)
		}
	}
}

func TestIntegers(t *testing.T) {
	for document, want := range map[string]int64{"1.0": 1, "1e2": 100, "-9007199254740991": -9007199254740991, "-0": 0} {
		r := Reader{data: []byte(document)}
		if got := r.Integer(); r.err != nil || got != want {
			t.Errorf("%s: got %d and error %v", document, got, r.err)
		}
	}
	for _, document := range []string{"1.5", "9007199254740992", "1e300"} {
		r := Reader{data: []byte(document)}
		if got := r.Integer(); r.err == nil {
			t.Errorf("%s was read as %d", document, got)
		}
	}
	r := Reader{data: []byte("2147483648")}
	if got := r.Int32(); r.err == nil {
		t.Errorf("2^31 was read as %d", got)
	}
}

func TestStrings(t *testing.T) {
	for document, want := range map[string]string{
		`"\u0000\u001F\b\f\n\r\t\"\\\/"`: "\x00\x1f\b\f\n\r\t\"\\/",
		`"\uD83d\ude00 \u2028é"`:         "😀 \u2028é",
		`""`:                             "",
	} {
		var got text
		if err := Unmarshal([]byte(document), &got); err != nil || string(got) != want {
			t.Errorf("%s: got %q and error %v", document, got, err)
		}
	}
	for _, document := range []string{
		`"`, `"\`, `"\x"`, `"\u12"`, `"\u12g4"`, `"\ud800"`, `"\udc00"`, `"\ud800\u0041"`, "\"\n\"", "\"\xff\"", "\"\xed\xa0\x80\"", "\"\xc0\x80\"", `'a'`,
	} {
		var got text
		if err := Unmarshal([]byte(document), &got); err == nil {
			t.Errorf("%q was read as %q", document, got)
		}
	}
	value := text("\x00\x1f\x7f\b\f\n\r\t\"\\/<>&\u2028é😀")
	want := "\"\\u0000\\u001f\x7f\\b\\f\\n\\r\\t\\\"\\\\/<>&\u2028é😀\""
	if got, err := Marshal(&value); err != nil || string(got) != want {
		t.Errorf("got %s and error %v, want %s", got, err, want)
	}
	value = "\xff"
	if _, err := Marshal(&value); err == nil || err.Error() != ": expected UTF-8" {
		t.Errorf("got error %v", err)
	}
}

func TestRawTakesAnyValueAndNothingElse(t *testing.T) {
	for _, document := range []string{`{"a":[1,{"b":null}],"c":"\n"}`, "[]", "{}", "true", `[ 1 , 2 ]`} {
		var got Raw
		if err := Unmarshal([]byte(" "+document+"\n"), &got); err != nil || string(got) != document {
			t.Errorf("%s: got %s and error %v", document, got, err)
		}
	}
	for _, document := range []string{
		"", "[", "[1", "[1,", "[1,]", "[1 2]", "[,1]", "]", "{", `{"a"`, `{"a":`, `{"a":1`, `{"a":1,`, `{"a":1,}`, `{"a" 1}`, `{a:1}`, `{1:1}`, "nul",
		"nulL", "truefalse", "[]]", "{}{}", "\x00", "1\x00", "\ufeff1", `{"a":1 "b":2}`, `["a":1]`, `{"a","b"}`,
	} {
		var got Raw
		if err := Unmarshal([]byte(document), &got); err == nil {
			t.Errorf("%q was read as %s", document, got)
		}
	}
}

func TestRawIsWrittenCanonically(t *testing.T) {
	for document, want := range map[Raw]string{
		` { "b" : [ 1.50 , -0, true, false, null ] , "a" : "\u0041\/" } `: `{"a":"A/","b":[1.5,0,true,false,null]}`,
		`{"😀":1,"\ufb33":{"y":1,"x":2},"":3}`:                             `{"":3,"😀":1,"` + "\ufb33" + `":{"x":2,"y":1}}`,
		`{"b":1,"a":2,"b":{"c":3},"a":4}`:                                 `{"a":4,"b":{"c":3}}`,
		`[{},[],[{"a":1}]]`:                                               `[{},[],[{"a":1}]]`,
	} {
		if got, err := Marshal(&document); err != nil || string(got) != want {
			t.Errorf("%s: got %s and error %v, want %s", document, got, err, want)
		}
	}
	for _, document := range []Raw{"", "[1", "{}x", "tru"} {
		if got, err := Marshal(&document); err == nil || err.Error() != ": expected JSON" {
			t.Errorf("%q: got %s and error %v", document, got, err)
		}
	}
}

func TestNesting(t *testing.T) {
	var got Raw
	if err := Unmarshal([]byte(strings.Repeat("[", MaxDepth)+strings.Repeat("]", MaxDepth)), &got); err != nil {
		t.Error(err)
	}
	err := Unmarshal([]byte(strings.Repeat("[", 1_000_000)), &got)
	if want := strings.Repeat("/0", MaxDepth) + ": expected at most 512 levels"; err == nil || err.Error() != want {
		t.Errorf("got error %v", err)
	}
}

type patient struct {
	Name string
	Tags map[string]float64
}

func (p *patient) ReadJSON(r *Reader) {
	*p = patient{}
	var has [1]bool
	for r.Object(); r.Member(); {
		switch r.Key() {
		case "name":
			has[0] = true
			p.Name = r.String()
		case "ta/gs":
			p.Tags = map[string]float64{}
			for r.Object(); r.Member(); {
				key := r.Name()
				p.Tags[key] = r.Number()
			}
		default:
			r.Unknown()
		}
	}
	r.Require(has[0], "name")
}

func TestErrorsSayWhere(t *testing.T) {
	for document, want := range map[string]string{
		`[]`:                                  ": expected an object",
		`{"name":1}`:                          "/name: expected a string",
		`{}`:                                  "/name: expected a value",
		`{"Name":"a","name":"b"}`:             "/Name: expected no such member",
		`{"name":"a","ta/gs":{"~":1,"":"x"}}`: "/ta~1gs/: expected a number",
		`{"name":"a","ta/gs":{"~":[]}}`:       "/ta~1gs/~0: expected a number",
		`{"name":"a","ta\/gs":{"\u0041":{}}}`: "/ta~1gs/A: expected a number",
		`{"name":"a" "b":1}`:                  `: expected "," or "}"`,
		`{"name":"a",}`:                       ": expected a member",
		`{"name"}`:                            `: expected ":"`,
		`{"name":"a"}x`:                       ": expected one value",
	} {
		var got patient
		if err := Unmarshal([]byte(document), &got); err == nil || err.Error() != want {
			t.Errorf("%s: got error %v, want %s", document, err, want)
		}
	}
	var got patient
	err := Unmarshal([]byte(`{"n\u0061me":"a","ta/gs":{"x":1},"name":"b","ta/gs":{"y":2}}`), &got)
	if err != nil || got.Name != "b" || len(got.Tags) != 1 || got.Tags["y"] != 2 {
		t.Errorf("of members of one name the last one counts: got %+v and error %v", got, err)
	}
}

func TestWriterSaysWhere(t *testing.T) {
	var w Writer
	w.Object()
	w.Member("a/b")
	w.Array()
	w.Element()
	w.Number(1)
	w.Element()
	w.Enum("x", "y", "z")
	if w.err == nil || w.err.Error() != `/a~1b/1: expected one of "y", "z"` {
		t.Errorf("got error %v", w.err)
	}
}

func TestKeysAreSortedByUTF16(t *testing.T) {
	// RFC 8785, section 3.2.3, and a prefix.
	want := []string{"", "\r", "1", "11", "\u0080", "ö", "€", "😀", "\ufb33"}
	members := map[string]bool{}
	for _, key := range want {
		members[key] = true
	}
	if got := SortedKeys(members); !slices.Equal(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
}
