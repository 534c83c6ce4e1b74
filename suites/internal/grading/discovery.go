package grading

import (
	"net/http"
	"strings"
)

func discovery() []Check {
	return []Check{{
		ID: "CLI-001", Title: "The client reads /ServiceProviderConfig before it relies on optional features",
		Level: "SHOULD", Ref: "7644 §4",
		Requirement: "A client finds out what the provider supports before it uses PATCH, filters, sorting, bulk, versions or cursors.",
		Advice:      "Read /ServiceProviderConfig once when a connection is set up, and leave out what it does not announce.",
		rule:        readsConfig,
	}}
}

func readsConfig(trail []Exchange) (r result) {
	r.unseen = "the client used no optional feature: no PATCH, filter, sorting, bulk, If-Match or cursor"
	read := false
	for i, e := range trail {
		if e.Method == http.MethodGet && e.collection() == "/ServiceProviderConfig" && e.done() {
			read = true
			continue
		}
		feature := optional(e)
		if feature == "" {
			continue
		}
		r.seen++
		if !read {
			r.violate(i, "the client uses "+feature+" and has not read /ServiceProviderConfig", e.what(), "GET /ServiceProviderConfig before that")
		}
	}
	return r
}

// optional names the feature that a request relies on and that a provider may not have.
func optional(e Exchange) string {
	q := e.Query()
	switch {
	case e.Method == http.MethodPatch:
		return "PATCH"
	case strings.EqualFold(e.collection(), "/Bulk"):
		return "bulk operations"
	case e.Header.Get("If-Match") != "" || e.Header.Get("If-None-Match") != "":
		return "versions"
	case q.Has("cursor"):
		return "cursors"
	case q.Has("sortBy"):
		return "sorting"
	case e.asked() != "":
		return "a filter"
	}
	return ""
}
