package harness

import (
	"net/http"
	"net/url"
	"strings"
)

// tolerantID is the id of a resource as the other checks go on with it: a JSON number is taken for its digits, and what a create
// left out of its body is taken from Location. RES-002, CRE-003 and AAD-006 are about that; it is noted once.
func (a *Answer) tolerantID() string {
	doc := a.rawDoc()
	switch id := member(doc, "id").(type) {
	case string:
		return id
	case float64:
		a.t.session.noteOnce("ids are JSON numbers, which RFC 7643 §3.1 has as strings (RES-002); the other checks read their digits")
		return textOf(id)
	}
	location := a.Header("Location")
	if a.Status() != http.StatusCreated || location == "" || doc != nil {
		return ""
	}
	u, err := url.Parse(location)
	if err != nil {
		return ""
	}
	path := strings.TrimRight(u.EscapedPath(), "/")
	id, err := url.PathUnescape(path[strings.LastIndexByte(path, '/')+1:])
	if err != nil || id == "" {
		return ""
	}
	a.t.session.noteOnce("a create is answered without the resource (RFC 7644 §3.3 wants it; CRE-003, AAD-006); the other checks take its id from Location")
	return id
}

// strictIDs are the checks that are about the id itself.
var strictIDs = map[string]bool{"RES-002": true, "AAD-006": true}

// digits puts the digits of an id that is a number into a resource.
func digits(resource map[string]any) {
	if _, number := resource["id"].(float64); number {
		resource["id"] = textOf(resource["id"])
	}
}
