package primitive

// Seconds is when a canonical dateTime is, in seconds of UTC since the year 0; a date is its first moment there. It
// orders instants, and nothing more is asked of it: fractions do not count.
func Seconds(canonical string) (seconds int64, ok bool) {
	if len(canonical) < 10 || !isDate(canonical[:10]) {
		return 0, false
	}
	year, _ := digits(canonical[:4])
	month, _ := digits(canonical[5:7])
	day, _ := digits(canonical[8:10])
	seconds = int64(dayNumber(year, month, day)) * 86_400
	if len(canonical) < 20 {
		return seconds, len(canonical) == 10
	}
	clock, offset, ok := splitOffset(canonical[11:])
	if !ok || !isClock(clock) || len(clock) < 8 {
		return 0, false
	}
	return seconds + clockSeconds(clock) - offsetSeconds(offset), true
}

// dayNumber counts days in the proleptic Gregorian calendar; years begin in March so that the leap day is the last.
func dayNumber(year, month, day int) int {
	if month < 3 {
		year, month = year-1, month+12
	}
	return 365*year + year/4 - year/100 + year/400 + (153*month-457)/5 + day
}

func clockSeconds(clock string) int64 {
	hours, _ := digits(clock[:2])
	minutes, _ := digits(clock[3:5])
	seconds, _ := digits(clock[6:8])
	return int64(hours*3600 + minutes*60 + seconds)
}

func offsetSeconds(offset string) int64 {
	if len(offset) != 6 {
		return 0
	}
	hours, _ := digits(offset[1:3])
	minutes, _ := digits(offset[4:6])
	if offset[0] == '-' {
		return -int64(hours*3600 + minutes*60)
	}
	return int64(hours*3600 + minutes*60)
}
