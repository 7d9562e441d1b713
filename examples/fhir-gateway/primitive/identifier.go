package primitive

// Systems of the two numbers that nearly every person in Brazil has.
const (
	CPF = "https://saude.gov.br/fhir/sid/cpf"
	CNS = "https://saude.gov.br/fhir/sid/cns"
)

// Digits is the number without the dots, hyphens, slashes and spaces people write into it; text that holds anything
// else comes back as it is.
func Digits(text string) string {
	if allDigits(text) {
		return text
	}
	kept := make([]byte, 0, 16)
	for i := range len(text) {
		switch c := text[i]; {
		case '0' <= c && c <= '9':
			kept = append(kept, c)
		case c != '.' && c != '-' && c != '/' && c != ' ':
			return text
		}
	}
	return string(kept)
}

// IsCPF checks a taxpayer number of the Receita Federal: eleven digits, the last two of which are check digits modulo
// 11 over those before them. A digit eleven times over passes the arithmetic and is not given to anyone.
func IsCPF(text string) bool {
	if len(text) != 11 || !allDigits(text) || sameDigit(text) {
		return false
	}
	return cpfCheckDigit(text[:9]) == text[9] && cpfCheckDigit(text[:10]) == text[10]
}

func cpfCheckDigit(text string) byte {
	if rest := weightedSum(text, len(text)+1) % 11; rest >= 2 {
		return byte('0' + 11 - rest)
	}
	return '0'
}

// IsCNS checks a national health card's number (Ministério da Saúde, DATASUS): fifteen digits that begin with 1 or 2
// (for good) or 7, 8 or 9 (for now), whose sum weighted 15 to 1 is a multiple of 11.
func IsCNS(text string) bool {
	if len(text) != 15 || !allDigits(text) {
		return false
	}
	switch text[0] {
	case '1', '2', '7', '8', '9':
		return weightedSum(text, 15)%11 == 0
	}
	return false
}

// weightedSum adds the digits, each times its weight: first for the first, one less for each that follows.
func weightedSum(text string, first int) int {
	sum := 0
	for i := range len(text) {
		sum += int(text[i]-'0') * (first - i)
	}
	return sum
}

func sameDigit(text string) bool {
	for i := range len(text) {
		if text[i] != text[0] {
			return false
		}
	}
	return true
}

// IsLOINC checks a LOINC code's form: up to seven digits, a hyphen and the check digit modulo 10 (LOINC Users' Guide,
// "LOINC codes and check digits").
func IsLOINC(text string) bool {
	n := len(text) - 2
	if n < 1 || n > 7 || text[n] != '-' || !allDigits(text[:n]) || !allDigits(text[n+1:]) {
		return false
	}
	sum := 0
	for i := range n {
		digit := int(text[n-1-i] - '0')
		if i%2 == 0 {
			if digit *= 2; digit > 9 {
				digit -= 9
			}
		}
		sum += digit
	}
	return text[n+1] == byte('0'+(10-sum%10)%10)
}
