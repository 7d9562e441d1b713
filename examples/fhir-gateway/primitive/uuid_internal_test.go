package primitive

import (
	reference "crypto/sha1"
	"strings"
	"testing"
)

func TestSHA1AgreesWithTheStandardLibrary(t *testing.T) {
	for length := range 200 {
		message := []byte(strings.Repeat("é", length))
		hash := newSHA1()
		for _, b := range message {
			hash.write(b)
		}
		if hash.sum() != reference.Sum(message) {
			t.Fatalf("at length %d", len(message))
		}
	}
}

func TestUUIDURN(t *testing.T) {
	urn := UUIDURN("x")
	if len(urn) != 45 || urn[23] != '5' || !strings.ContainsRune("89ab", rune(urn[28])) || urn != UUIDURN("x") || urn == UUIDURN("y") {
		t.Error(urn)
	}
}
