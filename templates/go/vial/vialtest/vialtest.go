//go:build !wasm

// Package vialtest calls a plugin's exports in Go's own tests, with a host in memory.
package vialtest

import (
	"errors"

	"vial.example/vial"
	"vial.example/vial/internal/host"
	"vial.example/vial/json"
)

// Host answers what a plugin asks of its host. Its zero value has no configuration, no variables and no network.
type Host struct {
	Config map[string]string
	// Vars are changed by the plugin.
	Vars map[string][]byte
	// LogLevel is the lowest that is listened to.
	LogLevel vial.Level
	// Log is what the plugin logged.
	Log []Entry
	// HTTP answers requests, which have their headers as the plugin wrote them.
	HTTP func(vial.Request) vial.Response
	// HTTPBatch answers the document of a batch with a document.
	HTTPBatch func(requests []byte) (responses []byte)
}

// Entry is a message of the log.
type Entry struct {
	Level   vial.Level
	Message string
}

// Call calls an export. The error is the plugin's. Calls must not overlap.
func (h *Host) Call(export func() int32, input []byte) (output []byte, err error) {
	state := &host.State{
		Input:  input,
		Config: h.Config,
		Vars:   h.Vars,
		Level:  int32(h.LogLevel),
		HTTP:   h.answer,
		Batch:  h.HTTPBatch,
	}
	host.Current = state
	result := export()
	h.Vars = state.Vars
	for _, line := range state.Log {
		h.Log = append(h.Log, Entry{Level: vial.Level(line.Level), Message: line.Message})
	}
	if result != 0 {
		return nil, errors.New(string(state.Error))
	}
	return state.Output, nil
}

func (h *Host) answer(head, body []byte) (status int32, headers, response []byte) {
	if h.HTTP == nil {
		panic("vialtest: the plugin sent a request, and the test has no HTTP")
	}
	var request request
	if err := json.Unmarshal(head, &request); err != nil {
		panic(err)
	}
	request.Body = body
	answer := h.HTTP(vial.Request(request))
	headers, err := json.Marshal(texts(answer.Headers))
	if err != nil {
		panic(err)
	}
	return int32(answer.Status), headers, answer.Body
}

type request vial.Request

func (q *request) ReadJSON(r *json.Reader) {
	for r.Object(); r.Member(); {
		switch r.Key() {
		case "url":
			q.URL = r.String()
		case "method":
			q.Method = r.String()
		case "headers":
			q.Headers = map[string]string{}
			for r.Object(); r.Member(); {
				name := r.Name()
				q.Headers[name] = r.String()
			}
		default:
			r.Unknown()
		}
	}
}

type texts map[string]string

func (t texts) WriteJSON(w *json.Writer) {
	w.Object()
	for _, name := range json.SortedKeys(t) {
		w.Member(name)
		w.String(t[name])
	}
	w.End()
}
