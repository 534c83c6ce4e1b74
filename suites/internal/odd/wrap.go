package odd

import (
	"bytes"
	"io"
	"net/http"
	"net/http/httptest"
	"strconv"
	"strings"

	"github.com/go-json-experiment/json"
	"github.com/go-json-experiment/json/jsontext"
)

// Wrap makes an odd provider of a right one.
type Wrap func(right http.Handler) http.Handler

type object = map[string]any

// endpoint tells what a path is about: the last "Users", "Groups" or discovery document in it, and what follows.
func endpoint(r *http.Request) (name, id string) {
	parts := strings.Split(strings.Trim(r.URL.EscapedPath(), "/"), "/")
	for i := len(parts) - 1; i >= 0; i-- {
		switch parts[i] {
		case "Users", "Groups", "ServiceProviderConfig", "ResourceTypes", "Schemas", "Bulk", "Me", ".search":
			return parts[i], strings.Join(parts[i+1:], "/")
		}
	}
	return "", ""
}

// body reads the JSON object of a request and puts it back.
func body(r *http.Request) object {
	data, err := io.ReadAll(r.Body)
	if err != nil {
		return nil
	}
	r.Body = io.NopCloser(bytes.NewReader(data))
	var doc object
	if json.Unmarshal(data, &doc, jsontext.AllowDuplicateNames(true)) != nil {
		return nil
	}
	return doc
}

// setBody replaces the body of a request.
func setBody(r *http.Request, doc object) {
	data, err := json.Marshal(doc, json.Deterministic(true))
	if err != nil {
		return // the request goes on as it came
	}
	r.Body, r.ContentLength = io.NopCloser(bytes.NewReader(data)), int64(len(data))
	r.Header.Set("Content-Length", strconv.Itoa(len(data)))
}

// refuse answers a SCIM error.
func refuse(w http.ResponseWriter, status int, detail string) {
	answer(w, status, object{
		"schemas": []string{"urn:ietf:params:scim:api:messages:2.0:Error"}, "status": strconv.Itoa(status), "detail": detail,
	})
}

func answer(w http.ResponseWriter, status int, doc any) {
	w.Header().Set("Content-Type", "application/scim+json")
	w.WriteHeader(status)
	_ = json.MarshalWrite(w, doc, json.Deterministic(true)) // a client that went away misses it
}

// kept is an answer before it is sent on.
type kept struct {
	*httptest.ResponseRecorder
	doc any // the body as JSON, nil when it is none
}

// keep lets next answer and holds the answer back.
func keep(next http.Handler, r *http.Request) kept {
	rec := httptest.NewRecorder()
	next.ServeHTTP(rec, r)
	k := kept{ResponseRecorder: rec}
	_ = json.Unmarshal(rec.Body.Bytes(), &k.doc)
	return k
}

// send sends it on, with doc in place of the body where there was one.
func (k kept) send(w http.ResponseWriter) {
	data := k.Body.Bytes()
	if k.doc != nil {
		if changed, err := json.Marshal(k.doc, json.Deterministic(true)); err == nil {
			data = changed
		}
	}
	for name, values := range k.Header() {
		w.Header()[name] = values
	}
	w.Header().Del("Content-Length")
	w.WriteHeader(k.Code)
	if k.Code != http.StatusNoContent && k.Code != http.StatusNotModified {
		_, _ = w.Write(data)
	}
}
