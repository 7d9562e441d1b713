package normalise

import (
	"cmp"
	"slices"
	"sort"
	"strings"

	"vial.example/fhir-gateway/bundle"
	"vial.example/fhir-gateway/jsontree"
	"vial.example/fhir-gateway/primitive"
)

// name is one way to name an entry: in two parts, of which the first may be absent.
type name struct {
	scope, text *jsontree.Value
	entry       *bundle.Entry
}

// names are sorted, so that looking up takes the same time whatever somebody puts into a Bundle; the keys of a hash
// table could be chosen to collide.
type names []name

func (list names) sort() {
	slices.SortStableFunc(list, compareNames)
}

func compareNames(a, b name) int { return a.compare(b.scope.Str(), b.text.Str()) }

func (n name) compare(scope, text string) int {
	if order := cmp.Compare(n.text.Str(), text); order != 0 {
		return order
	}
	return cmp.Compare(n.scope.Str(), scope)
}

// search is the first place of a name. It is the end where there is none.
func (list names) search(scope, text string) int {
	at, found := sort.Find(len(list), func(i int) int { return -list[i].compare(scope, text) })
	if !found {
		return len(list)
	}
	return at
}

// find is the entry of that name. Names that stand for several entries stand for none; those of entries that were
// merged are one entry's.
func (list names) find(scope, text string) *bundle.Entry {
	at := list.search(scope, text)
	if at == len(list) {
		return nil
	}
	entry := list[at].entry.Final()
	for _, other := range list[at+1:] {
		if other.compare(scope, text) != 0 {
			break
		}
		if other.entry.Final() != entry {
			return nil
		}
	}
	return entry
}

// unique tells whether one entry alone has that name.
func (list names) unique(scope, text string) bool {
	at := list.search(scope, text)
	return at+1 >= len(list) || list[at+1].compare(scope, text) != 0
}

// targets are the names by which references find entries.
type targets struct {
	urls, ids, identifiers, parties names
}

func newTargets(b *bundle.Bundle) *targets {
	t := &targets{}
	for _, entry := range b.Entries {
		if url := entry.Value.Get("fullUrl"); url != nil {
			t.urls = append(t.urls, name{nil, url, entry})
		}
		if entry.Resource == nil {
			continue
		}
		if id := entry.Resource.Get("id"); id.Str() != "" {
			t.ids = append(t.ids, name{entry.Resource.Get("resourceType"), id, entry})
		}
		for each := entry.Resource.Get("identifier").First(); each != nil; each = each.Next() {
			t.identify(entry, each)
		}
	}
	t.urls.sort()
	t.ids.sort()
	t.identifiers.sort()
	t.parties.sort()
	return t
}

func (t *targets) identify(entry *bundle.Entry, identifier *jsontree.Value) {
	phase := phaseOf(entry.Type())
	if phase == len(phases) || !identifies(identifier) {
		return
	}
	named := name{identifier.Get("system"), identifier.Get("value"), entry}
	t.identifiers = append(t.identifiers, named)
	if phase == 0 {
		t.parties = append(t.parties, named)
	}
}

// unique tells whether an entry shares neither its fullUrl nor its type and id with another. Of two that do, none may go:
// references that could mean either would seem to mean the one that is left.
func (t *targets) unique(entry *bundle.Entry) bool {
	return t.urls.unique("", entry.FullURL()) && t.ids.unique(entry.Type(), entry.ID())
}

// party finds people, organisations and places by an identifier. Those of other resources go with superseded versions.
func (t *targets) party(identifier *jsontree.Value) *bundle.Entry {
	return t.parties.find(identifier.Get("system").Str(), identifier.Get("value").Str())
}

// identifies tells whether an Identifier is good enough to tell two resources for one: in a namespace, in use, and for
// CPF and CNS with the right check digits.
func identifies(identifier *jsontree.Value) bool {
	system, value := identifier.Get("system").Str(), identifier.Get("value").Str()
	switch {
	case system == "" || value == "" || identifier.Get("use").Str() == "old":
		return false
	case system == primitive.CPF:
		return primitive.IsCPF(value)
	case system == primitive.CNS:
		return primitive.IsCNS(value)
	}
	return true
}

// find resolves a reference that stands in a resource of the entry from (R4, bundle.html#references).
func (t *targets) find(arena *jsontree.Arena, from *bundle.Entry, reference string) *bundle.Entry {
	if strings.Contains(reference, ":") {
		return t.urls.find("", reference)
	}
	kind, id, ok := strings.Cut(reference, "/")
	if !ok {
		return nil
	}
	if base := restfulBase(from); base != "" {
		if entry := t.urls.find("", arena.Join(base, reference)); entry != nil {
			return entry
		}
	}
	return t.ids.find(kind, id)
}

// restfulBase is the server's address in the entry's fullUrl, which ends in [type]/[id] there, with the slash.
func restfulBase(entry *bundle.Entry) string {
	url := entry.FullURL()
	if !strings.HasPrefix(url, "http") {
		return ""
	}
	end := strings.LastIndexByte(url, '/')
	if end <= 0 {
		return ""
	}
	return url[:strings.LastIndexByte(url[:end], '/')+1]
}
