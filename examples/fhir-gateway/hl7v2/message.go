package hl7v2

import (
	"strconv"

	"vial.example/fhir-gateway/jsontree"
	"vial.example/fhir-gateway/outcome"
	"vial.example/fhir-gateway/primitive"
)

// Options are what a hospital decides.
type Options struct {
	// Local is the address before the names of the hospital's own code systems and namespaces.
	Local string
	// Offset is of times that neither they nor MSH-7 give one.
	Offset string
}

// Mapper makes one Bundle of the messages of one document.
type Mapper struct {
	Arena   *jsontree.Arena
	Options Options
	Report  *outcome.Report

	entries  *jsontree.Value
	segments []segment
	fields   []*jsontree.Value
	// timestamp is MSH-7 of the first message that gives one in full.
	timestamp *jsontree.Value
}

// Bundle maps a document of hl7-to-json. Its error is a [*jsontree.Error].
func (m *Mapper) Bundle(document *jsontree.Value) (*jsontree.Value, error) {
	batches := document.Get("batches")
	if batches.Kind() != jsontree.Array {
		return nil, jsontree.Expected("the batches of a document of hl7-to-json", "batches")
	}
	m.entries, m.timestamp = m.Arena.NewArray(), nil
	count := 0
	for batch, b := batches.First(), 0; batch != nil; batch, b = batch.Next(), b+1 {
		messages := batch.Get("messages")
		if messages.Kind() != jsontree.Array {
			return nil, jsontree.Expected("an array", "batches", b, "messages")
		}
		for value, i := messages.First(), 0; value != nil; value, i = value.Next(), i+1 {
			if value.Get("segments").Kind() != jsontree.Array {
				return nil, jsontree.Expected("an array", "batches", b, "messages", i, "segments")
			}
			count++
			m.message(value, count)
		}
	}
	bundle := m.Arena.NewObject()
	bundle.Set("entry", m.entries)
	bundle.Set("resourceType", m.Arena.NewString("Bundle"))
	bundle.Set("timestamp", m.timestamp)
	bundle.Set("type", m.Arena.NewString("collection"))
	return bundle, nil
}

// message is a message's segments on their way to resources.
type message struct {
	*builder
	mapper *Mapper
	// What resources' names are made of, and how many there are.
	name  string
	count int
	meta  *jsontree.Value
	// fullUrls of what the segments so far are about.
	patient, encounter string
	obr                segment
	// The Observation that an NTE belongs to.
	observation *jsontree.Value
}

func (m *Mapper) message(value *jsontree.Value, number int) {
	kind := value.Get("type").Str()
	isADT := len(kind) == 7 && kind[:4] == "ADT^"
	if !isADT && kind != "ORU^R01" {
		m.note(number, "is of a type that is not mapped")
		return
	}
	segments := m.readSegments(value.Get("segments"))
	msh := find(segments, "MSH")
	b := &builder{arena: m.Arena, local: m.Options.Local, offset: m.Options.Offset}
	b.offset = messageOffset(msh.text(7), b.offset)
	sent := b.dateTime(msh.text(7))
	if len(sent.Str()) <= 10 {
		sent = nil
	}
	if m.timestamp == nil {
		m.timestamp = m.Arena.Clone(sent)
	}
	work := &message{builder: b, mapper: m, meta: b.object(member{"lastUpdated", sent})}
	work.name = m.Arena.Join(msh.text(3), "\n", msh.text(4), "\n", value.Get("controlId").Str(), "\n", strconv.Itoa(number))
	pid := find(segments, "PID")
	if pid.id == "" {
		m.note(number, "has no PID")
		return
	}
	work.people(segments, pid, kind[4:])
	for _, each := range segments {
		if text := work.segment(each); text != "" {
			m.note(number, text)
		}
	}
}

func (m *Mapper) note(number int, text string) {
	m.Report.Add(outcome.Warning, outcome.NotSupported, "Message "+strconv.Itoa(number)+" "+text+".", nil)
}

// messageOffset is MSH-7's offset, which holds for the whole message (v2.5.1, 2.15.9.7).
func messageOffset(msh7, otherwise string) string {
	if len(msh7) > 5 {
		sign := len(msh7) - 5
		offset := msh7[sign:sign+3] + ":" + msh7[sign+3:]
		if primitive.IsOffset(offset) {
			return offset
		}
		if offset == "+00:00" || offset == "-00:00" {
			return "Z"
		}
	}
	return otherwise
}

func find(segments []segment, id string) segment {
	for _, each := range segments {
		if each.id == id {
			return each
		}
	}
	return segment{}
}

// people adds whom and which visit the message is about.
func (w *message) people(segments []segment, pid segment, trigger string) {
	patient := w.builder.patient(pid, find(segments, "MRG"))
	w.patient = w.add(patient, true)
	encounter := w.builder.encounter(find(segments, "PV1"), find(segments, "PV2"), trigger, w.patient)
	if encounter != nil {
		// What a result says of the visit is no news of it.
		w.encounter = w.add(encounter, trigger != "R01")
	}
}

// segment adds the resource that a segment is; a text says why there is none where one was to be expected.
func (w *message) segment(s segment) (problem string) {
	switch s.id {
	case "OBR":
		w.obr, w.observation = s, nil
	case "OBX":
		w.observation = w.builder.observation(s, w.obr, w.patient, w.encounter)
		if w.observation == nil {
			return "has an OBX whose type of value Observation does not have"
		}
		w.add(w.observation, false)
	case "NTE":
		if note := w.object(member{"text", w.text(lines(s.first(3)))}); note != nil && w.observation != nil {
			list := w.observation.Get("note")
			if list == nil {
				list = w.arena.NewArray()
				w.observation.Set("note", list)
			}
			list.Append(note)
		}
	case "DG1":
		w.add(w.condition(s, w.patient, w.encounter), false)
	case "IN1":
		w.add(w.coverage(s, w.patient), false)
	}
	return ""
}

// add puts a resource into the Bundle under a name that is the same each time the message comes.
func (w *message) add(resource *jsontree.Value, dated bool) (url string) {
	if dated {
		resource.Set("meta", w.arena.Clone(w.meta))
	}
	w.count++
	url = primitive.UUIDURN(w.name, "\n", strconv.Itoa(w.count))
	entry := w.object(member{"fullUrl", w.text(url)}, member{"resource", resource})
	w.mapper.entries.Append(entry)
	return url
}
