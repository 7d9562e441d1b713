package main

import (
	"errors"
	"testing"

	"vial.example/vial/vialtest"
)

func TestAssess(t *testing.T) {
	for _, test := range []struct {
		weight, height, index float64
		class                 Class
	}{
		{weight: 47, height: 160, index: 18.4, class: ClassUnderweight},
		// 18.45 rounds up, and the class is that of the rounded index.
		{weight: 73.8, height: 200, index: 18.5, class: ClassNormal},
		{weight: 99.8, height: 200, index: 25, class: ClassOverweight},
		{weight: 120, height: 200, index: 30, class: ClassObese},
		{weight: 1, height: 280, index: 0.1, class: ClassUnderweight},
		{weight: 650, height: 40, index: 4062.5, class: ClassObese},
	} {
		got, err := assess(Measurement{Patient: "p-1", WeightKg: test.weight, HeightCm: test.height})
		want := Assessment{Patient: "p-1", BodyMassIndex: test.index, Class: test.class}
		if err != nil || got != want {
			t.Errorf("%v kg, %v cm: got %+v and error %v, want %+v", test.weight, test.height, got, err, want)
		}
	}
}

func TestAssessRefusesWhatIsOutOfRange(t *testing.T) {
	for _, test := range []struct {
		weight, height float64
		want           error
	}{
		{weight: 0.99, height: 170, want: errWeight},
		{weight: 650.01, height: 170, want: errWeight},
		{weight: 70, height: 39.99, want: errHeight},
		{weight: 70, height: 280.01, want: errHeight},
	} {
		if _, err := assess(Measurement{WeightKg: test.weight, HeightCm: test.height}); !errors.Is(err, test.want) {
			t.Errorf("%v kg, %v cm: got error %v, want %v", test.weight, test.height, err, test.want)
		}
	}
}

func TestProcess(t *testing.T) {
	var host vialtest.Host
	got, err := host.Call(process, []byte(`{"patient": "p-1", "heightCm": 178, "weightKg": 81.4}`))
	want := `{"bodyMassIndex":25.7,"class":"overweight","patient":"p-1"}`
	if err != nil || string(got) != want {
		t.Errorf("got %s and error %v, want %s", got, err, want)
	}
}
