package normalise

import (
	"cmp"
	"slices"
	"strings"

	"vial.example/fhir-gateway/bundle"
	"vial.example/fhir-gateway/jsontree"
	"vial.example/fhir-gateway/outcome"
)

// point rewrites the references that find an entry of the Bundle to that entry's fullUrl.
func (n *Normaliser) point(entry *bundle.Entry, t *targets) {
	for _, reference := range entry.References {
		if target := t.find(n.Arena, entry, reference.Str()); target != nil {
			if text := n.referenceTo(target, entry); text != "" {
				n.rewrite(reference, text)
			}
		}
	}
}

// referenceTo is what to write for a target in a resource of the entry from; empty when there is no way to say it. In an
// entry that came from a server, a relative reference would mean that server's resource.
func (n *Normaliser) referenceTo(target, from *bundle.Entry) string {
	if target.FullURL() == "" && restfulBase(from) != "" {
		return ""
	}
	return target.Reference(n.Arena)
}

// resolve does so for the last time: it also resolves references by identifier and says which ones lead nowhere.
func (n *Normaliser) resolve(entry *bundle.Entry, t *targets) {
	n.point(entry, t)
	for _, reference := range entry.References {
		text := reference.Str()
		switch {
		case t.find(n.Arena, entry, text) != nil:
			n.Counts.Resolved++
		case strings.HasPrefix(text, "#"):
			n.contained(entry, text[1:])
		case strings.HasPrefix(text, "urn:"):
			n.unresolved(entry, "A reference to a urn: leads to no entry of the Bundle, and nowhere else can it lead.")
		}
	}
	for _, reference := range entry.Logical {
		target := t.party(reference.Get("identifier"))
		if target == nil || target == entry.Final() {
			continue
		}
		if text := n.referenceTo(target, entry); text != "" {
			reference.Set("reference", n.Arena.NewString(text))
			n.Counts.Changed++
			n.Counts.Resolved++
		}
	}
}

// contained checks a reference to a contained resource (R4, references.html#contained); "#" alone is the resource itself.
func (n *Normaliser) contained(entry *bundle.Entry, id string) {
	if id == "" {
		return
	}
	if entry.Contained == nil {
		for each := entry.Resource.Get("contained").First(); each != nil; each = each.Next() {
			entry.Contained = append(entry.Contained, each.Get("id"))
		}
		slices.SortFunc(entry.Contained, func(a, b *jsontree.Value) int { return cmp.Compare(a.Str(), b.Str()) })
	}
	compare := func(each *jsontree.Value, id string) int { return cmp.Compare(each.Str(), id) }
	if _, found := slices.BinarySearchFunc(entry.Contained, id, compare); found {
		n.Counts.Resolved++
		return
	}
	n.unresolved(entry, "A reference to a contained resource leads to none.")
}

func (n *Normaliser) unresolved(entry *bundle.Entry, text string) {
	n.Counts.Unresolved++
	n.Report.AddToEntry(outcome.Warning, outcome.NotFound, text, entry.Index)
}
