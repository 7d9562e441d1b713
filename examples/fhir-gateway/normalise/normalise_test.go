package normalise_test

import (
	"testing"

	"vial.example/fhir-gateway/normalise"
	"vial.example/fhir-gateway/outcome"
	"vial.example/fhir-gateway/primitive"
)

var none normalise.Options

func observation(members string) string {
	return `{"resource":{` + members + `,"resourceType":"Observation"}}`
}

func TestEmptyElementsGo(t *testing.T) {
	expect(t, none,
		`{"resource":{"resourceType":"Patient","name":[{"given":[],"family":""}],"active":null,"x":{"y":[{}]},"gender":"male"}}`,
		`{"resource":{"gender":"male","resourceType":"Patient"}}`)
}

func TestNullHoldsAPlaceInPairs(t *testing.T) {
	expect(t, none,
		`{"resource":{"resourceType":"Patient","name":[{"given":["Ana",null,""],"_given":[null,{"id":"a"},null]}]}}`,
		`{"resource":{"name":[{"_given":[null,{"id":"a"}],"given":["Ana",null]}],"resourceType":"Patient"}}`)
	expect(t, none,
		`{"resource":{"resourceType":"Patient","name":[{"given":["Ana",null],"_given":[null,{}]}]}}`,
		`{"resource":{"name":[{"given":["Ana"]}],"resourceType":"Patient"}}`)
	expect(t, none,
		`{"resource":{"resourceType":"Patient","name":[{"given":[null,""],"_given":[{"id":"a"}]}]}}`,
		`{"resource":{"name":[{"_given":[{"id":"a"}]}],"resourceType":"Patient"}}`)
}

func TestDatesGetOffsets(t *testing.T) {
	issues := expect(t, normalise.Options{Offset: "-03:00"},
		observation(`"effectiveDateTime":"2026-03-09 09:07","issued":"2026-03-09t09:07:00.10z","valueDateTime":"2026-02-30"`),
		`{"resource":{"effectiveDateTime":"2026-03-09T09:07:00-03:00","issued":"2026-03-09T09:07:00.10Z","resourceType":"Observation","valueDateTime":"2026-02-30"}}`)
	expectIssue(t, issues, outcome.Value, "Bundle.entry[0].resource.valueDateTime")
	issues = expect(t, none, observation(`"issued":"2026-03-09T09:07:00"`), observation(`"issued":"2026-03-09T09:07:00"`))
	expectIssue(t, issues, outcome.Value, "Bundle.entry[0].resource.issued")
}

func TestSystemsCodesAndUnits(t *testing.T) {
	issues := expect(t, none,
		observation(`"code":{"coding":[{"system":"urn:oid:2.16.840.1.113883.6.1","code":" 8480-6 "},{"system":"https://loinc.org","code":"8480-7"}]},"note":[{"text":"  "}]`),
		observation(`"code":{"coding":[{"code":"8480-6","system":"http://loinc.org"},{"code":"8480-7","system":"http://loinc.org"}]},"note":[{"text":"  "}]`))
	expectIssue(t, issues, outcome.CodeInvalid, "Bundle.entry[0].resource.code.coding[1].code")
	expect(t, none,
		`{"resource":{"resourceType":"Observation","valueQuantity":{"value":120,"unit":"mmHg"}}}`,
		`{"resource":{"resourceType":"Observation","valueQuantity":{"code":"mm[Hg]","system":"http://unitsofmeasure.org","unit":"mmHg","value":120}}}`)
	expect(t, none,
		`{"resource":{"resourceType":"Observation","valueQuantity":{"value":36.50,"unit":"graus","code":"°C","system":"http://unitsofmeasure.org"}}}`,
		`{"resource":{"resourceType":"Observation","valueQuantity":{"code":"Cel","system":"http://unitsofmeasure.org","unit":"graus","value":36.50}}}`)
}

func TestIdentifiersAreChecked(t *testing.T) {
	issues := expect(t, none,
		`{"resource":{"identifier":[{"system":"urn:oid:2.16.840.1.113883.13.237","value":"504.725.492-51"},{"system":"https://saude.gov.br/fhir/sid/cns","value":"240142598570008"}],"resourceType":"Patient"}}`,
		`{"resource":{"identifier":[{"system":"https://saude.gov.br/fhir/sid/cpf","value":"50472549251"},{"system":"https://saude.gov.br/fhir/sid/cns","value":"240142598570008"}],"resourceType":"Patient"}}`)
	expectIssue(t, issues, outcome.Value, "Bundle.entry[0].resource.identifier[1].value")
}

