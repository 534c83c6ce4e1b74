package httpapi

import (
	"maps"
	"net/http"
	"net/url"
	"slices"
	"strings"

	"github.com/entrasim/entrasim/server/internal/schema"
	"github.com/entrasim/entrasim/server/internal/scim"
)

// bulkTarget is what the path of an operation names.
type bulkTarget struct {
	rt *schema.ResourceType
	id string // "" for a collection; may be bulkId:…
}

// check finds what is wrong with single operations before any of them runs, and what refers to what.
func (b *bulkRun) check() {
	seen := map[string]bool{}
	for _, op := range b.ops {
		b.checkForm(op)
		if op.bulkID == "" {
			continue
		}
		if seen[op.bulkID] {
			op.blame(scim.InvalidValue, "bulkId %s is used by an operation before; it must be unique within the request", scim.Quote(op.bulkID))
			continue
		}
		seen[op.bulkID] = true
		if op.method == http.MethodPost {
			b.created[op.bulkID] = op
		}
	}
	for _, op := range b.ops {
		op.refs = references(op.data, nil)
		if ref, ok := strings.CutPrefix(op.target.id, bulkPrefix); ok {
			op.refs = append(op.refs, ref)
		}
		for _, ref := range op.refs {
			if b.created[ref] == nil {
				op.blame(scim.InvalidValue, "no POST of this request has the bulkId %s", scim.Quote(ref))
			}
		}
	}
}

func (b *bulkRun) checkForm(op *bulkOp) {
	var known bool
	if op.target, known = b.target(op.path); !known {
		op.blame(scim.InvalidValue, "path %s is no resource or resource type of this server", scim.Quote(op.path))
		return
	}
	switch op.method {
	case http.MethodPost:
		switch {
		case op.bulkID == "":
			op.blame(scim.InvalidValue, "a POST needs a bulkId (RFC 7644 §3.7)")
		case op.target.id != "":
			op.blame(scim.InvalidValue, "the path of a POST must be a resource type endpoint such as /Users")
		}
	case http.MethodPut, http.MethodPatch, http.MethodDelete:
		if op.target.id == "" {
			op.blame(scim.InvalidValue, "the path of a %s must be that of a resource, such as /Users/<id>", op.method)
		}
	case "":
		op.blame(scim.InvalidSyntax, "method is missing; it must be POST, PUT, PATCH or DELETE")
	default:
		op.blame(scim.InvalidSyntax, "method %s is not possible; it must be POST, PUT, PATCH or DELETE", scim.Quote(op.method))
	}
	if op.data == nil && op.method != http.MethodDelete {
		op.blame(scim.InvalidSyntax, "data is missing")
	}
}

// target reads a path such as /Users/<id>.
func (b *bulkRun) target(path string) (bulkTarget, bool) {
	path, _, _ = strings.Cut(path, "?")
	name, id, _ := strings.Cut(strings.Trim(path, "/"), "/")
	plain, err := url.PathUnescape(id)
	if err != nil || strings.Contains(id, "/") {
		return bulkTarget{}, false
	}
	for _, rt := range b.req.profile.Registry.ResourceTypes() {
		if name != "" && rt.Endpoint[1:] == name && plain != searchEndpoint {
			return bulkTarget{rt, plain}, true
		}
	}
	return bulkTarget{}, false
}

// bulkPrefix begins a reference to a resource that another operation creates.
const bulkPrefix = "bulkId:"

// references lists the bulkIds that strings of v refer to: as a whole, and in quotes as in members[value eq "bulkId:x"].
func references(v any, out []string) []string {
	switch v := v.(type) {
	case scim.Object:
		for _, k := range slices.Sorted(maps.Keys(v)) { // so that two runs do the same
			out = references(v[k], out)
		}
	case []any:
		for _, e := range v {
			out = references(e, out)
		}
	case string:
		replaceReferences(v, func(ref string) (string, bool) {
			out = append(out, ref)
			return "", false
		})
	}
	return out
}

// resolved returns a copy of v with ids in the place of the bulkIds that are known.
func resolved(v any, ids map[string]string) any {
	switch v := v.(type) {
	case scim.Object:
		out := make(scim.Object, len(v))
		for k, e := range v {
			out[k] = resolved(e, ids)
		}
		return out
	case []any:
		out := make([]any, len(v))
		for i, e := range v {
			out[i] = resolved(e, ids)
		}
		return out
	case string:
		return replaceReferences(v, func(ref string) (string, bool) {
			id, ok := ids[ref]
			return id, ok
		})
	}
	return v
}

// replaceReferences asks id about every reference in s and puts in what it says.
func replaceReferences(s string, id func(ref string) (string, bool)) string {
	if ref, ok := strings.CutPrefix(s, bulkPrefix); ok {
		if with, ok := id(ref); ok {
			return with
		}
		return s
	}
	const quoted = `"` + bulkPrefix
	var out strings.Builder
	for {
		before, rest, ok := strings.Cut(s, quoted)
		ref, after, closed := strings.Cut(rest, `"`)
		if !ok || !closed {
			out.WriteString(s)
			return out.String()
		}
		out.WriteString(before)
		if with, ok := id(ref); ok {
			out.WriteString(`"` + with + `"`)
		} else {
			out.WriteString(quoted + ref + `"`)
		}
		s = after
	}
}
