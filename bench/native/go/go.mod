module vial.example/bench/native

go 1.24
