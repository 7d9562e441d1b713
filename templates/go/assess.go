package main

import (
	"errors"
	"math"
)

var (
	errWeight = errors.New("weightKg: out of range (1 to 650)")
	errHeight = errors.New("heightCm: out of range (40 to 280)")
)

func assess(measurement Measurement) (Assessment, error) {
	weight, height := measurement.WeightKg, measurement.HeightCm
	if weight < 1 || weight > 650 {
		return Assessment{}, errWeight
	}
	if height < 40 || height > 280 {
		return Assessment{}, errHeight
	}
	index := math.Floor(weight*10000/(height*height)*10+0.5) / 10
	return Assessment{Patient: measurement.Patient, BodyMassIndex: index, Class: classify(index)}, nil
}

// classify is table 2.1 of WHO Technical Report Series 894 (2000), by the index as it is shown.
func classify(index float64) Class {
	switch {
	case index < 18.5:
		return ClassUnderweight
	case index < 25:
		return ClassNormal
	case index < 30:
		return ClassOverweight
	default:
		return ClassObese
	}
}
