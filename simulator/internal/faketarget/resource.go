package faketarget

import (
	"fmt"
	"maps"
	"net/http"
	"slices"
	"strings"

	"github.com/go-json-experiment/json"
)

const managerPath = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:manager"

// flatten turns a create body into paths.
func flatten(in map[string]any) map[string]string {
	out := map[string]string{}
	for k, v := range in {
		switch {
		case k == "schemas" || k == "meta" || k == "members":
		case strings.HasPrefix(k, "urn:"):
			for sub, value := range v.(map[string]any) {
				out[k+":"+sub] = scalar(value)
			}
		default:
			flattenValue(out, k, v)
		}
	}
	return out
}

func flattenValue(out map[string]string, path string, v any) {
	switch v := v.(type) {
	case map[string]any:
		for sub, value := range v {
			out[path+"."+sub] = scalar(value)
		}
	case []any:
		for _, e := range v {
			element, ok := e.(map[string]any)
			if !ok {
				continue
			}
			for sub, value := range element {
				if sub != "type" && sub != "primary" {
					out[fmt.Sprintf("%s[type eq %q].%s", path, element["type"], sub)] = scalar(value)
				}
			}
		}
	default:
		out[path] = scalar(v)
	}
}

// scalar writes a value as text; booleans that came as text are folded.
func scalar(v any) string {
	if m, ok := v.(map[string]any); ok {
		v = m["value"]
	}
	s := fmt.Sprint(v)
	if s == "True" || s == "False" {
		return strings.ToLower(s)
	}
	return s
}

// render gives the resource as JSON.
func (r *Resource) render(kind string) string {
	doc := map[string]any{
		"schemas": []string{"urn:ietf:params:scim:schemas:core:2.0:" + strings.TrimSuffix(kind, "s")},
		"id":      r.ID, "meta": map[string]any{"resourceType": strings.TrimSuffix(kind, "s")},
	}
	for _, path := range slices.Sorted(maps.Keys(r.Attrs)) {
		place(doc, path, r.Attrs[path])
	}
	body, err := json.Marshal(doc, json.Deterministic(true))
	if err != nil {
		panic(err)
	}
	return string(body)
}

func place(doc map[string]any, path, value string) {
	var v any = value
	if path == "active" {
		v = value == "true"
	}
	switch {
	case strings.HasPrefix(path, "urn:"):
		i := strings.LastIndexByte(path, ':')
		ext, _ := doc[path[:i]].(map[string]any)
		if ext == nil {
			ext = map[string]any{}
			doc[path[:i]] = ext
		}
		if path == managerPath {
			v = map[string]any{"value": value}
		}
		ext[path[i+1:]] = v
	case strings.Contains(path, "[type eq "):
		attr, rest, _ := strings.Cut(path, `[type eq "`)
		kind, sub, _ := strings.Cut(rest, `"].`)
		list, _ := doc[attr].([]any)
		for _, e := range list {
			if m := e.(map[string]any); m["type"] == kind {
				m[sub] = v
				return
			}
		}
		doc[attr] = append(list, map[string]any{"type": kind, sub: v})
	case strings.Contains(path, "."):
		attr, sub, _ := strings.Cut(path, ".")
		m, _ := doc[attr].(map[string]any)
		if m == nil {
			m = map[string]any{}
			doc[attr] = m
		}
		m[sub] = v
	default:
		doc[path] = v
	}
}

type operation struct {
	Op    string `json:"op"`
	Path  string `json:"path"`
	Value any    `json:"value"`
}

func (t *Target) patch(w http.ResponseWriter, kind string, r *Resource, body string) {
	var in struct {
		Operations []operation `json:"Operations"`
	}
	if err := json.Unmarshal([]byte(body), &in); err != nil {
		fail(w, http.StatusBadRequest, "invalidSyntax", err.Error())
		return
	}
	next := &Resource{ID: r.ID, Attrs: maps.Clone(r.Attrs), Members: maps.Clone(r.Members)}
	for _, op := range in.Operations {
		if err := next.apply(op); err != nil {
			fail(w, http.StatusBadRequest, "invalidPath", err.Error())
			return
		}
	}
	if name := next.Attrs[unique(kind)]; t.taken(kind, name, r.ID) {
		fail(w, http.StatusConflict, "uniqueness", name+" exists")
		return
	}
	t.put(kind, next)
	w.WriteHeader(http.StatusNoContent)
}

func (r *Resource) apply(op operation) error {
	verb := strings.ToLower(op.Op)
	switch {
	case op.Path == "":
		for path, v := range op.Value.(map[string]any) {
			r.Attrs[path] = scalar(v)
		}
	case op.Path == "members":
		for _, v := range op.Value.([]any) {
			if id := scalar(v); verb == "add" {
				r.Members[id] = true
			} else {
				delete(r.Members, id)
			}
		}
	case strings.HasPrefix(op.Path, "members[value eq "):
		delete(r.Members, strings.TrimSuffix(strings.TrimPrefix(op.Path, `members[value eq "`), `"]`))
	case verb == "remove":
		path, _, _ := strings.Cut(op.Path, "[value eq ")
		if path == "manager" {
			path = managerPath
		}
		delete(r.Attrs, path)
	case verb == "add" || verb == "replace":
		r.Attrs[op.Path] = scalar(op.Value)
	default:
		return fmt.Errorf("op %q", op.Op)
	}
	return nil
}

// clause is one comparison of a filter.
type clause struct{ path, value string }

func parseFilter(s string) []clause {
	var list []clause
	for part := range strings.SplitSeq(s, " and ") {
		path, value, _ := strings.Cut(part, ` eq "`)
		if strings.Contains(path, "[type") {
			path, value, _ = strings.Cut(part, `].value eq "`)
			path += "].value"
		}
		value = strings.NewReplacer(`\"`, `"`, `\\`, `\`).Replace(strings.TrimSuffix(value, `"`))
		list = append(list, clause{path, value})
	}
	return list
}

func (r *Resource) matches(list []clause) bool {
	for _, c := range list {
		var ok bool
		switch c.path {
		case "id":
			ok = r.ID == c.value
		case "manager":
			ok = r.Attrs[managerPath] == c.value
		case "members":
			ok = r.Members[c.value]
		default:
			got, has := r.Attrs[c.path]
			ok = has && strings.EqualFold(got, c.value)
		}
		if !ok {
			return false
		}
	}
	return true
}
