package vial_test

import (
	"testing"

	"vial.example/vial"
	"vial.example/vial/vialtest"
)

func TestHTTP(t *testing.T) {
	h := vialtest.Host{HTTP: func(request vial.Request) vial.Response {
		if request.URL != "https://partner.example/v1/" || request.Method != "POST" ||
			request.Headers["X-Request"] != "a\"b" || string(request.Body) != "{}" {
			t.Errorf("the request was %+v", request)
		}
		return vial.Response{Status: 202, Headers: map[string]string{"Content-Type": "text/plain"}, Body: []byte("done")}
	}}
	_, err := h.Call(func() int32 {
		return vial.Run(func([]byte) ([]byte, error) {
			response, err := vial.HTTP(vial.Request{
				URL:     "https://partner.example/v1/",
				Method:  "POST",
				Headers: map[string]string{"X-Request": "a\"b"},
				Body:    []byte("{}"),
			})
			if response.Status != 202 || response.Header("content-TYPE") != "text/plain" || string(response.Body) != "done" {
				t.Errorf("the response is %+v", response)
			}
			return nil, err
		})
	}, nil)
	if err != nil {
		t.Error(err)
	}
}

func TestHTTPBatch(t *testing.T) {
	var sent string
	h := vialtest.Host{HTTPBatch: func(requests []byte) []byte {
		sent = string(requests)
		return []byte(`{"responses":[{"status":200,"headers":{"A":"b"},"body":"ok"},` +
			`{"error":{"code":"HTTP_REFUSED","message":"no"}}]}`)
	}}
	_, err := h.Call(func() int32 {
		return vial.Run(func([]byte) ([]byte, error) {
			results, err := vial.HTTPBatch([]vial.Request{{URL: "https://a.example/"}, {URL: "https://b.example/", Body: []byte("b")}})
			if len(results) != 2 || results[0].Err != nil || string(results[0].Response.Body) != "ok" ||
				results[0].Response.Header("a") != "b" || results[1].Err == nil || results[1].Err.Code != "HTTP_REFUSED" {
				t.Errorf("the results are %+v", results)
			}
			return nil, err
		})
	}, nil)
	want := `{"requests":[{"url":"https://a.example/"},{"body":"b","url":"https://b.example/"}]}`
	if err != nil || sent != want {
		t.Errorf("sent %s, error %v", sent, err)
	}
}
