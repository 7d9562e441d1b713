package json

import (
	"math"
	"strconv"
	"unsafe"
)

// maxSafeInteger is the largest whole number up to which binary64 holds every one.
const maxSafeInteger = 1<<53 - 1

var powersOfTen = [...]float64{
	1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11,
	1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19, 1e20, 1e21, 1e22,
}

// Number reads a number, rounded to the nearest binary64.
func (r *Reader) Number() float64 {
	r.peek()
	literal, valid := r.number()
	if !valid {
		r.Fail("expected a number")
		return 0
	}
	if value, exact := literal.exact(); exact {
		return value
	}
	value, err := strconv.ParseFloat(unsafe.String(unsafe.SliceData(literal.text), len(literal.text)), 64)
	if err != nil {
		r.Fail("expected a number within binary64")
		return 0
	}
	return value
}

// Integer reads a whole number within ±(2^53 - 1). `1.0` and `1e2` are whole numbers.
func (r *Reader) Integer() int64 { return int64(r.whole(-maxSafeInteger, maxSafeInteger)) }

// Int32 reads a whole number of 32 bits.
func (r *Reader) Int32() int32 { return int32(r.whole(math.MinInt32, math.MaxInt32)) }

func (r *Reader) whole(low, high float64) float64 {
	value := r.Number()
	if value < low || value > high || value != math.Trunc(value) {
		r.Fail("expected an integer")
		return 0
	}
	return value
}

// numeral is a number's text and, while they are few, its digits.
type numeral struct {
	text     []byte
	negative bool
	// digits without the point; too many for the fast path are not counted to their end.
	digits      uint64
	significant int
	exponent    int
}

// exact is the value if one multiplication or division of exact operands makes it, which then rounds correctly.
func (n numeral) exact() (value float64, exact bool) {
	if n.significant > 15 || n.exponent < -22 || n.exponent > 22 {
		return 0, false
	}
	value = float64(n.digits)
	if n.exponent < 0 {
		value /= powersOfTen[-n.exponent]
	} else {
		value *= powersOfTen[n.exponent]
	}
	if n.negative {
		value = -value
	}
	return value, true
}

// number scans a number (RFC 8259, section 6).
func (r *Reader) number() (n numeral, valid bool) {
	if r.err != nil {
		return n, false
	}
	data, at := r.data, r.at
	if at < len(data) && data[at] == '-' {
		n.negative = true
		at++
	}
	leading := at
	at = n.scan(data, at)
	if at == leading || data[leading] == '0' && at > leading+1 {
		return n, false
	}
	if at < len(data) && data[at] == '.' {
		point := at + 1
		at = n.scan(data, point)
		if at == point {
			return n, false
		}
		n.exponent = point - at
	}
	if at < len(data) && data[at]|0x20 == 'e' {
		var exponent int
		if exponent, at, valid = scanExponent(data, at+1); !valid {
			return n, false
		}
		n.exponent += exponent
	}
	n.text = data[r.at:at]
	r.at = at
	return n, true
}

// scan takes in a run of digits and returns the index past it.
func (n *numeral) scan(data []byte, at int) int {
	for ; at < len(data) && data[at]-'0' <= 9; at++ {
		if n.significant > 0 || data[at] != '0' {
			n.significant++
		}
		n.digits = n.digits*10 + uint64(data[at]-'0')
	}
	return at
}

func scanExponent(data []byte, at int) (exponent, end int, valid bool) {
	negative := false
	if at < len(data) && (data[at] == '+' || data[at] == '-') {
		negative = data[at] == '-'
		at++
	}
	start := at
	for ; at < len(data) && data[at]-'0' <= 9; at++ {
		// Past this the number is 0 or infinite, whatever its digits: a document has at most 16 MiB of them.
		if exponent < 1_000_000_000/10 {
			exponent = exponent*10 + int(data[at]-'0')
		}
	}
	if negative {
		exponent = -exponent
	}
	return exponent, at, at > start
}
