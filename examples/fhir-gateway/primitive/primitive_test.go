package primitive_test

import (
	"math"
	"math/rand/v2"
	"strconv"
	"testing"
	"time"

	. "vial.example/fhir-gateway/primitive"
)

func TestDateTime(t *testing.T) {
	for text, want := range map[string]string{
		"2026": "2026", "2026-03": "2026-03", "2024-02-29": "2024-02-29",
		"2026-03-09T09:07:00-03:00":   "2026-03-09T09:07:00-03:00",
		"2026-03-09T09:07:00.120Z":    "2026-03-09T09:07:00.120Z",
		"2026-03-09t09:07:00.5z":      "2026-03-09T09:07:00.5Z",
		"2026-03-09 09:07-0300":       "2026-03-09T09:07:00-03:00",
		"2026-03-09T09:07+00:00":      "2026-03-09T09:07:00Z",
		"2026-03-09T09:07:00-03":      "2026-03-09T09:07:00-03:00",
		"2026-03-09T09:07:00":         "2026-03-09T09:07:00-04:00",
		"2016-12-31T23:59:60Z":        "2016-12-31T23:59:60Z",
		"2026-03-09T09:07:00.12+1400": "2026-03-09T09:07:00.12+14:00",
	} {
		got, problem := DateTime(text, "-04:00")
		if got != want {
			t.Errorf("%s became %q (%s), not %s", text, got, problem, want)
		}
		if again, _ := DateTime(got, ""); again != got {
			t.Errorf("%s became %s the second time", got, again)
		}
	}
	for _, text := range []string{
		"", "26", "0000", "2026-13", "2026-02-29", "2100-02-29", "2026-3-9", "20260309", "2026-03-09T", "2026-03-09T24:00:00Z",
		"2026-03-09T9:07Z", "2026-03-09T09:60Z", "2026-03-09T09:07:00.Z", "2026-03-09T09:07:00+14:30", "2026-03-09T09:07:00+3",
		"2026-03-09T09:07:00ZZ", "2026-03-09X09:07:00Z", "2026-03-09T-03:00", "agora", "2026-03-09T09:07:00 -03:00",
	} {
		if got, problem := DateTime(text, "-03:00"); problem == "" {
			t.Errorf("%q became %q", text, got)
		}
	}
	if _, problem := DateTime("2026-03-09T09:07:00", ""); problem != "is a time without an offset" {
		t.Errorf("without offset: %q", problem)
	}
}

func TestSecondsAgreesWithPackageTime(t *testing.T) {
	random := rand.New(rand.NewPCG(3, 4))
	zero, _ := Seconds("1970-01-01T00:00:00Z")
	for range 20_000 {
		zone := time.FixedZone("", (random.IntN(28*4)-14*4)*900)
		moment := time.Unix(random.Int64N(1<<33), 0).In(zone)
		text := moment.Format("2006-01-02T15:04:05Z07:00")
		if seconds, ok := Seconds(text); !ok || seconds-zero != moment.Unix() {
			t.Fatalf("%s: %d, not %d", text, seconds-zero, moment.Unix())
		}
	}
}

func TestIdentifiers(t *testing.T) {
	for text, want := range map[string]bool{
		"52998224725": true, "52998224724": false, "11111111111": false, "5299822472": false, "529982247250": false,
		"50472549251": true, "50472549215": false,
	} {
		if IsCPF(text) != want {
			t.Errorf("CPF %s: not %v", text, want)
		}
	}
	for text, want := range map[string]bool{
		"240142598570007": true, "259548911930006": true, "869632358372881": true, "869632358372882": false,
		"369632358372881": false, "24014259857000": false, "000000000000000": false,
	} {
		if IsCNS(text) != want {
			t.Errorf("CNS %s: not %v", text, want)
		}
	}
	for text, want := range map[string]bool{
		"2345-7": true, "8310-5": true, "80288-4": true, "85353-1": true, "9279-1": true, "2345-8": false, "-1": false, "23457": false,
	} {
		if IsLOINC(text) != want {
			t.Errorf("LOINC %s: not %v", text, want)
		}
	}
	if got := Digits("529.982.247-25"); got != "52998224725" {
		t.Error(got)
	}
	if got := Digits("529.982.247-2X"); got != "529.982.247-2X" {
		t.Error(got)
	}
}

func TestScaleAgreesWithFloatingPoint(t *testing.T) {
	random := rand.New(rand.NewPCG(5, 6))
	for range 50_000 {
		text := strconv.FormatFloat(random.Float64()*1000, 'f', random.IntN(4), 64)
		got, ok := Scale(text, 10_000, 180_156, 2)
		value, _ := strconv.ParseFloat(text, 64)
		number, err := strconv.ParseFloat(got, 64)
		if !ok || err != nil || math.Abs(number-value*10_000/180_156) > 0.005001 {
			t.Fatalf("%s became %s", text, got)
		}
	}
	for text, want := range map[string]string{"90": "5.00", "0": "0.00", "-90": "-5.00", "100.000": "5.55"} {
		if got, ok := Scale(text, 10_000, 180_156, 2); !ok || got != want {
			t.Errorf("%s became %s, not %s", text, got, want)
		}
	}
	for _, text := range []string{"1e3", "", "1234567890123456", "0.1234567890"} {
		if got, ok := Scale(text, 10_000, 180_156, 2); ok {
			t.Errorf("%q became %s", text, got)
		}
	}
}

// A table row with a mistyped code or factor would not survive this.
func TestConversionsGoThereAndBack(t *testing.T) {
	for _, loinc := range []string{"2345-7", "2093-3", "2085-9", "13457-7", "2571-8", "3091-6", "2160-0", "17861-6", "1975-2"} {
		there, ok := ConversionOf(loinc, Molar)
		if !ok || !IsLOINC(there.From.LOINC) || !IsLOINC(there.To.LOINC) {
			t.Fatalf("%s: %+v", loinc, there)
		}
		back, ok := ConversionOf(there.To.LOINC, Mass)
		if !ok || back.To.LOINC != loinc {
			t.Fatalf("%s: no way back", loinc)
		}
		molar, _ := there.Convert("97")
		mass, _ := back.Convert(molar)
		if value, _ := strconv.ParseFloat(mass, 64); math.Abs(value-97) > 1 {
			t.Errorf("%s: 97 -> %s -> %s", loinc, molar, mass)
		}
		if _, again := ConversionOf(loinc, Mass); again {
			t.Errorf("%s is a mass concentration already", loinc)
		}
	}
}

func TestAliasesLeadSomewhereFinal(t *testing.T) {
	for _, system := range []string{"urn:oid:2.16.840.1.113883.6.1", "https://loinc.org/", "urn:oid:2.16.840.1.113883.13.237", "http://example.org"} {
		once := System(system)
		if System(once) != once {
			t.Errorf("%s is not final", once)
		}
	}
	if Unit("mmHg") != "mm[Hg]" || Unit("°C") != "Cel" || Unit("C") != "" {
		t.Error("units")
	}
}
