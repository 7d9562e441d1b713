package vial

import (
	"vial.example/vial/internal/host"
	"vial.example/vial/json"
)

// Result is how one request of a batch ended: with a response, or with an error.
type Result struct {
	Response Response
	// Err is nil when there is a response.
	Err *HTTPError
}

// HTTPError is why a request of a batch has no response.
type HTTPError struct {
	// Code is HTTP_REFUSED when the host does not allow the request, or HTTP_FAILED.
	Code    string
	Message string
}

func (e *HTTPError) Error() string { return e.Code + ": " + e.Message }

// HTTPBatch sends requests all at once and waits for all answers, which come in the order of the requests. The error is
// one of the requests' own, or of the host's answer.
//
// Of the plugins only those that call it import the host function http_batch, which their manifests have to name.
func HTTPBatch(requests []Request) ([]Result, error) {
	document, err := json.Marshal(batch(requests))
	if err != nil {
		return nil, err
	}
	var results batchResults
	if err := json.Unmarshal(Take(host.HTTPBatch(Block(document))), &results); err != nil {
		return nil, err
	}
	return results, nil
}

type batch []Request

func (b batch) WriteJSON(w *json.Writer) {
	w.Object()
	w.Member("requests")
	w.Array()
	for index := range b {
		w.Element()
		b[index].write(w, true)
	}
	w.End()
	w.End()
}

type batchResults []Result

func (b *batchResults) ReadJSON(r *json.Reader) {
	for r.Object(); r.Member(); {
		if r.Key() != "responses" {
			r.Skip()
			continue
		}
		*b = nil
		for r.Array(); r.Element(); {
			var result Result
			result.readJSON(r)
			*b = append(*b, result)
		}
	}
}

func (result *Result) readJSON(r *json.Reader) {
	for r.Object(); r.Member(); {
		switch r.Key() {
		case "status":
			result.Response.Status = int(r.Int32())
		case "headers":
			(*headerMap)(&result.Response.Headers).ReadJSON(r)
		case "body":
			result.Response.Body = []byte(r.String())
		case "error":
			result.Err = &HTTPError{}
			result.Err.readJSON(r)
		default:
			r.Skip()
		}
	}
}

func (e *HTTPError) readJSON(r *json.Reader) {
	for r.Object(); r.Member(); {
		switch r.Key() {
		case "code":
			e.Code = r.String()
		case "message":
			e.Message = r.String()
		default:
			r.Skip()
		}
	}
}
