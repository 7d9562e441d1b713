// Package gateway is the plugin without its host: input bytes, settings and an HTTP client in, output bytes out.
package gateway

import (
	"strconv"

	"vial.example/fhir-gateway/bundle"
	"vial.example/fhir-gateway/hl7v2"
	"vial.example/fhir-gateway/jsontree"
	"vial.example/fhir-gateway/lookup"
	"vial.example/fhir-gateway/normalise"
	"vial.example/fhir-gateway/outcome"
	"vial.example/fhir-gateway/primitive"
)

// MaxInput is how long an input is at most, in bytes, so that tree and output fit into the memory beside it.
const MaxInput = 8 << 20

var errTooLong = jsontree.Expected("at most " + strconv.Itoa(MaxInput) + " bytes")

// Gateway answers calls, one at a time, with memory that it keeps. Input and output of a call are valid until the next.
type Gateway struct {
	// Config is a setting of the host's.
	Config func(key string) (value string, present bool)
	// Client reaches the partners.
	Client lookup.Client

	arena  jsontree.Arena
	output []byte
}

// Process normalises a Bundle, asks the partners about it and answers {"bundle", "outcome", "summary"}.
func (g *Gateway) Process(input []byte) ([]byte, error) {
	if len(input) > MaxInput {
		return nil, errTooLong
	}
	config := config{get: g.Config}
	options := config.normalise()
	lookups, any := config.lookup()
	if config.err != nil {
		return nil, config.err
	}
	g.reserve(len(input)*5/4 + 1024)
	b, err := g.read(input)
	if err != nil {
		return nil, err
	}
	report := &outcome.Report{}
	n := normalise.Normaliser{Arena: &g.arena, Options: options, Report: report}
	entries := len(b.Entries)
	n.Bundle(b)
	session := lookup.Session{Arena: &g.arena, Client: g.Client, Options: lookups, Report: report}
	if any && isAsking(b.Type) {
		session.Run(b)
	}
	result := g.arena.NewObject()
	result.Set("bundle", b.Root)
	result.Set("outcome", report.Resource(&g.arena))
	result.Set("summary", g.summary(entries, n.Counts, session.Counts))
	return g.write(result), nil
}

// isAsking tells Bundles that are on their way somewhere. To what a server answered, nothing is added.
func isAsking(bundleType string) bool {
	return bundleType != "history" && bundleType != "transaction-response" && bundleType != "batch-response"
}

// FromHL7 answers a document of hl7-to-json with a normalised collection of what its messages say.
func (g *Gateway) FromHL7(input []byte) ([]byte, error) {
	if len(input) > MaxInput {
		return nil, errTooLong
	}
	config := config{get: g.Config}
	mapping, options := config.hl7v2(), config.normalise()
	if config.err != nil {
		return nil, config.err
	}
	g.reserve(len(input) * 5 / 2)
	document, err := g.parse(input)
	if err != nil {
		return nil, err
	}
	report := &outcome.Report{}
	mapper := hl7v2.Mapper{Arena: &g.arena, Options: mapping, Report: report}
	root, err := mapper.Bundle(document)
	if err != nil {
		return nil, err
	}
	b, err := bundle.Read(root)
	if err != nil {
		return nil, err
	}
	// What there is to say about the data is said when the Bundle is processed; here it would be said of places that the
	// sender does not know.
	n := normalise.Normaliser{Arena: &g.arena, Options: options, Report: &outcome.Report{}}
	n.Bundle(b)
	if len(report.Issues) > 0 {
		b.Add(&g.arena, primitive.UUIDURN("OperationOutcome"), report.Resource(&g.arena))
	}
	return g.write(root), nil
}

func (g *Gateway) parse(input []byte) (*jsontree.Value, error) {
	g.arena.Reset()
	return g.arena.Parse(input)
}

func (g *Gateway) read(input []byte) (*bundle.Bundle, error) {
	root, err := g.parse(input)
	if err != nil {
		return nil, err
	}
	return bundle.Read(root)
}

// reserve makes room for an output of about that length before there is anything else in memory, so that it need not
// grow.
func (g *Gateway) reserve(length int) {
	if cap(g.output) < length {
		g.output = make([]byte, 0, length)
	}
}

func (g *Gateway) write(result *jsontree.Value) []byte {
	g.output = result.AppendTo(g.output[:0])
	return g.output
}

func (g *Gateway) summary(entries int, n normalise.Counts, l lookup.Counts) *jsontree.Value {
	a := &g.arena
	count := func(object *jsontree.Value, key string, n int) {
		object.Set(key, a.NewNumber(strconv.Itoa(n)))
	}
	lookups, references, summary := a.NewObject(), a.NewObject(), a.NewObject()
	count(lookups, "answered", l.Answered)
	count(lookups, "failed", l.Failed)
	count(lookups, "planned", l.Planned)
	count(lookups, "requests", l.Sent)
	count(references, "resolved", n.Resolved)
	count(references, "unresolved", n.Unresolved)
	count(summary, "changed", n.Changed)
	count(summary, "duplicates", n.Duplicates)
	count(summary, "entries", entries)
	summary.Set("lookups", lookups)
	summary.Set("references", references)
	count(summary, "removed", n.Removed)
	return summary
}
