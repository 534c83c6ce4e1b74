package resource

import (
	"net/http"
	"net/url"
	"slices"
	"strings"

	"github.com/gavv/httpexpect/v2"

	"github.com/entrasim/entrasim/suites/internal/harness"
)

func schemas() []harness.Spec {
	return []harness.Spec{
		harness.RFC(harness.Declaration{
			ID: "RES-001", Title: "schemas is there and names the base schema and declared extensions only",
			Level: harness.Must, Ref: "7643 §3, §3.3", Effect: harness.EffectWrite,
			Requirement: "schemas is a non-empty array without duplicates that names the base schema of the resource, extensions of its resource type, and nothing else.",
			Advice:      "Write schemas into every representation: the URN of the resource type, and those of the extensions that are present.",
		}, schemasRight),

		harness.RFC(harness.Declaration{
			ID: "RES-014", Title: "Extension attributes sit under their URN, which schemas names exactly then",
			Level: harness.Must, Ref: "7643 §3.3", Effect: harness.EffectWrite, Needs: needUser,
			Requirement: "Attributes of an extension sit in an object under its URN, and schemas names the URN exactly when the object is there.",
			Advice:      "Write the object and the URN together, or neither; an empty object is none.",
		}, extensionsInPlace),
	}
}

func urns(v any) (out []string, ok bool) {
	list, ok := v.([]any)
	for _, e := range list {
		s, isText := e.(string)
		ok = ok && isText
		out = append(out, s)
	}
	return out, ok
}

func names(list []string, urn string) bool {
	return slices.ContainsFunc(list, func(s string) bool { return strings.EqualFold(s, urn) })
}

func schemasRight(t *harness.T) {
	each(t, func(s specimen, v view) {
		raw := exact(t, v.resource, "schemas")
		list, ok := urns(raw)
		if !ok || len(list) == 0 {
			v.fail(t, "schemas is not an array with a URN in it", show(raw), harness.Show([]string{s.rt.Schema}))
		}
		for i, urn := range list {
			if names(list[:i], urn) {
				v.fail(t, "schemas names a URN twice", show(raw), "each URN once")
			}
			extension := slices.ContainsFunc(s.rt.Extensions, func(e harness.SchemaExtension) bool { return strings.EqualFold(e.Schema, urn) })
			if _, published := t.Schema(urn); !strings.EqualFold(urn, s.rt.Schema) && !extension && (t.ResourceTypes() != nil || !published && t.Schemas() != nil) {
				v.fail(t, "schemas names what is no schema of the resource type", urn, "the base schema and extensions that /ResourceTypes names")
			}
		}
		if base := s.rt.Schema; base != "" && !names(list, base) && !dangling(t, base) {
			v.fail(t, "schemas does not name the base schema", show(raw), base)
		}
	})
}

// dangling tells whether a schema of /ResourceTypes is not published: then DSC-008 says that the URN is wrong there.
func dangling(t *harness.T, urn string) bool {
	_, published := t.Schema(urn)
	return t.Schemas() != nil && !published
}

func extensionsInPlace(t *harness.T) {
	rt := t.UserType()
	if len(rt.Extensions) == 0 {
		t.NotSupported("the resource type of users has no extension")
	}
	t.Step("a user without extensions", func() {
		user := t.User(nil)
		t.ReadBack(user.Path, func(o *httpexpect.Object) { wantTogether(t, rt, o.Raw()) })
	})
	full := t.FullBody(rt)
	t.Step("a user with extensions", func() {
		var id string
		t.Arrange("creating a user with extensions", func() {
			id = t.Create("/Users", full).Is(http.StatusCreated, http.StatusOK).ID()
		})
		t.ReadBack("/Users/"+url.PathEscape(id), func(o *httpexpect.Object) {
			wantTogether(t, rt, o.Raw())
			wantNotFlat(t, rt, full, o.Raw())
		})
	})
}

// wantTogether asserts that URN and object are both there or both not.
func wantTogether(t *harness.T, rt harness.ResourceType, o map[string]any) {
	list, _ := urns(harness.Member(o, "schemas"))
	for _, e := range rt.Extensions {
		switch object := harness.Member(o, e.Schema); {
		case object == nil && names(list, e.Schema):
			t.Fail("schemas names an extension of which nothing is there", e.Schema, "the URN only together with the object")
		case object != nil && !names(list, e.Schema):
			t.Fail("schemas does not name the extension that is there", show(list), "with "+e.Schema)
		}
		if object, ok := harness.Member(o, e.Schema).(map[string]any); ok && len(object) == 0 && !e.Required {
			t.Deviation("the object of the extension %s is there and empty", e.Schema)
		}
	}
}

// wantNotFlat asserts that no attribute of an extension stands among the core attributes.
func wantNotFlat(t *harness.T, rt harness.ResourceType, sent harness.Attrs, o map[string]any) {
	for _, e := range rt.Extensions {
		inner, _ := sent[e.Schema].(harness.Attrs)
		for name, value := range inner.Plain() {
			core := harness.Member(o, name)
			if !t.Declares(rt.Schema, name) && core != nil && show(core) == show(value) {
				t.Fail("an attribute of an extension stands at the top level", name+": "+show(core), "under "+e.Schema)
			}
		}
	}
}
