// Package workload scores a batch of patients: the specification is in the workload's README.
package workload

import (
	"math"

	"vial.example/vial/json"
)

const highRisk = 0.2

// Run returns the scores of a batch of patients, or why there are none.
func Run(input []byte) []byte {
	var batch Batch
	if json.Unmarshal(input, &batch) != nil {
		return []byte(`{"error":"not-a-batch"}`)
	}
	scores, problem := score(&batch)
	if problem != "" {
		return []byte(`{"error":"` + problem + `"}`)
	}
	output, err := json.Marshal(scores)
	if err != nil {
		return []byte(`{"error":"out-of-range"}`)
	}
	return output
}

func score(batch *Batch) (scores *Scores, problem string) {
	if len(batch.Cohort) < neighbours {
		return nil, "cohort-too-small"
	}
	cohort, inRange := newCohort(batch.Cohort)
	if !inRange {
		return nil, "out-of-range"
	}
	count := len(batch.Patients)
	scores = &Scores{Scores: make([]Score, count)}
	var risks, distances float64
	for i := range batch.Patients {
		patient := &batch.Patients[i]
		z, inRange := standardise(&patient.Measurements)
		if !inRange {
			return nil, "out-of-range"
		}
		risk := riskOf(patient, &z)
		meanDistance, nearestDistance, neighbourRisk := cohort.compare(&z)
		if risk >= highRisk {
			scores.Summary.HighRisk++
		}
		risks += risk
		distances += meanDistance
		scores.Scores[i] = Score{
			ID:              patient.ID,
			MeanDistance:    rounded(meanDistance),
			NearestDistance: rounded(nearestDistance),
			NeighbourRisk:   rounded(neighbourRisk),
			Risk:            rounded(risk),
		}
	}
	scores.Summary.Patients = int32(count)
	if count > 0 {
		scores.Summary.MeanDistance = rounded(distances / float64(count))
		scores.Summary.MeanRisk = rounded(risks / float64(count))
	}
	return scores, ""
}

// rounded rounds half up to six decimals.
func rounded(value float64) float64 {
	return math.Floor(float64(value*1_000_000)+0.5) / 1_000_000
}
