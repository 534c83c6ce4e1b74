package gallery

import (
	"net/http"
	"slices"
	"strings"

	"github.com/entrasim/entrasim/simulator/internal/mapping"
	"github.com/entrasim/entrasim/simulator/internal/validator/attribute"
	"github.com/entrasim/entrasim/simulator/internal/validator/resource"
	"github.com/entrasim/entrasim/simulator/internal/validator/trial"
	"github.com/entrasim/entrasim/simulator/internal/validator/wire"
)

// change is an attribute with the value that is written.
type change struct {
	attribute.Attribute
	v any
}

// operation is one operation of a PATCH.
func operation(op, path string, v any) resource.Object {
	o := resource.Object{{Name: "op", Value: op}}
	if path != "" {
		o.Set("path", path)
	}
	o.Set("value", v)
	return o
}

// operations writes changes: one operation each, or folded, filtered attributes first.
func operations(t *trial.T, verb string, changes []change) []any {
	var ops []any
	var folded resource.Object
	for _, c := range changes {
		if t.Verbose || c.Path.Filtered() {
			ops = append(ops, operation(verb, c.Name(), c.v))
			continue
		}
		folded = append(folded, resource.Member{Name: c.Name(), Value: c.v})
	}
	if folded != nil {
		ops = append(ops, operation(verb, "", folded))
	}
	return ops
}

// patch sends operations.
func patch(t *trial.T, endpoint, id, cause string, ops ...any) (wire.Answer, bool) {
	body := resource.Object{{Name: "schemas", Value: []any{resource.URNPatch}}, {Name: "Operations", Value: ops}}
	return t.Do(wire.Request{Method: http.MethodPatch, Path: trial.Path(endpoint, id), Body: body, Cause: cause})
}

// patched demands 200 or 204.
func patched(t *trial.T, endpoint string, a wire.Answer) bool {
	return t.Both(a.Is(http.StatusOK, http.StatusNoContent), "7644 §3.5.2", "PATCH /"+endpoint+" answers 200 or 204", trial.Status(a))
}

// replace is the verb of the update tests (see the package documentation).
func replace(t *trial.T) string {
	if t.Verbose {
		return "Replace"
	}
	return "replace"
}

func scimUserUpdate(t *trial.T) {
	name := t.Name("lasupduser")
	id, ok := prepared(t, trial.Users, "create the user to update", "userName", name, userBody(t, name))
	if !ok {
		return
	}
	eligible := slices.DeleteFunc(slices.Clone(t.Attributes.User), func(a attribute.Attribute) bool {
		return a.Multi || a.ReadOnly || a.Reference() || a.Type == mapping.Binary ||
			slices.Contains([]string{"schemas", "meta", "active", "groups", "roles"}, a.Name())
	})
	rewritten(t, trial.Users, id, eligible)
}

func scimGroupUpdate(t *trial.T) {
	name := "LASUpdGroup-entrasim-" + t.Hex(8)
	id, ok := prepared(t, trial.GroupsEnd, "create the group to update", "displayName", name, groupBody(t, name))
	if !ok {
		return
	}
	eligible := slices.DeleteFunc(slices.Clone(t.Attributes.Group), func(a attribute.Attribute) bool {
		return a.Multi || a.ReadOnly || a.Reference() || slices.Contains([]string{"members", "schemas", "meta"}, a.Name())
	})
	rewritten(t, trial.GroupsEnd, id, eligible)
}

// rewritten replaces attributes, reads the resource and compares.
func rewritten(t *trial.T, endpoint, id string, list []attribute.Attribute) {
	defer drop(t, endpoint, id)
	if len(list) == 0 {
		return // there it passes with "no updatable attributes"
	}
	var changes []change
	for _, a := range list {
		changes = append(changes, change{a, update(t, a)})
	}
	a, ok := patch(t, endpoint, id, "replace every attribute", operations(t, replace(t), changes)...)
	if !ok {
		return
	}
	patched(t, endpoint, a)
	o, a, ok := get(t, endpoint, id, "read what the PATCH has done")
	if !ok || !t.Both(a.Is(http.StatusOK), "7644 §3.4.1", "GET /"+endpoint+"/Id answers 200", trial.Status(a)) {
		return
	}
	for _, c := range changes {
		got, present := resource.Lookup(o, c.Path)
		rfc := present && resource.Text(got) == resource.Text(c.v)
		tool := rfc
		if c.Path.Filtered() { // the workflow looks for the text anywhere in the array
			array, _ := o.Get(c.Path.Attr)
			tool = strings.Contains(string(resource.Encode(array)), resource.Text(c.v))
		}
		t.Differ(tool, rfc, "7644 §3.5.2.3", c.Name()+" has the value that was sent", resource.Show(got, present),
			"of multi-valued attributes the workflow looks for the text anywhere in the array")
	}
}
