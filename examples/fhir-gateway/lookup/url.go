package lookup

import "strings"

// token is a search parameter of type token, "system|value" (FHIR R4, search.html#token), ready for a URL.
func token(system, value string) string {
	return escape(escapeParameter(system) + "|" + escapeParameter(value))
}

// escapeParameter takes the meaning from the characters that part search parameters (R4, search.html#escaping).
func escapeParameter(text string) string {
	if !strings.ContainsAny(text, `\|,$`) {
		return text
	}
	var escaped strings.Builder
	for i := range len(text) {
		if strings.IndexByte(`\|,$`, text[i]) >= 0 {
			escaped.WriteByte('\\')
		}
		escaped.WriteByte(text[i])
	}
	return escaped.String()
}

// escape writes every byte but the unreserved ones (RFC 3986, 2.3) with a percent sign.
func escape(text string) string {
	const hex = "0123456789ABCDEF"
	escaped := make([]byte, 0, len(text)+16)
	for i := range len(text) {
		c := text[i]
		switch {
		case '0' <= c && c <= '9', 'A' <= c && c <= 'Z', 'a' <= c && c <= 'z', c == '-', c == '.', c == '_', c == '~':
			escaped = append(escaped, c)
		default:
			escaped = append(escaped, '%', hex[c>>4], hex[c&15])
		}
	}
	return string(escaped)
}
