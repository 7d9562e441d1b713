module vial.example/vial

go 1.24
