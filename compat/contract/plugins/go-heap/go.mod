module heap

go 1.24

require vial.example/vial v0.0.0

replace vial.example/vial => ../../../../templates/go/vial
