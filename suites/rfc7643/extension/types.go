package extension

import (
	"net/http"
	"net/url"
	"slices"
	"strings"

	"github.com/gavv/httpexpect/v2"

	"github.com/entrasim/entrasim/suites/internal/harness"
)

func types() []harness.Spec {
	return []harness.Spec{
		harness.RFC(harness.Declaration{
			ID: "EXT-009", Title: "A custom resource type is created, read, listed, replaced, patched and deleted",
			Level: harness.Must, Ref: "7643 §6", Gate: harness.GateCustomType, Effect: harness.EffectDelete,
			Requirement: "A resource type that the target announces besides User and Group passes create, read, list, replace, PATCH and DELETE at its endpoint.",
			Advice:      "Serve announced resource types by the same code as users and groups, driven by their schema; do not announce what clients may not use.",
		}, typesWork),
	}
}

func typesWork(t *harness.T) {
	n := 0
	for _, rt := range t.ResourceTypes() {
		name := strings.ToLower(rt.Name)
		if name == "user" || name == "group" || n == mostTypes {
			continue
		}
		n++
		t.Step(rt.Name, func() { life(t, rt) })
	}
}

// life is that of one resource. A type that only the service provider fills (405 or 403 for a create) is read only.
func life(t *harness.T, rt harness.ResourceType) {
	body := t.FullBody(rt)
	answer := t.CreateAs(rt, body)
	switch answer.Status() {
	case http.StatusMethodNotAllowed, http.StatusForbidden:
		t.Remark("%s cannot be created by clients (%d)", rt.Name, answer.Status())
		t.Get(t.Endpoint(rt)).List()
		return
	case http.StatusBadRequest:
		body = t.RequiredBody(rt)
		answer = t.CreateAs(rt, body)
	}
	id := answer.Is(http.StatusCreated, http.StatusOK).ID()
	path := t.Endpoint(rt) + "/" + url.PathEscape(id)
	t.ReadBack(path, func(o *httpexpect.Object) { o.Value("id").IsEqual(id) })
	t.Get(t.Endpoint(rt)).List()
	if t.Open(harness.GateFilter) {
		t.Settle(func() {
			found := t.Get(t.Endpoint(rt), harness.Filter(`id eq "%s"`, id)).List()
			if len(found) != 1 || found[0]["id"] != id {
				t.Fail("the list does not find the resource", harness.Show(found), "the one resource with id "+id)
			}
		})
	}
	change(t, rt, path, body)
	t.Delete(path).Is(http.StatusNoContent, http.StatusOK)
	t.Settle(func() { t.Get(path).Is(http.StatusNotFound) })
}

// change replaces the resource and patches it, with another value for one attribute each time.
func change(t *harness.T, rt harness.ResourceType, path string, body harness.Attrs) {
	attributes := t.Attributes(rt)[rt.Schema]
	i := slices.IndexFunc(attributes, func(a harness.Attribute) bool {
		return plain(a) && a.Changeable() && body[a.Name] != nil && len(a.CanonicalValues) != 1
	})
	set := func(variant int) any { return nil }
	want := func(any) {}
	if i >= 0 {
		name := attributes[i].Name
		set = func(variant int) any { return t.Sample(attributes[i], variant) }
		want = func(value any) {
			t.ReadBack(path, func(o *httpexpect.Object) {
				if got := harness.Member(o.Raw(), name); show(got) != show(value) {
					t.Fail(name+" is not what was asked for", show(got), show(value))
				}
			})
		}
		body[name] = set(1)
	}
	t.Put(path, body).Is(http.StatusOK, http.StatusNoContent)
	if i < 0 {
		return
	}
	want(body[attributes[i].Name])
	if t.Open(harness.GatePatch) {
		value := set(0)
		t.Patch(path, harness.Op{Op: "replace", Path: attributes[i].Name, Value: value})
		want(value)
	}
}
