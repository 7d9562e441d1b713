package workload

import "unsafe"

const (
	shortest = 3
	longest  = 18
)

// numberEnd returns where the number that begins at a place ends.
func numberEnd(text []byte, at int) int {
	for at < len(text) && (isDigit(text[at]) || isJoint(text, at)) {
		at++
	}
	return at
}

// isJoint tells whether a separator with a digit behind it is at a place.
func isJoint(text []byte, at int) bool {
	if at+1 >= len(text) {
		return false
	}
	switch text[at] {
	case '.', '-', '/':
		return isDigit(text[at+1])
	}
	return false
}

func endsFree(text []byte, end int) bool {
	return end == len(text) || !isWord(text[end]) && text[end] != '@'
}

// findNumber says what a number is, when it stands free. What introduces it reaches no further back than done.
func findNumber(text []byte, start, end, done int) (finding, bool) {
	startsFree := start == 0 || !isWord(text[start-1])
	if end-start < shortest || end-start > longest || !startsFree || !endsFree(text, end) {
		return finding{}, false
	}
	// Arrays, as TinyGo allocates what append may let grow.
	var shape, values [longest]byte
	count := 0
	for i, char := range text[start:end] {
		if isDigit(char) {
			values[count] = char - '0'
			count++
			char = '9'
		}
		shape[i] = char
	}
	digits := values[:count]
	switch unsafe.String(&shape[0], end-start) { // a conversion would copy
	case "999.999.999-99":
		return finding{start, end, "[CPF]"}, isCPF(digits)
	case "99999999999":
		if isCPF(digits) {
			return finding{start, end, "[CPF]"}, true
		}
		return finding{start, end, "[PHONE]"}, isTelephone(digits)
	case "99.999.999/9999-99", "99999999999999":
		return finding{start, end, "[CNPJ]"}, isCNPJ(digits)
	case "999999999999999":
		return finding{start, end, "[CNS]"}, isCNS(digits)
	case "999":
		return findGroupedCNS(text, start)
	case "99/99/9999", "99-99-9999", "99.99.9999":
		return finding{start, end, "[DATE]"}, isDay(digits[4:], digits[2:4], digits[:2])
	case "9999-99-99":
		return finding{start, end, "[DATE]"}, isDay(digits[:4], digits[4:6], digits[6:])
	case "99999-999", "99.999-999":
		return finding{start, end, "[CEP]"}, true
	case "9999999999":
		return finding{start, end, "[PHONE]"}, isTelephone(digits)
	case "9999999999999", "999999999999":
		isInternational := start > done && text[start-1] == '+' && digits[0] == 5 && digits[1] == 5
		return finding{start - 1, end, "[PHONE]"}, isInternational && isTelephone(digits[2:])
	case "99999-9999", "9999-9999":
		return finding{introduction(text, start, done), end, "[PHONE]"}, isSubscriber(digits)
	}
	return finding{}, false
}

// findGroupedCNS looks for three digits and, behind them, three times a space and four more.
func findGroupedCNS(text []byte, start int) (finding, bool) {
	const shape = "999 9999 9999 9999"
	if len(text)-start < len(shape) {
		return finding{}, false
	}
	end := start + len(shape)
	var values [15]byte
	count := 0
	for i, char := range text[start:end] {
		switch {
		case shape[i] == ' ' && char == ' ':
		case shape[i] == '9' && isDigit(char):
			values[count] = char - '0'
			count++
		default:
			return finding{}, false
		}
	}
	isWhole := endsFree(text, end) && !isJoint(text, end)
	return finding{start, end, "[CNS]"}, isWhole && isCNS(values[:])
}
