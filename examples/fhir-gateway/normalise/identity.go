package normalise

import (
	"vial.example/fhir-gateway/bundle"
	"vial.example/fhir-gateway/jsontree"
	"vial.example/fhir-gateway/primitive"
)

// identity is what has to agree before two resources with one identifier are taken for one: of people, birth date and
// gender; of what is about somebody, whom. What is not known, agrees.
type identity [2]*jsontree.Value

func identityOf(entry *bundle.Entry) identity {
	resource := entry.Resource
	if phaseOf(entry.Type()) == 0 {
		return identity{resource.Get("birthDate"), resource.Get("gender")}
	}
	return identity{resource.Get("subject").Get("reference")}
}

func (i identity) agrees(other identity) bool {
	for at := range i {
		if i[at] != nil && other[at] != nil && i[at].Str() != other[at].Str() {
			return false
		}
	}
	return true
}

// with is what is known from either.
func (i identity) with(other identity) identity {
	for at := range i {
		if i[at] == nil {
			i[at] = other[at]
		}
	}
	return i
}

// lastUpdated is when the resource last changed, as far as it says so.
func lastUpdated(entry *bundle.Entry) (seconds int64, known bool) {
	return primitive.Seconds(entry.Resource.Get("meta").Get("lastUpdated").Str())
}
