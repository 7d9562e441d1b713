package workload

import "math"

const neighbours = 3

// cohort is how far a patient is from those whose outcome is known. It is in columns.
type cohort struct {
	cases   []Case
	columns [features][]float64
	// squared distances to the patient in question.
	squared []float64
}

// newCohort returns the cohort; false when a measurement is out of range.
func newCohort(cases []Case) (c *cohort, inRange bool) {
	c = &cohort{cases: cases, squared: make([]float64, len(cases))}
	for i := range c.columns {
		c.columns[i] = make([]float64, len(cases))
	}
	for member := range cases {
		z, inRange := standardise(&cases[member].Measurements)
		if !inRange {
			return nil, false
		}
		for i, value := range z {
			c.columns[i][member] = value
		}
	}
	return c, true
}

// compare compares a patient with the cohort.
func (c *cohort) compare(z *[features]float64) (meanDistance, nearestDistance, neighbourRisk float64) {
	squared := c.squared
	clear(squared)
	for i, value := range z {
		column := c.columns[i][:len(squared)]
		for member := range squared {
			difference := value - column[member]
			squared[member] += float64(difference * difference)
		}
	}
	nearest := nearestOf(squared)
	affected := 0
	for _, member := range nearest {
		if c.cases[member].Outcome {
			affected++
		}
	}
	return sumOfDistances(squared) / float64(len(squared)), math.Sqrt(squared[nearest[0]]), float64(affected) / neighbours
}

func sumOfDistances(squared []float64) float64 {
	var a, b, c, d float64
	for ; len(squared) >= 4; squared = squared[4:] {
		a += math.Sqrt(squared[0])
		b += math.Sqrt(squared[1])
		c += math.Sqrt(squared[2])
		d += math.Sqrt(squared[3])
	}
	rest := [3]float64{}
	copy(rest[:], squared)
	return ((a + math.Sqrt(rest[0])) + (b + math.Sqrt(rest[1]))) + ((c + math.Sqrt(rest[2])) + d)
}

// nearestOf returns the places of the least values, of equal ones the earlier first.
func nearestOf(values []float64) (places [neighbours]int) {
	least := [neighbours]float64{math.Inf(1), math.Inf(1), math.Inf(1)}
	for place, value := range values {
		if value >= least[neighbours-1] {
			continue
		}
		rank := neighbours - 1
		for ; rank > 0 && value < least[rank-1]; rank-- {
			least[rank], places[rank] = least[rank-1], places[rank-1]
		}
		least[rank], places[rank] = value, place
	}
	return places
}
