package primitive

import "strings"

// InstantOfHTTPDate reads an HTTP date (RFC 9110, 5.6.7, IMF-fixdate: "Mon, 09 Mar 2026 12:07:00 GMT") as a FHIR instant.
func InstantOfHTTPDate(text string) (instant string, ok bool) {
	if len(text) != 29 || text[3:5] != ", " || !strings.HasSuffix(text, " GMT") {
		return "", false
	}
	at := strings.Index("JanFebMarAprMayJunJulAugSepOctNovDec", text[8:11])
	if at < 0 || at%3 != 0 {
		return "", false
	}
	month := at/3 + 1
	instant = text[12:16] + "-" + string([]byte{byte('0' + month/10), byte('0' + month%10)}) + "-" + text[5:7] + "T" + text[17:25] + "Z"
	canonical, problem := DateTime(instant, "")
	return canonical, problem == ""
}
