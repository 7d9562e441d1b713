package gateway_test

import (
	"testing"

	"vial.example/fhir-gateway/gateway"
)

func newGateway(settings map[string]string) *gateway.Gateway {
	return &gateway.Gateway{Config: func(key string) (string, bool) {
		value, present := settings[key]
		return value, present
	}}
}

func TestProcess(t *testing.T) {
	g := newGateway(nil)
	for range 2 {
		output, err := g.Process([]byte(`{"type":"collection","resourceType":"Bundle","entry":[]}`))
		const want = `{"bundle":{"resourceType":"Bundle","type":"collection"},` +
			`"outcome":{"issue":[{"code":"informational","diagnostics":"Nothing to report.","severity":"information"}],"resourceType":"OperationOutcome"},` +
			`"summary":{"changed":0,"duplicates":0,"entries":0,"lookups":{"answered":0,"failed":0,"planned":0,"requests":0},"references":{"resolved":0,"unresolved":0},"removed":1}}`
		if err != nil || string(output) != want {
			t.Errorf("%s %v", output, err)
		}
	}
}

const document = `{"batches":[{"messages":[{"type":"ADT^A01","controlId":"7","segments":[` +
	`{"id":"MSH","fields":[[[["|"]]],[],[[["ADT"]]],[],[],[],[[["20260309090700-0300"]]]]},` +
	`{"id":"PID","fields":[[],[],[[["7"],[],[],["H"]]],[],[[["Silva"],["Ana"]]],[],[[["19700102"]]],[[["F"]]]]}` +
	`]}]}]}`

func TestFromHL7(t *testing.T) {
	output, err := newGateway(map[string]string{"local-systems": "https://h.example"}).FromHL7([]byte(document))
	const want = `{"entry":[{"fullUrl":"urn:uuid:b4c080eb-42d2-5e00-ab6f-ff243c8758ba","resource":{"birthDate":"1970-01-02","gender":"female",` +
		`"identifier":[{"assigner":{"display":"H"},"system":"https://h.example/H","value":"7"}],"meta":{"lastUpdated":"2026-03-09T09:07:00-03:00"},` +
		`"name":[{"family":"Silva","given":["Ana"]}],"resourceType":"Patient"}}],"resourceType":"Bundle","timestamp":"2026-03-09T09:07:00-03:00","type":"collection"}`
	if err != nil || string(output) != want {
		t.Errorf("%s %v", output, err)
	}
}

func FuzzFromHL7(f *testing.F) {
	f.Add([]byte(document))
	g := newGateway(nil)
	f.Fuzz(func(t *testing.T, input []byte) {
		bundle, err := g.FromHL7(input)
		if err != nil {
			return
		}
		if _, err := newGateway(nil).Process(bundle); err != nil {
			t.Errorf("%s: %v", bundle, err)
		}
	})
}

func FuzzProcess(f *testing.F) {
	f.Add([]byte(`{"resourceType":"Bundle","type":"collection","entry":[{"resource":{"resourceType":"Patient","_given":[null,{}],"given":[""]}}]}`))
	g := newGateway(nil)
	f.Fuzz(func(_ *testing.T, input []byte) { _, _ = g.Process(input) })
}
