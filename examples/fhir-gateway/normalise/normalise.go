// Package normalise brings a Bundle into one form: the same facts spelt in the same way, each resource once, every
// reference resolved. The rules and their sources are in the README. To normalise twice is to normalise once.
package normalise

import (
	"vial.example/fhir-gateway/bundle"
	"vial.example/fhir-gateway/jsontree"
	"vial.example/fhir-gateway/outcome"
	"vial.example/fhir-gateway/primitive"
)

// Options are what a hospital decides.
type Options struct {
	// Offset is of times that come without one, as ±hh:mm or Z; empty leaves them as they are, with an issue.
	Offset string
	// Concentrations are brought to this kind of unit.
	Concentrations primitive.Preference
}

// Counts says what was done.
type Counts struct {
	// Changed counts elements that were rewritten, Removed those that were empty.
	Changed, Removed int
	// Duplicates counts entries that were merged into another.
	Duplicates int
	// Resolved counts references to entries of the Bundle, Unresolved those that can have no other target and have none.
	Resolved, Unresolved int
}

// Normaliser works on one Bundle.
type Normaliser struct {
	Arena   *jsontree.Arena
	Options Options
	Report  *outcome.Report
	Counts  Counts

	// The way from the Bundle to the value in hand.
	path []outcome.Step
	// The references of all entries; those of one are a part of it.
	references, logical []*jsontree.Value
}

// Bundle normalises all entries.
func (n *Normaliser) Bundle(b *bundle.Bundle) {
	n.envelope(b)
	for _, entry := range b.Entries {
		n.Entry(entry)
	}
	targets := newTargets(b)
	if b.Type == "collection" {
		n.mergeDuplicates(b, targets)
	}
	for _, entry := range b.Entries {
		if entry.Survivor == nil {
			n.resolve(entry, targets)
		}
	}
	n.dropMerged(b)
}

// Entry normalises the elements of one resource and collects its references.
func (n *Normaliser) Entry(entry *bundle.Entry) {
	// A Bundle within a Bundle is a document of its own, whose references mean its own entries.
	if entry.Resource == nil || entry.Type() == "Bundle" {
		return
	}
	n.path = append(n.path[:0], outcome.Step{Name: "entry"}, outcome.Step{Index: entry.Index}, outcome.Step{Name: "resource"})
	references, logical := len(n.references), len(n.logical)
	n.object(entry.Resource)
	entry.References = n.references[references:len(n.references):len(n.references)]
	entry.Logical = n.logical[logical:len(n.logical):len(n.logical)]
	if entry.Type() == "Observation" && n.Options.Concentrations != primitive.AsReported {
		n.convert(entry.Resource)
	}
}

// envelope normalises what is around the resources: the Bundle's own members and those of its entries.
func (n *Normaliser) envelope(b *bundle.Bundle) {
	n.path = n.path[:0]
	n.members(b.Root, "entry")
	for _, entry := range b.Entries {
		n.path = append(n.path[:0], outcome.Step{Name: "entry"}, outcome.Step{Index: entry.Index})
		n.members(entry.Value, "resource")
	}
}

// dropMerged takes the entries out that were merged into others.
func (n *Normaliser) dropMerged(b *bundle.Bundle) {
	if n.Counts.Duplicates == 0 {
		return
	}
	var previous *jsontree.Value
	list := b.Root.Get("entry")
	kept := b.Entries[:0]
	for _, entry := range b.Entries {
		if entry.Survivor != nil {
			list.RemoveAfter(previous, entry.Value)
			continue
		}
		previous = entry.Value
		kept = append(kept, entry)
	}
	b.Entries = kept
}

// say notes an issue about a member of the object in hand.
func (n *Normaliser) say(severity outcome.Severity, code outcome.Code, text, member string) {
	n.Report.Add(severity, code, text, append(n.path, outcome.Step{Name: member}))
}
