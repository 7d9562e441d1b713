package workload

import "bytes"

// areas holds the units that area codes have, by their tens, a bit for each.
var areas = [10]uint16{0, 0x3fe, 0x196, 0x1be, 0x3fe, 0x3a, 0x3fe, 0x2ba, 0x3fe, 0x3fe}

func isArea(tens, units byte) bool { return tens < 10 && units < 10 && areas[tens]>>units&1 == 1 }

func isSubscriber(digits []byte) bool {
	return len(digits) == 9 && digits[0] == 9 || len(digits) == 8 && digits[0] >= 2 && digits[0] <= 5
}

func isTelephone(digits []byte) bool { return isArea(digits[0], digits[1]) && isSubscriber(digits[2:]) }

var country, spacedCountry = []byte("+55"), []byte("+55 ")

// introduction returns where what introduces the subscriber's number at start begins; start where nothing does.
func introduction(text []byte, start, done int) int {
	at := start
	isSpaced := at > done && text[at-1] == ' '
	if isSpaced {
		at--
	}
	switch {
	case at-done >= 4 && text[at-1] == ')' && text[at-4] == '(' && isArea(text[at-3]-'0', text[at-2]-'0'):
		at -= 4
	case isSpaced && at-done >= 2 && isArea(text[at-2]-'0', text[at-1]-'0') && (at == 2 || !isWord(text[at-3])):
		at -= 2
	default:
		return start
	}
	if bytes.HasSuffix(text[done:at], spacedCountry) {
		return at - len(spacedCountry)
	}
	if bytes.HasSuffix(text[done:at], country) {
		return at - len(country)
	}
	return at
}
