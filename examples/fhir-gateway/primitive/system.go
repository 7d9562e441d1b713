package primitive

// Code systems by the URIs FHIR gives them (R4, terminologies-systems.html).
const (
	LOINC  = "http://loinc.org"
	UCUM   = "http://unitsofmeasure.org"
	SNOMED = "http://snomed.info/sct"
	ICD10  = "http://hl7.org/fhir/sid/icd-10"
	// CID10 is ICD-10 in Portuguese, with the chapters Brazil uses.
	CID10 = "http://www.saude.gov.br/fhir/r4/CodeSystem/BRCID10"
)

type alias struct{ from, to string }

// systemAliases are other names seen for a system. OIDs are those of R4's table and, for CPF and CNS, of the registries.
var systemAliases = [...]alias{
	{"https://loinc.org", LOINC},
	{"http://loinc.org/", LOINC},
	{"https://loinc.org/", LOINC},
	{"http://www.loinc.org", LOINC},
	{"https://www.loinc.org", LOINC},
	{"urn:oid:2.16.840.1.113883.6.1", LOINC},
	{"https://snomed.info/sct", SNOMED},
	{"http://snomed.info/sct/", SNOMED},
	{"http://www.snomed.org", SNOMED},
	{"urn:oid:2.16.840.1.113883.6.96", SNOMED},
	{"https://unitsofmeasure.org", UCUM},
	{"http://unitsofmeasure.org/", UCUM},
	{"https://ucum.org", UCUM},
	{"http://ucum.org", UCUM},
	{"urn:oid:2.16.840.1.113883.6.8", UCUM},
	{"https://hl7.org/fhir/sid/icd-10", ICD10},
	{"http://hl7.org/fhir/sid/icd-10/", ICD10},
	{"urn:oid:2.16.840.1.113883.6.3", ICD10},
	{"https://www.saude.gov.br/fhir/r4/CodeSystem/BRCID10", CID10},
	{"http://www.saude.gov.br/fhir/r4/CodeSystem/BRCID10/", CID10},
	{"http://rnds.saude.gov.br/fhir/r4/NamingSystem/cpf", CPF},
	{"http://rnds-fhir.saude.gov.br/NamingSystem/cpf", CPF},
	{"http://saude.gov.br/fhir/sid/cpf", CPF},
	{"https://saude.gov.br/fhir/sid/cpf/", CPF},
	{"urn:oid:2.16.840.1.113883.13.237", CPF},
	{"http://rnds.saude.gov.br/fhir/r4/NamingSystem/cns", CNS},
	{"http://rnds-fhir.saude.gov.br/NamingSystem/cns", CNS},
	{"http://saude.gov.br/fhir/sid/cns", CNS},
	{"https://saude.gov.br/fhir/sid/cns/", CNS},
	{"urn:oid:2.16.840.1.113883.13.236", CNS},
}

// System is the URI of a code system or naming system under its own name. Unknown ones come back as they are.
func System(uri string) string { return translate(systemAliases[:], uri) }

func translate(aliases []alias, text string) string {
	for i := range aliases {
		if aliases[i].from == text {
			return aliases[i].to
		}
	}
	return text
}

// units are spellings of units that leave no doubt, with their UCUM codes. "C" is not one: in UCUM it is the coulomb.
var units = [...]alias{
	{"%", "%"},
	{"/min", "/min"}, {"bpm", "/min"}, {"min-1", "/min"}, {"rpm", "/min"}, {"irpm", "/min"},
	{"mm[Hg]", "mm[Hg]"}, {"mmHg", "mm[Hg]"}, {"mm Hg", "mm[Hg]"},
	{"Cel", "Cel"}, {"°C", "Cel"}, {"ºC", "Cel"}, {"degC", "Cel"},
	{"kg", "kg"}, {"Kg", "kg"}, {"g", "g"}, {"cm", "cm"}, {"m", "m"},
	{"kg/m2", "kg/m2"}, {"kg/m²", "kg/m2"}, {"kg/m^2", "kg/m2"},
	{"mg/dL", "mg/dL"}, {"mg/dl", "mg/dL"}, {"mg%", "mg/dL"}, {"g/dL", "g/dL"}, {"g/dl", "g/dL"},
	{"mmol/L", "mmol/L"}, {"mmol/l", "mmol/L"},
	{"umol/L", "umol/L"}, {"umol/l", "umol/L"}, {"µmol/L", "umol/L"}, {"μmol/L", "umol/L"},
	{"meq/L", "meq/L"}, {"mEq/L", "meq/L"}, {"mEq/l", "meq/L"},
	{"ng/mL", "ng/mL"}, {"ng/ml", "ng/mL"}, {"U/L", "U/L"}, {"U/l", "U/L"}, {"UI/L", "[IU]/L"}, {"IU/L", "[IU]/L"},
	{"fL", "fL"}, {"fl", "fL"}, {"pg", "pg"},
	{"10*3/uL", "10*3/uL"}, {"10^3/uL", "10*3/uL"}, {"10³/µL", "10*3/uL"}, {"10^3/µL", "10*3/uL"},
	{"10*6/uL", "10*6/uL"}, {"10^6/uL", "10*6/uL"}, {"10⁶/µL", "10*6/uL"}, {"10^6/µL", "10*6/uL"},
}

// Unit is the UCUM code for a unit as people write it; empty when it is not known.
func Unit(text string) string {
	for i := range units {
		if units[i].from == text {
			return units[i].to
		}
	}
	return ""
}
