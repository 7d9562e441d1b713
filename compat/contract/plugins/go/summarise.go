package main

import "unicode/utf8"

func summarise(readings Readings) (Summary, error) {
	summary := Summary{
		Patient:    readings.Patient,
		CodePoints: int64(utf8.RuneCountInString(readings.Patient)),
		Unit:       readings.Unit,
		Values:     readings.Values,
		Count:      int64(len(readings.Values)),
		Note:       readings.Note,
		Source:     readings.Source,
	}
	for _, value := range readings.Values {
		summary.Total += value
	}
	if last := len(readings.History) - 1; last >= 0 {
		summary.Latest = &readings.History[last]
	}
	if len(readings.Values) == 0 {
		summary.Flags = append(summary.Flags, FlagEmpty)
	}
	if !readings.Verified {
		summary.Flags = append(summary.Flags, FlagUnverified)
	}
	if len(readings.Values) > 0 {
		minimum, maximum := bounds(readings.Values)
		mean := summary.Total / float64(len(readings.Values))
		summary.Minimum, summary.Maximum, summary.Mean = &minimum, &maximum, &mean
		if maximum-minimum > 100 {
			summary.Flags = append(summary.Flags, FlagWide)
		}
	}
	return summary, nil
}

func bounds(values []float64) (minimum, maximum float64) {
	minimum, maximum = values[0], values[0]
	for _, value := range values[1:] {
		minimum, maximum = min(minimum, value), max(maximum, value)
	}
	return minimum, maximum
}
