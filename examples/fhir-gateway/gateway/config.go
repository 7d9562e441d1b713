package gateway

import (
	"errors"
	"strconv"
	"strings"

	"vial.example/fhir-gateway/hl7v2"
	"vial.example/fhir-gateway/lookup"
	"vial.example/fhir-gateway/normalise"
	"vial.example/fhir-gateway/primitive"
)

// config reads the host's settings for the plugin. The first one that cannot be is the error; it names the key, never
// the value.
type config struct {
	get func(key string) (value string, present bool)
	err error
}

func (c *config) text(key, otherwise string) string {
	if value, present := c.get(key); present {
		return value
	}
	return otherwise
}

func (c *config) fail(key, expected string) {
	if c.err == nil {
		c.err = errors.New("config " + key + ": expected " + expected)
	}
}

func (c *config) number(key string, otherwise, most int) int {
	value, present := c.get(key)
	if !present {
		return otherwise
	}
	n, err := strconv.Atoi(value)
	if err != nil || n < 1 || n > most {
		c.fail(key, "a number from 1 to "+strconv.Itoa(most))
	}
	return n
}

func (c *config) address(key string) string {
	address := c.text(key, "")
	if address != "" && !strings.HasPrefix(address, "https://") && !strings.HasPrefix(address, "http://") {
		c.fail(key, "an http or https address")
	}
	if address != "" && !strings.HasSuffix(address, "/") {
		address += "/"
	}
	return address
}

func (c *config) offset() string {
	offset := c.text("default-offset", "")
	if offset != "" && !primitive.IsOffset(offset) {
		c.fail("default-offset", "an offset as -03:00 or Z")
	}
	return offset
}

func (c *config) normalise() normalise.Options {
	options := normalise.Options{Offset: c.offset()}
	switch c.text("concentrations", "as-reported") {
	case "as-reported":
	case "mass":
		options.Concentrations = primitive.Mass
	case "molar":
		options.Concentrations = primitive.Molar
	default:
		c.fail("concentrations", "as-reported, mass or molar")
	}
	return options
}

func (c *config) hl7v2() hl7v2.Options {
	return hl7v2.Options{Local: c.address("local-systems"), Offset: c.offset()}
}

// lookup is where the partners are. An empty path is one not to ask; without partner-url none is.
func (c *config) lookup() (options lookup.Options, any bool) {
	options = lookup.Options{
		BatchSize:   c.number("batch-size", 8, 100),
		MaxRequests: c.number("max-requests", 10, 100),
		MaxAttempts: c.number("max-attempts", 2, 5),
	}
	partner := c.address("partner-url")
	if partner == "" {
		return options, false
	}
	options.Registry = partner + c.text("registry-path", "registry/Patient")
	options.Eligibility = partner + c.text("eligibility-path", "eligibility/Coverage")
	options.Terminology = partner + c.text("terminology-path", "terminology/CodeSystem/$lookup")
	return options, true
}