func TestConcentrationsAreConvertedWithTheirCode(t *testing.T) {
	mass := `"code":{"coding":[{"code":"2345-7","display":"Glucose [Mass/volume]","system":"http://loinc.org"}]},"referenceRange":[{"high":{"code":"mg/dL","system":"http://unitsofmeasure.org","unit":"mg/dL","value":99},"low":{"code":"mg/dL","system":"http://unitsofmeasure.org","unit":"mg/dL","value":70}}],"resourceType":"Observation","valueQuantity":{"code":"mg/dL","system":"http://unitsofmeasure.org","unit":"mg/dL","value":90.0}`
	molar := `"code":{"coding":[{"code":"14749-6","system":"http://loinc.org"}]},"referenceRange":[{"high":{"code":"mmol/L","system":"http://unitsofmeasure.org","unit":"mmol/L","value":5.50},"low":{"code":"mmol/L","system":"http://unitsofmeasure.org","unit":"mmol/L","value":3.89}}],"resourceType":"Observation","valueQuantity":{"code":"mmol/L","system":"http://unitsofmeasure.org","unit":"mmol/L","value":5.00}`
	wrap := func(members string) string { return `{"resource":{` + members + `}}` }
	expect(t, none, wrap(mass), wrap(mass))
	expect(t, normalise.Options{Concentrations: primitive.Mass}, wrap(mass), wrap(mass))
	issues := expect(t, normalise.Options{Concentrations: primitive.Molar}, wrap(mass), wrap(molar))
	expectIssue(t, issues, outcome.Informational, "Bundle.entry[0].resource.valueQuantity")
	odd := `"code":{"coding":[{"code":"2345-7","system":"http://loinc.org"}]},"resourceType":"Observation","valueQuantity":{"code":"g/L","system":"http://unitsofmeasure.org","value":0.9}`
	issues = expect(t, normalise.Options{Concentrations: primitive.Molar}, wrap(odd), wrap(odd))
	expectIssue(t, issues, outcome.NotSupported, "Bundle.entry[0].resource.valueQuantity")
}

func TestReferencesPointToFullURLs(t *testing.T) {
	expect(t, none,
		`{"fullUrl":"http://a.example/fhir/Patient/1","resource":{"resourceType":"Patient","id":"1"}},{"fullUrl":"http://a.example/fhir/Encounter/9","resource":{"resourceType":"Encounter","subject":{"reference":"Patient/1"},"partOf":{"reference":"Encounter/8"}}}`,
		`{"fullUrl":"http://a.example/fhir/Patient/1","resource":{"id":"1","resourceType":"Patient"}},{"fullUrl":"http://a.example/fhir/Encounter/9","resource":{"partOf":{"reference":"Encounter/8"},"resourceType":"Encounter","subject":{"reference":"http://a.example/fhir/Patient/1"}}}`)
	// Of two servers' Patient/1, neither is the one that an entry without a server of its own means.
	expect(t, none,
		`{"fullUrl":"http://a.example/Patient/1","resource":{"id":"1","resourceType":"Patient"}},{"fullUrl":"http://b.example/Patient/1","resource":{"id":"1","resourceType":"Patient"}},{"resource":{"resourceType":"Observation","subject":{"reference":"Patient/1"}}}`,
		`{"fullUrl":"http://a.example/Patient/1","resource":{"id":"1","resourceType":"Patient"}},{"fullUrl":"http://b.example/Patient/1","resource":{"id":"1","resourceType":"Patient"}},{"resource":{"resourceType":"Observation","subject":{"reference":"Patient/1"}}}`)
}

func TestReferencesByIdentifierAreResolved(t *testing.T) {
	expect(t, none,
		`{"fullUrl":"urn:uuid:1","resource":{"identifier":[{"system":"http://h.example/mrn","value":"7"}],"resourceType":"Patient"}},{"resource":{"resourceType":"Observation","subject":{"identifier":{"system":"http://h.example/mrn","value":"7"}}}}`,
		`{"fullUrl":"urn:uuid:1","resource":{"identifier":[{"system":"http://h.example/mrn","value":"7"}],"resourceType":"Patient"}},{"resource":{"resourceType":"Observation","subject":{"identifier":{"system":"http://h.example/mrn","value":"7"},"reference":"urn:uuid:1"}}}`)
}

func TestReferencesThatLeadNowhereAreReported(t *testing.T) {
	text := `{"resource":{"contained":[{"id":"d","resourceType":"Device"}],"device":{"reference":"#d"},"performer":[{"reference":"#x"}],"resourceType":"Observation","subject":{"reference":"urn:uuid:2"}}}`
	issues := expect(t, none, text, text)
	if len(issues) != 2 {
		t.Errorf("%v", issues)
	}
	expectIssue(t, issues, outcome.NotFound, "Bundle.entry[0].resource")
}

func TestUnknownMembersAndNumbersStay(t *testing.T) {
	text := `{"resource":{"resourceType":"Invented","vendor":{"a":1.10,"b":[1e3,-0.0,true],"reference":{"x":"y"}}}}`
	expect(t, none, text, text)
}
