package extension

import (
	"net/http"
	"net/url"
	"slices"
	"strings"

	"github.com/gavv/httpexpect/v2"

	"github.com/entrasim/entrasim/suites/internal/harness"
)

func custom() []harness.Spec {
	return []harness.Spec{
		harness.RFC(harness.Declaration{
			ID: "EXT-008", Title: "A custom extension is written, patched, filtered and projected like any other",
			Level: harness.Must, Ref: "7643 §3.3", Gate: harness.GateCustomExtension, Effect: harness.EffectWrite, Needs: needUser,
			Requirement: "An extension of users that the target announces besides Enterprise User passes the same checks: create, PATCH by URN path, filter, projection.",
			Advice:      "Drive extensions from their schema, not from code written for the Enterprise User.",
		}, customWorks),

		harness.RFC(harness.Declaration{
			ID: "EXT-010", Title: "An attribute of the same name in core and extension is kept apart",
			Level: harness.Must, Ref: "7643 §3.3", Gate: harness.GateCustomExtension, Effect: harness.EffectWrite, Needs: needUser,
			Requirement: "An attribute that the core schema and an extension both have keeps two values, one in each place.",
			Advice:      "Store extension attributes under their URN, not in one flat table of names.",
		}, keptApart),
	}
}

// mostExtensions and mostTypes bound what is tried of a target that has many.
const (
	mostExtensions = 3
	mostTypes      = 3
)

// customs are the extensions of users besides Enterprise User that are published.
func customs(t *harness.T) []harness.Schema {
	var out []harness.Schema
	for _, e := range t.UserType().Extensions {
		schema, published := t.Schema(e.Schema)
		if published && !strings.EqualFold(e.Schema, harness.EnterpriseURN) && len(out) < mostExtensions {
			out = append(out, schema)
		}
	}
	if len(out) == 0 {
		t.NotSupported("users have no other extension that is published")
	}
	return out
}

// plain tells whether an attribute is a single text that can be written and read.
func plain(a harness.Attribute) bool {
	return !a.MultiValued && a.Writable() && a.Shown() && !a.Refers() && (a.Type == "" || strings.EqualFold(a.Type, "string"))
}

func customWorks(t *harness.T) {
	tried := false
	for _, schema := range customs(t) {
		sent := harness.Attrs{}
		for _, a := range schema.Attributes {
			if v := t.Sample(a, 0); v != nil && (a.Shown() || a.Required) {
				sent[a.Name] = v
			}
		}
		if len(sent) == 0 {
			continue
		}
		tried = true
		t.Step(schema.ID, func() { customExtension(t, schema, sent) })
	}
	if !tried {
		t.NotSupported("no other extension of users has an attribute that a client could write")
	}
}

func customExtension(t *harness.T, schema harness.Schema, sent harness.Attrs) {
	i := slices.IndexFunc(schema.Attributes, func(a harness.Attribute) bool { return plain(a) && len(a.CanonicalValues) == 0 && sent[a.Name] != nil })
	if i >= 0 {
		sent[schema.Attributes[i].Name] = t.Name("") // to be found by
	}
	id := t.Create("/Users", t.UserBody(with(schema.ID, sent))).Is(http.StatusCreated, http.StatusOK).ID()
	path := "/Users/" + url.PathEscape(id)
	shown := harness.Attrs{}
	for _, a := range schema.Attributes {
		if sent[a.Name] != nil && a.Shown() && plain(a) {
			shown[a.Name] = sent[a.Name]
		}
	}
	wantValues(t, path, schema.ID, shown)
	t.ReadBack(path, func(o *httpexpect.Object) {
		for _, a := range schema.Attributes {
			if sent[a.Name] != nil && a.Shown() && harness.Unassigned(harness.Member(o.Raw(), schema.ID, a.Name)) {
				t.Fail(a.Name+" of the extension was not stored", "nothing", show(sent[a.Name]))
			}
		}
	})
	if i < 0 {
		return
	}
	name := schema.Attributes[i].Name
	query(t, id, schema.ID, name, sent[name], nil)
	if schema.Attributes[i].Changeable() && t.Open(harness.GatePatch) {
		value := t.Name("")
		t.Patch(path, harness.Op{Op: "replace", Path: schema.ID + ":" + name, Value: value})
		wantValues(t, path, schema.ID, harness.Attrs{name: value})
	}
}

func keptApart(t *harness.T) {
	core, published := t.Schema(harness.UserURN)
	if !published {
		t.NotSupported("/Schemas does not list the User schema")
	}
	for _, e := range t.UserType().Extensions {
		schema, _ := t.Schema(e.Schema)
		for _, inside := range schema.Attributes {
			outside, both := core.Attribute(inside.Name)
			if both && plain(inside) && plain(outside) && len(inside.CanonicalValues)+len(outside.CanonicalValues) == 0 {
				apart(t, schema, outside.Name, inside)
				return
			}
		}
	}
	t.NotSupported("no extension of users has an attribute of the same name as the core")
}

func apart(t *harness.T, schema harness.Schema, name string, inside harness.Attribute) {
	extension := harness.Attrs{}
	for _, a := range schema.Attributes {
		if a.Required {
			extension[a.Name] = t.Sample(a, 0)
		}
	}
	extension[inside.Name] = t.Name("")
	body := t.UserBody(with(schema.ID, extension))
	body[name] = t.Name(harness.Domain) // right for userName too
	id := t.Create("/Users", body).Is(http.StatusCreated, http.StatusOK).ID()
	path := "/Users/" + url.PathEscape(id)
	both := func() {
		wantValues(t, path, schema.ID, harness.Attrs{inside.Name: extension[inside.Name]})
		t.ReadBack(path, func(o *httpexpect.Object) {
			if got := harness.Member(o.Raw(), name); show(got) != show(body[name]) {
				t.Fail(name+" of the core is not what was asked for", show(got), show(body[name]))
			}
		})
	}
	both()
	if inside.Changeable() && t.Open(harness.GatePatch) {
		extension[inside.Name] = t.Name("")
		t.Patch(path, harness.Op{Op: "replace", Path: schema.ID + ":" + inside.Name, Value: extension[inside.Name]})
		both()
	}
}
