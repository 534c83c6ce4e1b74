package grading

import (
	"fmt"
	"net/http"
	"regexp"
	"strings"
)

func operations() []Check {
	return []Check{
		{
			ID: "CLI-005", Title: "PATCH operations are add, remove and replace with valid paths",
			Level: "MUST", Ref: "7644 §3.5.2",
			Requirement: "op is add, remove or replace; a path follows the grammar; remove has one.",
			Advice:      "Spell op in lower case, write paths as attribute, attribute[filter].sub-attribute or URN:attribute, and give every remove its path.",
			rule:        operationsAreValid,
		},
		{
			ID: "CLI-006", Title: "remove carries no value",
			Level: "SHOULD", Ref: "7644 §3.5.2.2",
			Requirement: "What a remove takes away is said by its path, such as members[value eq \"…\"]; it has no value.",
			Advice:      "Move what is to be removed into the path: members[value eq \"2819c223\"]. Entra with aadOptscim062020 does so too.",
			rule:        removesByPath,
		},
	}
}

// operation is one of a PATCH, with the exchange it came in.
type operation struct {
	at   int
	body map[string]any
}

func patchOperations(trail []Exchange) []operation {
	var out []operation
	for i, e := range trail {
		if e.Method == http.MethodPatch {
			for _, op := range objects(e.sent(), "Operations") {
				out = append(out, operation{i, op})
			}
		}
	}
	return out
}

// path is the grammar of RFC 7644 §3.5.2 as far as a provider has to be able to read it: an attribute, behind a URN if need be,
// with a filter on its elements and a sub-attribute.
var path = regexp.MustCompile(`^(?i:urn:[^\s\[\]"]+:)?[A-Za-z$][\w$-]*(\[[^\[\]]+\])?(\.[A-Za-z$][\w$-]*)?$`)

func operationsAreValid(trail []Exchange) (r result) {
	r.unseen = "the client sent no PATCH"
	for i, e := range trail {
		if e.Method == http.MethodPatch && len(objects(e.sent(), "Operations")) == 0 {
			r.seen++
			r.violate(i, "a PATCH has no operations", string(e.Body), `Operations with at least one operation`)
		}
	}
	for _, op := range patchOperations(trail) {
		r.seen++
		name, given := text(op.body, "op"), text(op.body, "path")
		switch {
		case !oneOf(name, "add", "remove", "replace"):
			r.violate(op.at, "an operation is none of the three", fmt.Sprintf("op: %q", name), "add", "remove", "replace")
		case name != strings.ToLower(name):
			r.tolerate(op.at, fmt.Sprintf("op is spelled %q, as Entra does without aadOptscim062020", name))
		}
		if strings.EqualFold(name, "remove") && given == "" {
			r.violate(op.at, "a remove has no path", "no path", "a path that says what to remove")
		}
		if given != "" && (!path.MatchString(given) || strings.Count(given, `"`)%2 != 0) {
			r.violate(op.at, "a path does not follow the grammar", given, `attribute`, `attribute[filter].sub-attribute`, `URN:attribute`)
		}
	}
	return r
}

func removesByPath(trail []Exchange) (r result) {
	r.unseen = "the client removed nothing by PATCH"
	for _, op := range patchOperations(trail) {
		if !strings.EqualFold(text(op.body, "op"), "remove") {
			continue
		}
		r.seen++
		if v, has := member(op.body, "value"); has && v != nil {
			r.violate(op.at, "a remove carries a value", fmt.Sprintf("path %q with a value", text(op.body, "path")), `members[value eq "…"] and no value`)
		}
	}
	return r
}
