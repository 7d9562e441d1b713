// Package workload brings a Bundle of FHIR R4 resources into one form: the specification is in the workload's README.
package workload

import "vial.example/vial/json"

const outcome = `{"issue":[{"code":"structure","severity":"fatal"}],"resourceType":"OperationOutcome"}`

// Run returns a Bundle's normal form; an OperationOutcome for what is no Bundle.
func Run(input []byte) []byte {
	var document node
	if json.Unmarshal(input, &document) != nil || document.textOf("resourceType") != "Bundle" {
		return []byte(outcome)
	}
	normaliser := normaliser{urls: fullURLs(&document)}
	normaliser.object(&document)
	output, err := json.Append(make([]byte, 0, len(input)), &document)
	if err != nil {
		return []byte(outcome)
	}
	return output
}
