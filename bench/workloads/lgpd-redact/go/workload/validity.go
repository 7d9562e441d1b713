package workload

// The weights of the last digit; those of the one before are the same without the first.
var (
	weightsOfCPF  = [...]byte{11, 10, 9, 8, 7, 6, 5, 4, 3, 2}
	weightsOfCNPJ = [...]byte{6, 5, 4, 3, 2, 9, 8, 7, 6, 5, 4, 3, 2}
	weightsOfCNS  = [...]byte{15, 14, 13, 12, 11, 10, 9, 8, 7, 6, 5, 4, 3, 2, 1}
)

// Digits are numbers from 0 to 9.

func isCPF(digits []byte) bool { return hasCheckDigits(digits, weightsOfCPF[:]) }

func isCNPJ(digits []byte) bool { return hasCheckDigits(digits, weightsOfCNPJ[:]) }

func isCNS(digits []byte) bool {
	switch digits[0] {
	case 1, 2, 7, 8, 9:
		return sum(digits, weightsOfCNS[:])%11 == 0
	}
	return false
}

func hasCheckDigits(digits, weights []byte) bool {
	allEqual := true
	for _, digit := range digits {
		allEqual = allEqual && digit == digits[0]
	}
	stem := len(digits) - 2
	return !allEqual &&
		digits[stem] == modulo11(sum(digits[:stem], weights[1:])) &&
		digits[stem+1] == modulo11(sum(digits[:stem+1], weights))
}

func sum(digits, weights []byte) uint {
	total := uint(0)
	for i, digit := range digits {
		total += uint(digit) * uint(weights[i])
	}
	return total
}

// modulo11 is 0 for a remainder of 0 or 1, for any other what is missing to 11.
func modulo11(sum uint) byte {
	remainder := byte(sum % 11)
	if remainder < 2 {
		return 0
	}
	return 11 - remainder
}

var daysOf = [...]uint{1: 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31}

// isDay tells whether there is such a day in the Gregorian calendar of 1900 to 2099.
func isDay(yearDigits, monthDigits, dayDigits []byte) bool {
	year, month, day := value(yearDigits), value(monthDigits), value(dayDigits)
	if year < 1900 || year > 2099 || month > 12 {
		return false
	}
	last := daysOf[month]
	if month == 2 && year%4 == 0 && year != 1900 {
		last++
	}
	return day >= 1 && day <= last
}

func value(digits []byte) uint {
	value := uint(0)
	for _, digit := range digits {
		value = value*10 + uint(digit)
	}
	return value
}
