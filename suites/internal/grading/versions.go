package grading

import (
	"net/http"
	"strings"
)

func versions() []Check {
	return []Check{{
		ID: "CLI-010", Title: "Updates carry If-Match where the provider has versions",
		Level: "SHOULD", Ref: "7644 §3.14",
		Requirement: "A client that was given a resource's version sends it as If-Match when it changes the resource, so that it overwrites nobody else's change.",
		Advice:      "Keep meta.version (or the ETag) of what you read, send it as If-Match with PUT and PATCH, and on 412 read again.",
		rule:        carriesVersions,
	}}
}

func carriesVersions(trail []Exchange) (r result) {
	r.unseen = "the client changed no resource of which it had been given a version"
	given := map[string]string{} // path of a resource → version
	for i, e := range trail {
		if e.updates() {
			if version := given[e.Path]; version != "" {
				r.seen++
				if e.Header.Get("If-Match") == "" {
					r.violate(i, "an update carries no version", "no If-Match", "If-Match: "+version)
				}
			}
		}
		if e.done() {
			learn(given, e)
		}
	}
	return r
}

// learn keeps the versions that an answer tells.
func learn(given map[string]string, e Exchange) {
	doc := e.answered()
	if tag := e.AnswerHeader.Get("ETag"); tag != "" && e.element() && e.Method != http.MethodDelete {
		given[e.Path] = tag
	}
	for _, resource := range append(objects(doc, "Resources"), doc) {
		id := text(resource, "id")
		meta, _ := member(resource, "meta")
		of, _ := meta.(map[string]any)
		if version := text(of, "version"); id != "" && version != "" {
			given[strings.TrimSuffix(e.collection(), "/")+"/"+id] = version
		}
	}
}
