package scan_test

import (
	"math/rand"
	"slices"
	"testing"

	"vial.example/vial/scan"
)

func positions(set *scan.Set, text []byte, skip func(at int) int) (found []int) {
	stops := set.Positions(text)
	for at := stops.Next(); at < len(text); at = stops.Next() {
		found = append(found, at)
		stops.SkipTo(skip(at))
	}
	return found
}

func TestPositionsAreThoseOfALoop(t *testing.T) {
	random := rand.New(rand.NewSource(1))
	for _, members := range []string{"", "@", "0123456789@", "|^~\\&\r\n\"", "\x00\x1f\x7f"} {
		set := scan.Of(members)
		for length := range 300 {
			text := make([]byte, length)
			for i := range text {
				text[i] = byte(random.Intn(256))
				if random.Intn(20) == 0 && members != "" {
					text[i] = members[random.Intn(len(members))]
				}
			}
			for _, step := range []int{0, 1, 5, 63, 64, 130} {
				skip := func(at int) int { return min(at+step, length) }
				want := []int(nil)
				next := 0
				for at, char := range text {
					if at >= next && set.Has(char) {
						want = append(want, at)
						next = skip(at)
					}
				}
				if got := positions(set, text, skip); !slices.Equal(got, want) {
					t.Fatalf("%q, length %d, step %d: got %v, want %v", members, length, step, got, want)
				}
			}
		}
	}
}

func TestMembersAreASCII(t *testing.T) {
	defer func() {
		if recover() == nil {
			t.Error("a member that is not ASCII was taken")
		}
	}()
	scan.Of("\x80")
}
