package primitive

// Preference says in which unit concentrations of an [Analyte] are wanted.
type Preference uint8

// The preferences.
const (
	AsReported Preference = iota
	// Mass per volume, mg/dL.
	Mass
	// Molar is amount of substance per volume, mmol/L or umol/L.
	Molar
)

// Analyte is a substance measured in serum or plasma whose concentration has two LOINC codes, one for each kind of
// unit: to convert the value without changing the code would make a false statement.
type Analyte struct {
	Mass, Molar Concentration
	// Molar concentration = mass concentration * Numerator / Denominator.
	Numerator, Denominator uint64
}

// Concentration is one of the two ways to report an analyte.
type Concentration struct {
	LOINC, Unit string
	// Places is how many digits behind the point laboratories report.
	Places int
}

// analytes with the factors that follow from their molar masses in g/mol, which LOINC states for its groups of terms:
// mg/dL * 10 / mass = mmol/L, times 1000 for umol/L.
var analytes = [...]Analyte{
	// Glucose, 180.156.
	{Concentration{"2345-7", "mg/dL", 0}, Concentration{"14749-6", "mmol/L", 2}, 10_000, 180_156},
	// Cholesterol, 386.65: total, in HDL, in LDL (calculated).
	{Concentration{"2093-3", "mg/dL", 0}, Concentration{"14647-2", "mmol/L", 2}, 1_000, 38_665},
	{Concentration{"2085-9", "mg/dL", 0}, Concentration{"14646-4", "mmol/L", 2}, 1_000, 38_665},
	{Concentration{"13457-7", "mg/dL", 0}, Concentration{"39469-2", "mmol/L", 2}, 1_000, 38_665},
	// Triglycerides, counted as triolein, 885.43.
	{Concentration{"2571-8", "mg/dL", 0}, Concentration{"14927-8", "mmol/L", 2}, 1_000, 88_543},
	// Urea, 60.056.
	{Concentration{"3091-6", "mg/dL", 0}, Concentration{"22664-7", "mmol/L", 1}, 10_000, 60_056},
	// Creatinine, 113.118.
	{Concentration{"2160-0", "mg/dL", 2}, Concentration{"14682-9", "umol/L", 0}, 10_000_000, 113_118},
	// Calcium, 40.078.
	{Concentration{"17861-6", "mg/dL", 1}, Concentration{"2000-8", "mmol/L", 2}, 10_000, 40_078},
	// Bilirubin, 584.662.
	{Concentration{"1975-2", "mg/dL", 2}, Concentration{"14631-6", "umol/L", 1}, 10_000_000, 584_662},
}

// Conversion takes values of one concentration to the other.
type Conversion struct {
	From, To               *Concentration
	numerator, denominator uint64
}

// ConversionOf is the conversion that brings results with a LOINC code to the preferred unit. ok is false where they
// are in it already, or nothing is known of the code.
func ConversionOf(loinc string, preference Preference) (conversion Conversion, ok bool) {
	for i := range analytes {
		a := &analytes[i]
		switch {
		case preference == Molar && a.Mass.LOINC == loinc:
			return Conversion{&a.Mass, &a.Molar, a.Numerator, a.Denominator}, true
		case preference == Mass && a.Molar.LOINC == loinc:
			return Conversion{&a.Molar, &a.Mass, a.Denominator, a.Numerator}, true
		}
	}
	return Conversion{}, false
}

// Convert is the value in the other unit. ok is false for numbers that [Scale] does not take.
func (c Conversion) Convert(value string) (converted string, ok bool) {
	return Scale(value, c.numerator, c.denominator, c.To.Places)
}
