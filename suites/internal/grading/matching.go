package grading

import (
	"net/http"
	"slices"
	"strings"
)

func matching() []Check {
	return []Check{{
		ID: "CLI-008", Title: "Before a create the client looks the resource up, and after 409 again",
		Level: "SHOULD", Ref: "7644 §3.3",
		Requirement: "A client asks for a resource by what identifies it before it creates one, and after 409 asks again instead of repeating the create.",
		Advice:      "GET with a filter on your matching attribute before POST; on 409 look it up again and take over what is there.",
		rule:        looksUp,
	}}
}

func looksUp(trail []Exchange) (r result) {
	r.unseen = "the client created nothing"
	for i, e := range trail {
		doc := e.sent()
		if !e.creates() || doc == nil {
			continue
		}
		r.seen++
		names := identifying(doc)
		asked := func(q Exchange) bool {
			return q.asked() != "" && (strings.EqualFold(q.collection(), e.collection()) || q.collection() == "/.search") &&
				slices.ContainsFunc(literals(q.asked()), func(s string) bool { return oneOf(s, names...) })
		}
		if !slices.ContainsFunc(trail[:i], asked) {
			r.violate(i, "a resource is created that the client has not looked for", e.what()+" of "+strings.Join(names, ", "), "a filter on one of its identifying attributes before that")
			continue
		}
		for j := i - 1; j >= 0; j-- {
			if refused := trail[j]; refused.Status == http.StatusConflict && refused.creates() && sameCreate(refused, e) {
				if !slices.ContainsFunc(trail[j+1:i], asked) {
					r.violate(i, "a create that was answered with 409 is repeated without looking again", e.what()+" of "+strings.Join(names, ", "), "a lookup after the 409")
				}
				break
			}
		}
	}
	return r
}

// identifying are the values by which a resource may be looked for.
func identifying(doc map[string]any) []string {
	var out []string
	for _, name := range []string{"userName", "externalId", "displayName"} {
		if s := text(doc, name); s != "" {
			out = append(out, s)
		}
	}
	for _, email := range objects(doc, "emails") {
		if s := text(email, "value"); s != "" {
			out = append(out, s)
		}
	}
	return out
}

// sameCreate tells whether two creates are of the same resource.
func sameCreate(a, b Exchange) bool {
	x, y := a.sent(), b.sent()
	for _, name := range []string{"userName", "externalId", "displayName"} {
		if s := text(x, name); s != "" || text(y, name) != "" {
			return strings.EqualFold(a.collection(), b.collection()) && strings.EqualFold(s, text(y, name))
		}
	}
	return false
}
