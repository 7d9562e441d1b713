package main

import (
	"vial.example/vial"
	"vial.example/vial/json"
)

// exchange is what export http takes.
type exchange struct {
	vial.Request
}

func (e *exchange) ReadJSON(r *json.Reader) {
	hasURL := false
	for r.Object(); r.Member(); {
		switch r.Key() {
		case "url":
			hasURL = true
			e.URL = r.String()
		case "method":
			e.Method = r.String()
		case "headers":
			e.Headers = map[string]string{}
			for r.Object(); r.Member(); {
				name := r.Name()
				e.Headers[name] = r.String()
			}
		case "body":
			e.Body = []byte(r.String())
		default:
			r.Unknown()
		}
	}
	r.Require(hasURL, "url")
}

// answer is what it answers.
type answer struct {
	body, contentType string
	status            int
}

func (a *answer) WriteJSON(w *json.Writer) {
	w.Object()
	w.Member("body")
	w.String(a.body)
	w.Member("contentType")
	w.String(a.contentType)
	w.Member("status")
	w.Integer(int64(a.status))
	w.End()
}

func request(e exchange) (answer, error) {
	response, err := vial.HTTP(e.Request)
	return answer{
		body:        string(response.Body),
		contentType: response.Header("content-type"),
		status:      response.Status,
	}, err
}
