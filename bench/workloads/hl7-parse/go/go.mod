module vial.example/bench/hl7-parse

go 1.24

require (
	vial.example/bench/native v0.0.0
	vial.example/vial v0.0.0
)

replace vial.example/bench/native => ../../../native/go

replace vial.example/vial => ../../../../templates/go/vial
