// Plugin fhir-gateway normalises FHIR R4 Bundles, asks partner APIs about them, and makes Bundles of HL7 v2 messages.
package main

import (
	"vial.example/fhir-gateway/gateway"
	"vial.example/fhir-gateway/lookup"
	"vial.example/vial"
)

var plugin = gateway.Gateway{Config: vial.Config, Client: partners{}}

//go:wasmexport process
func process() int32 { return vial.Run(plugin.Process) }

//go:wasmexport from_hl7
func fromHL7() int32 { return vial.Run(plugin.FromHL7) }

// partners sends requests through the host, which lets them out where it was told to.
type partners struct{}

func (partners) Get(urls []string) ([]lookup.Answer, error) {
	headers := map[string]string{"accept": "application/fhir+json"}
	requests := make([]vial.Request, len(urls))
	for i, url := range urls {
		requests[i] = vial.Request{URL: url, Headers: headers}
	}
	results, err := vial.HTTPBatch(requests)
	answers := make([]lookup.Answer, len(results))
	for i := range results {
		if failure := results[i].Err; failure != nil {
			answers[i].Refused = failure.Code == "HTTP_REFUSED"
			continue
		}
		response := &results[i].Response
		answers[i] = lookup.Answer{Status: response.Status, Body: response.Body, Date: response.Header("date")}
	}
	return answers, err
}

// The host calls the exports; nothing runs by itself.
func main() {}
