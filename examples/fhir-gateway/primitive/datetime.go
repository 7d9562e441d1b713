// Package primitive knows the spellings of FHIR's primitive values: dates, identifiers, systems, units, decimals.
package primitive

import "strings"

// DateTime writes a date, dateTime or instant (FHIR R4, datatypes.html#dateTime) in one way: "T" between date and time, seconds, and
// the offset as Z or ±hh:mm. It keeps the precision, the fraction's digits and the offset, which says where the clock
// hung. A time without an offset gets the given one.
//
// Text that is canonical already comes back as it is. problem says in English what is wrong with text that is no date,
// or is a time without an offset when none is given.
func DateTime(text, offset string) (canonical, problem string) {
	const noDate = "is no date or time that FHIR knows"
	date, time := text, ""
	if len(text) > 10 {
		if c := text[10]; c != 'T' && c != 't' && c != ' ' {
			return "", noDate
		}
		date, time = text[:10], text[11:]
	}
	if !isDate(date) {
		return "", noDate
	}
	if time == "" {
		if len(text) > 10 {
			return "", noDate
		}
		return text, ""
	}
	clock, own, ok := splitOffset(time)
	if !ok || !isClock(clock) {
		return "", noDate
	}
	zone := canonicalOffset(own)
	if own == "" {
		zone = offset
	}
	if zone == "" {
		return "", "is a time without an offset"
	}
	seconds := ""
	if len(clock) == 5 {
		seconds = ":00"
	}
	if text[10] == 'T' && zone == own && seconds == "" {
		return text, ""
	}
	return date + "T" + clock + seconds + zone, ""
}

// isDate takes YYYY, YYYY-MM and YYYY-MM-DD.
func isDate(text string) bool {
	if len(text) != 4 && len(text) != 7 && len(text) != 10 {
		return false
	}
	year, ok := digits(text[:4])
	if !ok || year == 0 {
		return false
	}
	if len(text) == 4 {
		return true
	}
	month, ok := digits(text[5:7])
	if !ok || text[4] != '-' || month < 1 || month > 12 {
		return false
	}
	if len(text) == 7 {
		return true
	}
	day, ok := digits(text[8:])
	return ok && text[7] == '-' && day >= 1 && day <= daysIn(year, month)
}

func daysIn(year, month int) int {
	switch month {
	case 4, 6, 9, 11:
		return 30
	case 2:
		if year%4 == 0 && (year%100 != 0 || year%400 == 0) {
			return 29
		}
		return 28
	}
	return 31
}

// isClock takes hh:mm, hh:mm:ss and hh:mm:ss.f with any number of digits; 60 is a leap second.
func isClock(text string) bool {
	if len(text) < 5 || text[2] != ':' || !upTo(text[:2], 23) || !upTo(text[3:5], 59) {
		return false
	}
	if len(text) == 5 {
		return true
	}
	if len(text) < 8 || text[5] != ':' || !upTo(text[6:8], 60) {
		return false
	}
	return len(text) == 8 || len(text) > 9 && text[8] == '.' && allDigits(text[9:])
}

// splitOffset parts the clock from a known kind of offset: Z, ±hh, ±hhmm, ±hh:mm or none.
func splitOffset(time string) (clock, offset string, ok bool) {
	if last := time[len(time)-1]; last == 'Z' || last == 'z' {
		return time[:len(time)-1], time[len(time)-1:], true
	}
	at := strings.LastIndexAny(time, "+-")
	if at < 0 {
		return time, "", true
	}
	clock, offset = time[:at], time[at:]
	hours, minutes := offset[1:], "00"
	switch {
	case len(offset) == 5:
		hours, minutes = offset[1:3], offset[3:]
	case len(offset) == 6 && offset[3] == ':':
		hours, minutes = offset[1:3], offset[4:]
	case len(offset) != 3:
		return "", "", false
	}
	return clock, offset, upTo(minutes, 59) && (upTo(hours, 13) || hours == "14" && minutes == "00")
}

func canonicalOffset(offset string) string {
	switch {
	case offset == "":
		return ""
	case offset == "z", offset[1:] == "00:00", offset[1:] == "0000", offset[1:] == "00":
		return "Z"
	case len(offset) == 3:
		return offset + ":00"
	case len(offset) == 5:
		return offset[:3] + ":" + offset[3:]
	}
	return offset
}

// IsOffset tells whether text is an offset as DateTime writes it.
func IsOffset(text string) bool {
	clock, offset, ok := splitOffset("00:00" + text)
	return ok && clock == "00:00" && offset != "" && canonicalOffset(offset) == text
}

func upTo(text string, most int) bool {
	n, ok := digits(text)
	return ok && len(text) == 2 && n <= most
}

func allDigits(text string) bool {
	for i := range len(text) {
		if text[i] < '0' || text[i] > '9' {
			return false
		}
	}
	return text != ""
}

// digits reads up to nine decimal digits.
func digits(text string) (n int, ok bool) {
	if len(text) > 9 || !allDigits(text) {
		return 0, false
	}
	for i := range len(text) {
		n = n*10 + int(text[i]-'0')
	}
	return n, true
}
