package grading

import (
	"fmt"
	"net/http"
	"slices"
	"strings"
)

func schemas() []Check {
	return []Check{
		{
			ID: "CLI-003", Title: "schemas names what the body is",
			Level: "MUST", Ref: "7643 §3",
			Requirement: "schemas holds the URN of the resource and of every extension in it; a PATCH, a bulk request and a search hold that of their message.",
			Advice:      "Send schemas with every body: the core URN of the resource type, the URN of each extension that the body has, or the message's URN.",
			rule:        namesSchemas,
		},
		{
			ID: "CLI-004", Title: "The client does not set id on create",
			Level: "MUST", Ref: "7643 §3.1",
			Requirement: "id is the provider's to give: a create carries none. The client's own identifier goes into externalId.",
			Advice:      "Leave id out of what you POST; put your own identifier into externalId and keep the id of the answer.",
			rule:        setsNoID,
		},
	}
}

// The URNs that bodies have to name (RFC 7643 §10.3, RFC 7644 §10.3).
const (
	userURN   = "urn:ietf:params:scim:schemas:core:2.0:User"
	groupURN  = "urn:ietf:params:scim:schemas:core:2.0:Group"
	patchURN  = "urn:ietf:params:scim:api:messages:2.0:PatchOp"
	bulkURN   = "urn:ietf:params:scim:api:messages:2.0:BulkRequest"
	searchURN = "urn:ietf:params:scim:api:messages:2.0:SearchRequest"
)

func namesSchemas(trail []Exchange) (r result) {
	r.unseen = "the client sent no body"
	for i, e := range trail {
		doc := e.sent()
		if doc == nil {
			continue
		}
		r.seen++
		listed := listedSchemas(doc)
		for _, want := range wantedSchemas(e, doc) {
			if !oneOf(want, listed...) {
				r.violate(i, "schemas does not name "+want, fmt.Sprintf("schemas: %q", listed), "schemas with "+want)
			}
		}
		if len(listed) == 0 {
			r.violate(i, "the body has no schemas", "no array of URNs", "schemas with the URN of what the body is")
		}
	}
	return r
}

func listedSchemas(doc map[string]any) []string {
	v, _ := member(doc, "schemas")
	list, _ := v.([]any)
	var out []string
	for _, e := range list {
		if s, ok := e.(string); ok {
			out = append(out, s)
		}
	}
	return out
}

// wantedSchemas are the URNs that a body has to name.
func wantedSchemas(e Exchange, doc map[string]any) []string {
	switch {
	case e.Method == http.MethodPatch:
		return []string{patchURN}
	case e.search():
		return []string{searchURN}
	case strings.EqualFold(e.collection(), "/Bulk"):
		return []string{bulkURN}
	}
	var want []string
	switch strings.ToLower(e.collection()) {
	case "/users":
		want = append(want, userURN)
	case "/groups":
		want = append(want, groupURN)
	}
	for name := range doc {
		if strings.HasPrefix(strings.ToLower(name), "urn:") {
			want = append(want, name)
		}
	}
	slices.Sort(want)
	return want
}

func setsNoID(trail []Exchange) (r result) {
	r.unseen = "the client created nothing"
	for i, e := range trail {
		for _, body := range created(e) {
			r.seen++
			if id, set := member(body, "id"); set {
				r.violate(i, "a create carries an id", fmt.Sprintf("id: %v", id), "no id", "externalId with the client's own identifier")
			}
		}
	}
	return r
}

// created are the resources that a request asks to create: one, or those of a bulk request.
func created(e Exchange) []map[string]any {
	doc := e.sent()
	switch {
	case doc == nil:
		return nil
	case e.creates():
		return []map[string]any{doc}
	case e.Method == http.MethodPost && strings.EqualFold(e.collection(), "/Bulk"):
		var out []map[string]any
		for _, op := range objects(doc, "Operations") {
			if strings.EqualFold(text(op, "method"), http.MethodPost) {
				out = append(out, objects(op, "data")...)
			}
		}
		return out
	}
	return nil
}
