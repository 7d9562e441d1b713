package json

import (
	"math"
	"strconv"
)

// Number writes a number as ECMAScript's Number::toString does (RFC 8785, section 3.2.2.3).
func (w *Writer) Number(value float64) {
	if math.IsNaN(value) || math.IsInf(value, 0) {
		w.Fail("expected a finite number")
		return
	}
	w.buffer = appendNumber(w.buffer, value)
}

// Integer writes a whole number, which has to be within ±(2^53 - 1).
func (w *Writer) Integer(value int64) {
	if value < -maxSafeInteger || value > maxSafeInteger {
		w.Fail("expected an integer")
		return
	}
	w.buffer = strconv.AppendInt(w.buffer, value, 10)
}

func appendNumber(buffer []byte, value float64) []byte {
	// Also makes 0 of -0.
	if whole := int64(value); math.Abs(value) <= maxSafeInteger && float64(whole) == value {
		return strconv.AppendInt(buffer, whole, 10)
	}
	if count, whole := millionths(math.Abs(value)); whole {
		return appendMillionths(buffer, count, value < 0)
	}
	if size := math.Abs(value); size >= 1e-6 && size < 1e21 {
		return strconv.AppendFloat(buffer, value, 'f', -1, 64)
	}
	buffer = strconv.AppendFloat(buffer, value, 'e', -1, 64)
	// strconv writes two digits of the exponent at least, ECMAScript one: 1e-07 is 1e-7.
	if last := len(buffer) - 1; buffer[last-1] == '0' && (buffer[last-2] == '-' || buffer[last-2] == '+') {
		buffer[last-1] = buffer[last]
		buffer = buffer[:last]
	}
	return buffer
}

const million = 1_000_000

// millionths says how many millionths a number is, which most measured values are a whole number of. Such a number has at
// most 15 digits; binary64 tells all of those apart, so no shorter ones stand for the same value.
func millionths(magnitude float64) (count uint64, whole bool) {
	if magnitude < 1e-6 || magnitude >= 1e9 {
		return 0, false
	}
	count = uint64(magnitude*million + 0.5)
	return count, float64(count)/million == magnitude
}

func appendMillionths(buffer []byte, count uint64, negative bool) []byte {
	if negative {
		buffer = append(buffer, '-')
	}
	buffer = strconv.AppendUint(buffer, count/million, 10)
	buffer = append(buffer, '.')
	for rest := uint32(count % million); rest != 0; rest = rest * 10 % million {
		buffer = append(buffer, byte('0'+rest*10/million))
	}
	return buffer
}
