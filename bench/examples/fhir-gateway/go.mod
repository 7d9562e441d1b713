module vial.example/bench/fhir-gateway

go 1.24

require (
	vial.example/bench/native v0.0.0
	vial.example/fhir-gateway v0.0.0
)

require vial.example/vial v0.0.0 // indirect

replace vial.example/bench/native => ../../native/go

replace vial.example/fhir-gateway => ../../../examples/fhir-gateway

replace vial.example/vial => ../../../templates/go/vial
