package primitive

import (
	"encoding/binary"
	"math/bits"
)

// namespace of the UUIDs made here, itself a random one.
var namespace = [16]byte{0x5e, 0x0c, 0x9f, 0x1d, 0x4b, 0x7a, 0x4c, 0x53, 0x9d, 0x21, 0x6f, 0x3e, 0x88, 0x10, 0xb2, 0xc4}

// UUIDURN is a name-based UUID (RFC 9562, version 5) as a URN: the same name, given in parts, always gets the same one.
func UUIDURN(name ...string) string {
	const hex = "0123456789abcdef"
	hash := newSHA1()
	for _, b := range namespace {
		hash.write(b)
	}
	for _, part := range name {
		for i := range len(part) {
			hash.write(part[i])
		}
	}
	digest := hash.sum()
	digest[6] = digest[6]&0x0f | 0x50
	digest[8] = digest[8]&0x3f | 0x80
	urn := append(make([]byte, 0, 45), "urn:uuid:"...)
	for i, b := range digest[:16] {
		if i == 4 || i == 6 || i == 8 || i == 10 {
			urn = append(urn, '-')
		}
		urn = append(urn, hex[b>>4], hex[b&15])
	}
	return string(urn)
}

// sha1 is FIPS 180-4's SHA-1. UUIDs ask for it, nothing secret depends on it, and crypto/sha1 would bring far more into
// the module than these lines.
type sha1 struct {
	state  [5]uint32
	block  [64]byte
	length uint64
}

func newSHA1() sha1 {
	return sha1{state: [5]uint32{0x67452301, 0xefcdab89, 0x98badcfe, 0x10325476, 0xc3d2e1f0}}
}

func (s *sha1) write(b byte) {
	at := s.length % 64
	s.block[at] = b
	if s.length++; at == 63 {
		s.state = sha1Block(s.state, s.block[:])
	}
}

// sum pads the message, and ends the hash.
func (s *sha1) sum() (digest [20]byte) {
	bitLength := s.length * 8
	s.write(0x80)
	for s.length%64 != 56 {
		s.write(0)
	}
	for shift := 56; shift >= 0; shift -= 8 {
		s.write(byte(bitLength >> shift))
	}
	for i, word := range s.state {
		binary.BigEndian.PutUint32(digest[4*i:], word)
	}
	return digest
}

func sha1Block(state [5]uint32, block []byte) [5]uint32 {
	var w [80]uint32
	for i := range w {
		if i < 16 {
			w[i] = binary.BigEndian.Uint32(block[4*i:])
		} else {
			w[i] = bits.RotateLeft32(w[i-3]^w[i-8]^w[i-14]^w[i-16], 1)
		}
	}
	a, b, c, d, e := state[0], state[1], state[2], state[3], state[4]
	for i := range w {
		var f, k uint32
		switch i / 20 {
		case 0:
			f, k = b&c|^b&d, 0x5a827999
		case 1:
			f, k = b^c^d, 0x6ed9eba1
		case 2:
			f, k = b&c|b&d|c&d, 0x8f1bbcdc
		default:
			f, k = b^c^d, 0xca62c1d6
		}
		a, b, c, d, e = bits.RotateLeft32(a, 5)+f+e+k+w[i], a, bits.RotateLeft32(b, 30), c, d
	}
	return [5]uint32{state[0] + a, state[1] + b, state[2] + c, state[3] + d, state[4] + e}
}
