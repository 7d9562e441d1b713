package workload

func isDomain(char byte) bool { return isAlphanumeric(char) || char == '.' || char == '-' }

func isLocal(char byte) bool { return isDomain(char) || char == '_' || char == '%' || char == '+' }

// findEmail finds the address around the @ that reaches no further back than done.
func findEmail(text []byte, at, done int) (finding, bool) {
	start := at
	for start > done && isLocal(text[start-1]) {
		start--
	}
	for start < at && !isAlphanumeric(text[start]) {
		start++
	}
	domain := at + 1
	end := domain
	for end < len(text) && isDomain(text[end]) {
		end++
	}
	for end > domain && !isAlphanumeric(text[end-1]) {
		end--
	}
	last := end
	for last > domain && isLetter(text[last-1]) {
		last--
	}
	isAddress := start < at && end-last >= 2 && last > domain && text[last-1] == '.' && isAlphanumeric(text[domain])
	return finding{start, end, "[EMAIL]"}, isAddress
}
