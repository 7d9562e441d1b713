// Package scan finds the few bytes of a text that mean something, with TinyGo 64 at a time: WebAssembly's vectors make nothing of a
// loop over single bytes by themselves.
//
//	from := 0
//	stops := delimiters.Positions(text)
//	for at := stops.Next(); at < len(text); at = stops.Next() {
//		take(text[from:at])
//		from = at + 1
//	}
package scan

// Set is a set of ASCII characters.
type Set struct {
	// rows holds, by the low four bits of a byte, a bit for each row of ASCII with a member.
	rows [16]byte
	has  [256]bool
}

// Of returns the set of these characters, which have to be ASCII.
func Of(members string) *Set {
	set := &Set{}
	for i := range len(members) {
		set.Add(members[i])
	}
	return set
}

// Add adds a character, which has to be ASCII.
func (s *Set) Add(member byte) {
	if member >= 0x80 {
		panic("scan: a member that is not ASCII")
	}
	s.rows[member&15] |= 1 << (member >> 4)
	s.has[member] = true
}

// Has tells whether a byte is a member.
func (s *Set) Has(char byte) bool { return s.has[char] }
