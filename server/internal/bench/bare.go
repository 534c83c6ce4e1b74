package main

import (
	"io"
	"net/http"
	"strconv"
	"strings"
)

// startBare starts a net/http handler that does nothing but read requests and write fixed answers, of the sizes the server's
// have.
func startBare() (*target, error) {
	empty := []byte(`{"schemas":["urn:ietf:params:scim:api:messages:2.0:ListResponse"],"totalResults":0,"startIndex":1,"itemsPerPage":0,"Resources":[]}`)
	created := []byte(strings.TrimSuffix(userBody(1_000_000), "}") +
		`,"id":"7d9c2a50-31f4-4c0e-8f25-0be0c9aa41d3","created":"2026-03-02T08:00:00.000Z","lastModified":"2026-03-02T08:00:00.000Z","location":"http://127.0.0.1:45678/scim/v2/Users/7d9c2a50-31f4-4c0e-8f25-0be0c9aa41d3","version":"W/\"1\""}`)
	base, stop, err := listenAndServe(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		_, _ = io.Copy(io.Discard, r.Body)
		body, status := empty, http.StatusOK
		if r.Method == http.MethodPost {
			body, status = created, http.StatusCreated
			w.Header().Set("Location", "http://127.0.0.1:45678/scim/v2/Users/7d9c2a50-31f4-4c0e-8f25-0be0c9aa41d3")
			w.Header().Set("ETag", `W/"1"`)
		}
		w.Header().Set("Cache-Control", "no-store")
		w.Header().Set("X-Content-Type-Options", "nosniff")
		w.Header().Set("Content-Type", "application/scim+json; charset=utf-8")
		w.Header().Set("Content-Length", strconv.Itoa(len(body)))
		w.WriteHeader(status)
		_, _ = w.Write(body)
	}))
	if err != nil {
		return nil, err
	}
	return &target{base: base + "/scim/v2", token: strings.Repeat("t", 53), client: newClient(), stop: stop}, nil
}
