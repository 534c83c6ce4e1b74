package validation

import (
	"net/http"
	"slices"

	"github.com/entrasim/entrasim/simulator/internal/mapping"
	"github.com/entrasim/entrasim/simulator/internal/validator/attribute"
	"github.com/entrasim/entrasim/simulator/internal/validator/resource"
	"github.com/entrasim/entrasim/simulator/internal/validator/trial"
	"github.com/entrasim/entrasim/simulator/internal/validator/wire"
)

// operation is one operation of a PATCH; an empty path leaves it out, and so does a removal with the value.
func operation(op, path string, v any) resource.Object {
	o := resource.Object{{Name: "op", Value: op}}
	if path != "" {
		o.Set("path", path)
	}
	if op != "remove" {
		o.Set("value", v)
	}
	return o
}

// patch sends operations. sent is false when there was no answer.
func (r *run) patch(s subject, cause string, ops ...resource.Object) (a wire.Answer, sent bool) {
	list := make([]any, len(ops))
	for i, op := range ops {
		list[i] = op
	}
	body := resource.Object{{Name: "schemas", Value: []any{resource.URNPatch}}, {Name: "Operations", Value: list}}
	a, sent = r.Do(wire.Request{Method: http.MethodPatch, Path: trial.Path(s.endpoint, s.id), Body: body, Cause: cause})
	if sent {
		r.judgeMedia(a)
	}
	return a, sent
}

// patched sends operations and demands success: of users 200 with the resource, of groups that or 204 (quirks Q15).
func (r *run) patched(s subject, cause string, ops ...resource.Object) bool {
	a, sent := r.patch(s, cause, ops...)
	return sent && r.accepted(s, a)
}

func (r *run) accepted(s subject, a wire.Answer) bool {
	what := "PATCH /" + s.endpoint + "/Id answers 200 or 204"
	if !r.Both(a.Is(http.StatusOK, http.StatusNoContent), "7644 §3.5.2", what, trial.Status(a)) {
		return false
	}
	if s.endpoint == trial.Users {
		r.Differ(a.Status == http.StatusOK, true, "7644 §3.5.2", "PATCH of a user answers 200 with the user", trial.Status(a), note204)
	}
	if a.Status == http.StatusOK {
		r.Blind(len(a.Body) > 0, "7644 §3.5.2", "a 200 to a PATCH has a body", "none")
	}
	if o := a.Object(); o != nil {
		return r.parsed(o)
	}
	return true
}

// change writes values as the tool does: in one request, filtered attributes by path and the rest without one; or, with
// the setting for it, every attribute by its path.
func (r *run) change(op string, values []value) []resource.Object {
	var ops []resource.Object
	var folded resource.Object
	for _, v := range values {
		if r.Verbose || v.Path.Filtered() {
			ops = append(ops, operation(op, v.Name(), v.v))
			continue
		}
		folded = append(folded, resource.Member{Name: v.Name(), Value: v.v})
	}
	if folded != nil {
		ops = append(ops, operation(op, "", folded))
	}
	return ops
}

// changeable are the attributes that a PATCH may write: everything but the joining property and references.
func changeable(k kind) []attribute.Attribute {
	return slices.DeleteFunc(slices.Clone(k.list), func(a attribute.Attribute) bool {
		return a.Path == k.join || a.Reference() || a.ReadOnly || a.Multi || a.CreateOnly
	})
}

func replaceAttributes(r *run)      { r.replaceAll(r.makeUser()) }
func replaceGroupAttributes(r *run) { r.replaceAll(r.makeGroup()) }

func (r *run) replaceAll(s subject, ok bool) {
	if !ok {
		return
	}
	r.misses = missesPrimary
	values := r.values(changeable(s.kind))
	if len(values) == 0 {
		r.nothing(s)
		return
	}
	if r.patched(s, "replace all attributes", r.change("replace", values)...) {
		r.readBack(s, values)
	}
}

// nothing sends what the tool sends when there is nothing to send.
func (r *run) nothing(s subject) {
	a, sent := r.patch(s, "replace all attributes, of which there are none")
	if sent {
		r.Differ(a.OK(), a.Status == http.StatusBadRequest, "7644 §3.5.2", "PATCH without operations succeeds", trial.Status(a), noteEmpty)
	}
}

// readBack reads a subject and demands what a PATCH has written.
func (r *run) readBack(s subject, values []value) {
	if o, ok := r.read(s, "read what the PATCH has done"); ok {
		r.compare(o, values, true)
	}
}

func addAttributes(r *run) {
	k := r.users()
	minimal := slices.DeleteFunc(slices.Clone(k.list), func(a attribute.Attribute) bool {
		return !a.Required && a.Path != k.join && a.Name() != k.name
	})
	s, ok := r.make(r.draft(k, minimal, ""), "create a user with the least")
	if !ok {
		return
	}
	rest := slices.DeleteFunc(changeable(k), func(a attribute.Attribute) bool {
		_, has := attribute.Find(minimal, a.Name())
		return has
	})
	values := r.values(rest)
	if len(values) == 0 {
		r.nothing(s)
		return
	}
	if r.patched(s, "add all other attributes", r.change("add", values)...) {
		r.readBack(s, values)
	}
}

func removeAttributes(r *run) {
	s, ok := r.makeUser()
	if !ok {
		return
	}
	optional := slices.DeleteFunc(changeable(s.kind), func(a attribute.Attribute) bool {
		return a.Required || a.Never || a.Type == mapping.Boolean || a.Name() == s.name
	})
	var ops []resource.Object
	for _, a := range optional {
		ops = append(ops, operation("remove", a.Name(), nil))
	}
	if len(ops) == 0 {
		r.nothing(s)
		return
	}
	if !r.patched(s, "remove all optional attributes", ops...) {
		return
	}
	o, ok := r.read(s, "read what the PATCH has done")
	if !ok {
		return
	}
	for _, a := range optional {
		got, present := resource.Lookup(o, a.Path)
		r.Both(!present, "7644 §3.5.2.2", a.Name()+" is gone", resource.Show(got, present))
	}
}
