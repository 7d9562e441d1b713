package workload

const (
	secondsOfDay = 86_400
	// daysTo1970 are those since 0000-03-01.
	daysTo1970 = 719_468
	daysOfEra  = 146_097
)

// normaliseDate writes a date without hyphens with them, an instant in UTC; any other text stays.
func normaliseDate(text string) string {
	if len(text) == 8 {
		return normaliseBasicDate(text)
	}
	return normaliseInstant(text)
}

func normaliseBasicDate(text string) string {
	year, month, day := number(text[:4]), number(text[4:6]), number(text[6:])
	if !isDate(year, month, day) {
		return text
	}
	var room [10]byte
	return string(appendDate(room[:0], year, month, day))
}

func normaliseInstant(text string) string {
	if len(text) < 20 || text[4] != '-' || text[7] != '-' || text[10] != 'T' || text[13] != ':' || text[16] != ':' {
		return text
	}
	year, month, day := number(text[:4]), number(text[5:7]), number(text[8:10])
	hour, minute, second := number(text[11:13]), number(text[14:16]), number(text[17:19])
	if !isDate(year, month, day) || uint(hour) > 23 || uint(minute) > 59 || uint(second) > 59 {
		return text
	}
	fraction, zone, valid := cutFraction(text[19:])
	offset, known := zoneOffset(zone)
	if !valid || !known {
		return text
	}
	days, seconds := daysSince1970(year, month, day), hour*3600+minute*60+second-offset
	if seconds < 0 {
		days, seconds = days-1, seconds+secondsOfDay
	} else if seconds >= secondsOfDay {
		days, seconds = days+1, seconds-secondsOfDay
	}
	year, month, day = dateOf(days)
	if year < 1 || year > 9999 {
		return text
	}
	var room [30]byte
	utc := append(appendDate(room[:0], year, month, day), 'T')
	utc = append(appendNumber(utc, seconds/3600, 2), ':')
	utc = append(appendNumber(utc, seconds/60%60, 2), ':')
	utc = appendNumber(utc, seconds%60, 2)
	if fraction != "" {
		utc = append(append(utc, '.'), fraction...)
	}
	return string(append(utc, 'Z'))
}

// cutFraction returns the digits of a fraction without zeros at their end, and what follows.
func cutFraction(text string) (digits, rest string, valid bool) {
	if text[0] != '.' {
		return "", text, true
	}
	end := 1
	for end < len(text) && text[end]-'0' <= 9 {
		end++
	}
	digits, rest = text[1:end], text[end:]
	valid = len(digits) >= 1 && len(digits) <= 9
	for digits != "" && digits[len(digits)-1] == '0' {
		digits = digits[:len(digits)-1]
	}
	return digits, rest, valid
}

// zoneOffset is how many seconds the zone is ahead of UTC.
func zoneOffset(zone string) (seconds int, valid bool) {
	if zone == "Z" {
		return 0, true
	}
	if len(zone) != 6 || zone[0] != '+' && zone[0] != '-' || zone[3] != ':' {
		return 0, false
	}
	hour, minute := number(zone[1:3]), number(zone[4:])
	seconds = hour*3600 + minute*60
	if zone[0] == '-' {
		seconds = -seconds
	}
	return seconds, uint(hour) <= 14 && uint(minute) <= 59
}

// number is what the digits are; -1 when they are none.
func number(digits string) (number int) {
	for i := 0; i < len(digits); i++ {
		digit := digits[i] - '0'
		if digit > 9 {
			return -1
		}
		number = number*10 + int(digit)
	}
	return number
}

func appendDate(to []byte, year, month, day int) []byte {
	to = append(appendNumber(to, year, 4), '-')
	to = append(appendNumber(to, month, 2), '-')
	return appendNumber(to, day, 2)
}

func appendNumber(to []byte, number, digits int) []byte {
	if digits > 2 {
		to = appendNumber(to, number/100, digits-2)
	}
	return append(to, byte('0'+number/10%10), byte('0'+number%10))
}

func isDate(year, month, day int) bool {
	last := 31
	switch month {
	case 2:
		last = 28
		if year%4 == 0 && (year%100 != 0 || year%400 == 0) {
			last = 29
		}
	case 4, 6, 9, 11:
		last = 30
	}
	return year >= 1 && month >= 1 && month <= 12 && day >= 1 && day <= last
}

// daysSince1970 counts in years that begin in March, so that a leap day is the last one.
func daysSince1970(year, month, day int) int {
	month -= 3
	if month < 0 {
		year, month = year-1, month+12
	}
	return year*365 + year/4 - year/100 + year/400 + (month*153+2)/5 + day - 1 - daysTo1970
}

func dateOf(days int) (year, month, day int) {
	days += daysTo1970
	day = days % daysOfEra
	year = (day - day/1460 + day/36_524 - day/146_096) / 365
	dayOfYear := day - (year*365 + year/4 - year/100)
	month = (dayOfYear*5 + 2) / 153
	day = dayOfYear - (month*153+2)/5 + 1
	year += days / daysOfEra * 400
	if month < 10 {
		return year, month + 3, day
	}
	return year + 1, month - 9, day
}
