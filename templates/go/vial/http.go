package vial

import (
	"strings"

	"vial.example/vial/internal/host"
	"vial.example/vial/json"
)

// Request is an HTTP request.
type Request struct {
	URL string
	// Method is GET when it is empty.
	Method  string
	Headers map[string]string
	// Body is sent with methods that take one. In a batch it has to be UTF-8.
	Body []byte
}

// Response is what a server answered, whatever the status.
type Response struct {
	Status int
	// Headers by their names in lower case.
	Headers map[string]string
	Body    []byte
}

// Header is a header's value by its name in any case; empty when it is not there.
func (r *Response) Header(name string) string { return r.Headers[strings.ToLower(name)] }

// HTTP sends a request and waits for the answer. The host ends the call when it does not allow the request, or gets no
// answer. The error is one of the request's own, or of the host's answer.
func HTTP(request Request) (Response, error) {
	head, err := json.Marshal(&request)
	if err != nil {
		return Response{}, err
	}
	body := host.HTTPRequest(Block(head), Block(request.Body))
	response := Response{Status: int(host.HTTPStatusCode()), Body: Take(body)}
	if headers := Take(host.HTTPHeaders()); len(headers) > 0 {
		err = json.Unmarshal(headers, (*headerMap)(&response.Headers))
	}
	return response, err
}

// WriteJSON writes the request without its body, which travels apart.
func (r *Request) WriteJSON(w *json.Writer) { r.write(w, false) }

func (r *Request) write(w *json.Writer, withBody bool) {
	w.Object()
	if withBody && len(r.Body) > 0 {
		w.Member("body")
		w.String(string(r.Body))
	}
	if len(r.Headers) > 0 {
		w.Member("headers")
		w.Object()
		for _, name := range json.SortedKeys(r.Headers) {
			w.Member(name)
			w.String(r.Headers[name])
		}
		w.End()
	}
	if r.Method != "" {
		w.Member("method")
		w.String(r.Method)
	}
	w.Member("url")
	w.String(r.URL)
	w.End()
}

type headerMap map[string]string

func (h *headerMap) ReadJSON(r *json.Reader) {
	*h = headerMap{}
	for r.Object(); r.Member(); {
		name := strings.ToLower(r.Name())
		(*h)[name] = r.String()
	}
}
