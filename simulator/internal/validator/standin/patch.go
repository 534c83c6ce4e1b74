package standin

import (
	"errors"
	"fmt"
	"io"
	"net/http"
	"slices"
	"strings"

	"github.com/entrasim/entrasim/simulator/internal/mapping"
	"github.com/entrasim/entrasim/simulator/internal/validator/resource"
)

var errRejected = errors.New("the value is refused")

func (s *Server) patch(w http.ResponseWriter, r *http.Request, d *document) {
	raw, _ := io.ReadAll(r.Body)
	body, err := resource.DecodeObject(raw)
	ops := body.List("Operations")
	if err != nil || len(ops) == 0 && s.has(EmptyRefused) {
		s.fail(w, http.StatusBadRequest, "invalidSyntax", "there are no operations")
		return
	}
	next := &document{endpoint: d.endpoint, id: d.id, body: resource.Clone(d.body).(resource.Object)}
	if s.has(LastOnly) && len(ops) > 1 {
		ops = ops[len(ops)-1:]
	}
	for _, e := range ops {
		op, _ := e.(resource.Object)
		if err := s.apply(next, op); err != nil {
			s.fail(w, http.StatusBadRequest, "invalidValue", err.Error())
			return
		}
	}
	next.body = s.tidy(next.body)
	if s.taken(d.endpoint, next.body.Text(unique(d.endpoint)), d.id) {
		s.fail(w, http.StatusConflict, "uniqueness", "that name is taken")
		return
	}
	d.body = next.body
	if s.has(Patch204) {
		w.WriteHeader(http.StatusNoContent)
		return
	}
	s.reply(w, http.StatusOK, s.render(d, ""))
}

func (s *Server) apply(d *document, op resource.Object) error {
	verb := strings.ToLower(op.Text("op"))
	v, _ := op.Get("value")
	if op.Text("path") == "" {
		members, _ := v.(resource.Object)
		for _, m := range members {
			if err := s.write(d, verb, m.Name, m.Value, true); err != nil {
				return err
			}
		}
		return nil
	}
	return s.write(d, verb, op.Text("path"), v, false)
}

// write carries one change out; key says that the name was a key of a path-less operation.
func (s *Server) write(d *document, verb, name string, v any, key bool) error {
	p, err := mapping.ParseTargetPath(name)
	if err != nil {
		return fmt.Errorf("path: %w", err)
	}
	switch {
	case p.Attr == "members":
		return s.membership(d, verb, p, v)
	case s.has(DottedIgnored) && key && p.Sub != "", s.has(URNIgnored) && p.URN != "", s.has(GroupFrozen) && d.endpoint == "Groups":
		return nil
	case s.has(RenameRefused) && name == "userName":
		return errRejected
	case s.has(NullRejected) && v == nil && verb != "remove":
		return errRejected
	case p.Attr == "manager":
		return s.manage(d, verb, p, v)
	case s.has(EmptyKept) && v == nil && verb != "remove":
		return nil
	case verb == "remove" || !s.has(EmptyKept) && (v == nil || v == ""):
		remove(&d.body, p)
		return nil
	}
	if _, ok := resource.Lookup(d.body, mapping.TargetPath{Attr: p.Attr, Filter: p.Filter}); p.Filtered() && !ok && s.has(NoTarget) {
		return fmt.Errorf("%s: %w", name, errRejected)
	}
	resource.Put(&d.body, p, v)
	return nil
}

func (s *Server) manage(d *document, verb string, p mapping.TargetPath, v any) error {
	id := resource.Text(v)
	if o, ok := v.(resource.Object); ok {
		id = o.Text("value")
	} else if s.has(ManagerRejected) && verb != "remove" {
		return errRejected
	}
	if id == "" && !s.has(ManagerKeptEmpty) {
		remove(&d.body, p)
		return nil
	}
	resource.Put(&d.body, p, resource.Object{{Name: "value", Value: id}})
	return nil
}

func (s *Server) membership(d *document, verb string, p mapping.TargetPath, v any) error {
	have := d.body.List("members")
	list, _ := v.([]any)
	value := func(e any) string { o, _ := e.(resource.Object); return o.Text("value") }
	drop := func(id string) { have = slices.DeleteFunc(have, func(e any) bool { return value(e) == id }) }
	switch {
	case verb == "remove" && s.has(RemoveWipes), verb == "remove" && !p.Filtered() && list == nil:
		have = nil
	case verb == "remove" && p.Filtered():
		drop(p.Filter.Value)
	case verb == "remove":
		for _, e := range list {
			drop(value(e))
		}
	case verb == "replace" && s.has(ReplaceIgnored):
	case verb == "replace":
		have = list
	default:
		for _, e := range list {
			drop(value(e))
			have = append(have, e)
		}
	}
	d.body.Set("members", append([]any{}, have...))
	return nil
}

// remove takes out what a path names, and what is empty then.
func remove(o *resource.Object, p mapping.TargetPath) {
	switch {
	case p.URN != "":
		ext := o.Object(p.URN)
		p2 := p
		p2.URN = ""
		remove(&ext, p2)
		o.Set(p.URN, ext)
	case p.Filtered():
		var kept []any
		for _, e := range o.List(p.Attr) {
			element, _ := e.(resource.Object)
			if resource.Matches(element, p.Filter) {
				element.Delete(p.Sub)
			}
			kept = append(kept, element)
		}
		o.Set(p.Attr, kept)
	case p.Sub != "":
		part := o.Object(p.Attr)
		part.Delete(p.Sub)
		o.Set(p.Attr, part)
	default:
		o.Delete(p.Attr)
	}
}

// tidy makes booleans of the texts that stand for them.
func (s *Server) tidy(o resource.Object) resource.Object {
	for i, m := range o {
		switch v := m.Value.(type) {
		case string:
			if m.Name == "primary" && !s.has(BooleanAsText) {
				o[i].Value = strings.EqualFold(v, "true")
			}
			if m.Name == "active" {
				o[i].Value = strings.EqualFold(v, "true")
			}
		case resource.Object:
			o[i].Value = s.tidy(v)
		case []any:
			for j, e := range v {
				if element, ok := e.(resource.Object); ok {
					v[j] = s.tidy(element)
				}
			}
		}
	}
	return o
}
