package gallery

import (
	"slices"

	"github.com/entrasim/entrasim/simulator/internal/validator/attribute"
	"github.com/entrasim/entrasim/simulator/internal/validator/resource"
	"github.com/entrasim/entrasim/simulator/internal/validator/trial"
	"github.com/entrasim/entrasim/simulator/internal/validator/wire"
)

// nullUpdate writes "" and then null into every optional attribute.
func nullUpdate(t *trial.T) {
	name := t.Name("scnull")
	id, ok := prepared(t, trial.Users, "create the user to clear", "userName", name, userBody(t, name))
	if !ok {
		return
	}
	defer drop(t, trial.Users, id)
	if _, _, ok = get(t, trial.Users, id, "read it"); !ok {
		return
	}
	a, ok := t.Do(wire.Request{Method: "GET", Path: "/Schemas", Cause: "see which attributes are required"})
	if !ok {
		return
	}
	list := clearable(t, a.Object())
	if cleared(t, id, list, "") {
		cleared(t, id, list, nil)
	}
}

// clearable are the mapped attributes that may be cleared: no names, no references, and nothing that /Schemas requires.
func clearable(t *trial.T, schemas resource.Object) []attribute.Attribute {
	required := map[string]bool{}
	for _, e := range schemas.List("Resources") {
		s, _ := e.(resource.Object)
		for _, e := range s.List("attributes") {
			a, _ := e.(resource.Object)
			if v, _ := a.Get("required"); v == any(true) {
				required[s.Text("id")+":"+a.Text("name")] = true
			}
		}
	}
	return slices.DeleteFunc(slices.Clone(t.Attributes.User), func(a attribute.Attribute) bool {
		urn := a.Path.URN
		if urn == "" {
			urn = resource.URNUser
		}
		return !a.Mapped || a.Matching || a.Reference() || required[urn+":"+a.Path.Attr] ||
			slices.Contains([]string{"userName", "active", "externalId", "roles"}, a.Name())
	})
}

// cleared writes an empty value into all attributes and demands that nothing is left.
func cleared(t *trial.T, id string, list []attribute.Attribute, empty any) bool {
	var changes []change
	for _, a := range list {
		changes = append(changes, change{a, empty})
	}
	shown := resource.Show(empty, true)
	a, ok := patch(t, trial.Users, id, "replace every optional attribute by "+shown, operations(t, "replace", changes)...)
	if !ok || !patched(t, trial.Users, a) {
		return false
	}
	o, _, ok := get(t, trial.Users, id, "read what is left")
	if !ok {
		return false
	}
	for _, a := range list {
		got, present := resource.Lookup(o, a.Path)
		gone := !present || got == any("")
		what := a.Name() + " is null, empty or absent after " + shown
		switch {
		case empty == nil && a.Path.Filtered():
			t.Differ(true, gone, "7644 §3.5.2.3", what, resource.Show(got, present), "the workflow does not look at filtered attributes here")
		case empty == nil:
			t.Both(!present, "7643 §2.5", what, resource.Show(got, present))
		default:
			t.Asks(gone, what, resource.Show(got, present))
		}
	}
	return true
}
