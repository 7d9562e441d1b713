// Package bundle gives a Bundle (FHIR R4, bundle.html) the shape the rules work on: a list of entries that know each other.
package bundle

import (
	"strconv"

	"vial.example/fhir-gateway/jsontree"
)

// MaxEntries is how many entries a Bundle has at most.
const MaxEntries = 10_000

// entriesAtOnce are allocated together; few, because a collector may have to find their start from one in the middle.
const entriesAtOnce = 64

// Bundle is a Bundle's tree and its entries.
type Bundle struct {
	Root    *jsontree.Value
	Type    string
	Entries []*Entry
}

// Entry is one entry of a Bundle.
type Entry struct {
	// Index is the entry's place in the Bundle as it came in, -1 for an entry that was added.
	Index int
	// Value is the entry's object; Resource is nil where it has none, as a DELETE of a transaction.
	Value, Resource *jsontree.Value
	resourceType    *jsontree.Value
	// References are the texts of all Reference.reference in the resource.
	References []*jsontree.Value
	// Logical are its References that only give an identifier (R4, references.html#logical).
	Logical []*jsontree.Value
	// Contained are the ids of its contained resources, sorted; nil until somebody looks.
	Contained []*jsontree.Value
	// Survivor is the entry that this one was merged into, nil while it stands for itself.
	Survivor *Entry
}

// types are those of http://hl7.org/fhir/bundle-type.
var types = [...]string{
	"collection", "transaction", "batch", "searchset", "message", "document", "history",
	"transaction-response", "batch-response",
}

// Read checks that a tree is a Bundle that can be worked on. Its error is a [*jsontree.Error].
func Read(root *jsontree.Value) (*Bundle, error) {
	if root.Kind() != jsontree.Object || root.Get("resourceType").Str() != "Bundle" {
		return nil, jsontree.Expected("Bundle", "resourceType")
	}
	if root.Get("signature") != nil {
		return nil, jsontree.Expected("no signature, which any change would break", "signature")
	}
	bundle := &Bundle{Root: root, Type: root.Get("type").Str()}
	if !isType(bundle.Type) {
		return nil, jsontree.Expected("a Bundle type", "type")
	}
	list := root.Get("entry")
	if list != nil && list.Kind() != jsontree.Array {
		return nil, jsontree.Expected("an array", "entry")
	}
	count := list.Len()
	if count > MaxEntries {
		return nil, jsontree.Expected("at most "+strconv.Itoa(MaxEntries)+" entries", "entry")
	}
	var entries []Entry
	bundle.Entries = make([]*Entry, count)
	index := 0
	for value := list.First(); value != nil; value = value.Next() {
		if len(entries) == 0 {
			entries = make([]Entry, min(count-index, entriesAtOnce))
		}
		entry := &entries[0]
		entries = entries[1:]
		*entry = Entry{Index: index, Value: value, Resource: value.Get("resource")}
		if expected, step := entry.read(); expected != "" {
			return nil, jsontree.Expected(expected, append([]any{"entry", index}, step...)...)
		}
		bundle.Entries[index] = entry
		index++
	}
	return bundle, nil
}

func isType(text string) bool {
	for _, each := range types {
		if each == text {
			return true
		}
	}
	return false
}

func (e *Entry) read() (expected string, step []any) {
	if e.Value.Kind() != jsontree.Object {
		return "an object", nil
	}
	if url := e.Value.Get("fullUrl"); url != nil && url.Kind() != jsontree.String {
		return "a string", []any{"fullUrl"}
	}
	if e.Resource == nil {
		return "", nil
	}
	if e.Resource.Kind() != jsontree.Object {
		return "an object", []any{"resource"}
	}
	e.resourceType = e.Resource.Get("resourceType")
	if jsontree.SafeName(e.Type()) == "?" {
		return "the name of a resource type", []any{"resource", "resourceType"}
	}
	return "", nil
}

// Add puts an entry behind the others.
func (b *Bundle) Add(arena *jsontree.Arena, fullURL string, resource *jsontree.Value) *Entry {
	value := arena.NewObject()
	value.Set("fullUrl", arena.NewString(fullURL))
	value.Set("resource", resource)
	list := b.Root.Get("entry")
	if list == nil {
		list = arena.NewArray()
		b.Root.Set("entry", list)
	}
	list.Append(value)
	entry := NewEntry(resource)
	entry.Value = value
	b.Entries = append(b.Entries, entry)
	return entry
}

// NewEntry is a resource that is in no Bundle yet.
func NewEntry(resource *jsontree.Value) *Entry {
	return &Entry{Index: -1, Resource: resource, resourceType: resource.Get("resourceType")}
}

// Type is the resource's type, empty where there is no resource.
func (e *Entry) Type() string { return e.resourceType.Str() }

// FullURL is the entry's fullUrl, which identifies it within the Bundle; empty where it has none.
func (e *Entry) FullURL() string { return e.Value.Get("fullUrl").Str() }

// ID is the resource's logical id.
func (e *Entry) ID() string { return e.Resource.Get("id").Str() }

// Final is the entry that stands for this one at the end.
func (e *Entry) Final() *Entry {
	for e.Survivor != nil {
		if e.Survivor.Survivor != nil {
			e.Survivor = e.Survivor.Survivor
		}
		e = e.Survivor
	}
	return e
}

// Reference is what to write to refer to the entry: its fullUrl, else type and id, else nothing.
func (e *Entry) Reference(arena *jsontree.Arena) string {
	if url := e.FullURL(); url != "" {
		return url
	}
	if id := e.ID(); id != "" {
		return arena.Join(e.Type(), "/", id)
	}
	return ""
}
