package workload

import (
	"slices"
	"strings"
)

// sortCodes sorts a member coding or identifier, an array; of equal codings the first stays. Others stay as they are.
func sortCodes(member *node) {
	switch member.name {
	case "identifier":
		sortBy(member.children, "value")
	case "coding":
		sortBy(member.children, "code")
		member.children = slices.CompactFunc(member.children, isSameCoding)
	}
}

func sortBy(codes []*node, name string) {
	slices.SortStableFunc(codes, func(a, b *node) int {
		if order := strings.Compare(a.textOf("system"), b.textOf("system")); order != 0 {
			return order
		}
		return strings.Compare(a.textOf(name), b.textOf(name))
	})
}

// isSameCoding says whether both have the same system and the same code, neither empty.
func isSameCoding(a, b *node) bool {
	system, code := a.textOf("system"), a.textOf("code")
	return system != "" && code != "" && system == b.textOf("system") && code == b.textOf("code")
}
