package primitive

import "math/bits"

// Scale multiplies a decimal, as JSON writes it, by numerator/denominator and rounds half up to places digits behind the
// point, exactly: there is no binary floating point in it. It does not take exponents or more than fifteen digits.
func Scale(text string, numerator, denominator uint64, places int) (scaled string, ok bool) {
	mantissa, behindPoint, negative, ok := mantissa(text)
	if !ok {
		return "", false
	}
	high, low := bits.Mul64(mantissa, numerator*powerOfTen(places))
	divisor := denominator * powerOfTen(behindPoint)
	low, carry := bits.Add64(low, divisor/2, 0)
	if high += carry; high >= divisor {
		return "", false
	}
	quotient, _ := bits.Div64(high, low, divisor)
	return decimal(quotient, places, negative), true
}

func mantissa(text string) (mantissa uint64, behindPoint int, negative, ok bool) {
	if len(text) > 0 && text[0] == '-' {
		negative, text = true, text[1:]
	}
	point := false
	for i := range len(text) {
		switch c := text[i]; {
		case c == '.':
			point = true
			continue
		case c < '0' || c > '9':
			return 0, 0, false, false
		default:
			mantissa = mantissa*10 + uint64(c-'0')
		}
		if point {
			behindPoint++
		}
	}
	// Nine digits behind the point times the largest denominator still fit into 64 bits.
	return mantissa, behindPoint, negative, len(text) > 0 && len(text) <= 15 && behindPoint <= 9
}

func powerOfTen(n int) uint64 {
	power := uint64(1)
	for range n {
		power *= 10
	}
	return power
}

func decimal(value uint64, places int, negative bool) string {
	var buffer [24]byte
	at := len(buffer)
	for written := 0; written <= places || value > 0; written++ {
		if written == places && places > 0 {
			at--
			buffer[at] = '.'
		}
		at--
		buffer[at] = byte('0' + value%10)
		value /= 10
	}
	if negative {
		at--
		buffer[at] = '-'
	}
	return string(buffer[at:])
}
