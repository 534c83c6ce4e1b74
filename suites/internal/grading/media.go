package grading

import (
	"mime"
	"net/http"
	"strings"
)

func media() []Check {
	return []Check{{
		ID: "CLI-002", Title: "Bodies are application/scim+json, and Accept names it",
		Level: "SHOULD", Ref: "7644 §3.8",
		Requirement: "Bodies are sent with the media type application/scim+json, and Accept asks for it.",
		Advice:      "Set Content-Type: application/scim+json on every body and Accept: application/scim+json on every request that expects one.",
		rule:        mediaTypes,
	}}
}

const scimJSON = "application/scim+json"

func mediaTypes(trail []Exchange) (r result) {
	r.unseen = "the client sent nothing that has a media type"
	for i, e := range trail {
		if len(e.Body) > 0 {
			r.seen++
			sent := e.Header.Get("Content-Type")
			if kind, _, err := mime.ParseMediaType(sent); err != nil || kind != scimJSON {
				r.violate(i, "a body has another media type", "Content-Type: "+sent, "Content-Type: "+scimJSON)
			}
		}
		if e.Method == http.MethodDelete {
			continue
		}
		r.seen++
		if accept := strings.Join(e.Header.Values("Accept"), ", "); !accepts(accept) {
			r.violate(i, "Accept does not name the media type of SCIM", "Accept: "+accept, "Accept: "+scimJSON)
		}
	}
	return r
}

func accepts(header string) bool {
	for part := range strings.SplitSeq(header, ",") {
		if kind, _, err := mime.ParseMediaType(part); err == nil && kind == scimJSON {
			return true
		}
	}
	return false
}
