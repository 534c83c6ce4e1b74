package main

import (
	"bytes"
	"context"
	"fmt"
	"net/http"
	"slices"
	"strings"
)

// caller calls a handler directly, without a network.
type caller struct {
	handler http.Handler
	path    string
	token   string
}

// request builds a request that can be handed to a handler.
func (c caller) request(ctx context.Context, method, path, body string) (*http.Request, error) {
	req, err := http.NewRequestWithContext(ctx, method, "http://127.0.0.1"+c.path+path, strings.NewReader(body))
	if err != nil {
		return nil, fmt.Errorf("build request: %w", err)
	}
	req.RequestURI, req.RemoteAddr = req.URL.RequestURI(), "127.0.0.1:1"
	req.Header.Set("Authorization", "Bearer "+c.token)
	if body != "" {
		req.Header.Set("Content-Type", "application/scim+json; charset=utf-8")
	}
	return req, nil
}

func (c caller) call(ctx context.Context, method, path, body string, want ...int) ([]byte, error) {
	req, err := c.request(ctx, method, path, body)
	if err != nil {
		return nil, err
	}
	a := answer{header: http.Header{}}
	c.handler.ServeHTTP(&a, req)
	if !slices.Contains(want, a.status) {
		return nil, fmt.Errorf("%s %s: status %d: %s", method, path, a.status, a.body.Bytes())
	}
	return a.body.Bytes(), nil
}

// answer keeps what a handler writes.
type answer struct {
	header http.Header
	status int
	body   bytes.Buffer
}

func (a *answer) Header() http.Header { return a.header }

func (a *answer) WriteHeader(status int) {
	if a.status == 0 {
		a.status = status
	}
}

func (a *answer) Write(p []byte) (int, error) {
	a.WriteHeader(http.StatusOK)
	return a.body.Write(p)
}
