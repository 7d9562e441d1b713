package normalise

import (
	"slices"

	"vial.example/fhir-gateway/bundle"
	"vial.example/fhir-gateway/jsontree"
	"vial.example/fhir-gateway/outcome"
)

// merge makes one entry of a group. It takes the place, the fullUrl and the id of the first.
func (n *Normaliser) merge(g *group, phase int, t *targets) {
	slices.SortFunc(g.members, func(a, b *bundle.Entry) int { return a.Index - b.Index })
	if phase == 0 {
		n.mergeParties(g.members)
	} else {
		n.supersede(g.members, phase, t)
	}
}

// adopt gives a survivor that has neither fullUrl nor id those of the first of the others that has one.
func (n *Normaliser) adopt(survivor *bundle.Entry, others []*bundle.Entry) {
	if survivor.FullURL() != "" || survivor.ID() != "" {
		return
	}
	for _, entry := range others {
		url, id := entry.Value.Get("fullUrl"), entry.Resource.Get("id")
		if entry.Survivor == survivor && (url != nil || id != nil) {
			survivor.Value.Set("fullUrl", n.Arena.Clone(url))
			survivor.Resource.Set("id", n.Arena.Clone(id))
			return
		}
	}
}

// mergeInto records that an entry is now part of another.
func (n *Normaliser) mergeInto(survivor, entry *bundle.Entry) {
	entry.Survivor = survivor
	n.Counts.Duplicates++
	n.Report.AddToEntry(outcome.Information, outcome.Duplicate,
		"Another resource of this type has the same identifier; they were merged.", entry.Index)
}

// supersede keeps the newest version of one event, by meta.lastUpdated. Versions that are neither older nor equal stay:
// nobody can tell which of them holds.
func (n *Normaliser) supersede(members []*bundle.Entry, phase int, t *targets) {
	newest := members[0]
	newestTime, known := lastUpdated(newest)
	for _, entry := range members[1:] {
		if time, ok := lastUpdated(entry); ok && (!known || time > newestTime) {
			newest, newestTime, known = entry, time, true
		}
	}
	// The place of a version that stays is not free, so the first one that goes, or the newest itself, is the survivor.
	var survivor *bundle.Entry
	conflict := false
	for _, entry := range members {
		time, ok := lastUpdated(entry)
		older := known && ok && time < newestTime
		if entry != newest && !older && !n.sameContent(entry, newest, phase, t) {
			conflict = true
			continue
		}
		if survivor == nil {
			survivor = entry
			continue
		}
		n.mergeInto(survivor, entry)
	}
	n.adopt(survivor, members)
	if survivor != newest {
		n.replace(survivor, newest)
	}
	if conflict {
		n.Report.AddToEntry(outcome.Warning, outcome.Conflict,
			"Resources have the same identifier and differ, and none says that it is newer; all were kept.", survivor.Index)
	}
}

// replace gives a survivor the content of the newest version; its name stays.
func (n *Normaliser) replace(survivor, newest *bundle.Entry) {
	id := n.Arena.Clone(survivor.Resource.Get("id"))
	resource := newest.Resource
	if resource.Remove("id"); id != nil {
		resource.Set("id", id)
	}
	survivor.Value.Set("resource", resource)
	survivor.Resource = resource
	survivor.References, survivor.Logical = newest.References, newest.Logical
}

// sameContent compares two resources but for their ids, meta and narrative. References to resources that have yet to be
// merged cannot be compared, so a resource with one is like no other.
func (n *Normaliser) sameContent(a, b *bundle.Entry, phase int, t *targets) bool {
	for _, reference := range a.References {
		target := t.find(n.Arena, a, reference.Str())
		if target != nil && phaseOf(target.Type()) >= phase {
			return false
		}
	}
	x, y := content(a.Resource.First()), content(b.Resource.First())
	for x != nil && y != nil {
		if x.Key() != y.Key() || !jsontree.Equal(x, y) {
			return false
		}
		x, y = content(x.Next()), content(y.Next())
	}
	return x == nil && y == nil
}

// content is the first member from this one on that is content.
func content(member *jsontree.Value) *jsontree.Value {
	for member != nil && (member.Key() == "id" || member.Key() == "meta" || member.Key() == "text") {
		member = member.Next()
	}
	return member
}
