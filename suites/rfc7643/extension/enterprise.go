package extension

import (
	"net/http"
	"net/url"
	"slices"
	"strings"

	"github.com/gavv/httpexpect/v2"

	"github.com/entrasim/entrasim/suites/internal/harness"
)

func enterprise() []harness.Spec {
	return []harness.Spec{
		harness.RFC(harness.Declaration{
			ID: "EXT-001", Title: "The Enterprise schema is published and listed with the User type",
			Level: harness.Must, Ref: "7643 §4.3", Gate: harness.GateEnterprise, Effect: harness.EffectRead,
			Requirement: "The Enterprise User schema is published in /Schemas and listed among the schemaExtensions of the User resource type.",
			Advice:      "Announce it in both places: a client that finds it in one only does not know whether it may use it.",
		}, announced),

		harness.RFC(harness.Declaration{
			ID: "EXT-002", Title: "Enterprise attributes round-trip under the URN",
			Level: harness.Must, Ref: "7643 §4.3", Gate: harness.GateEnterprise, Effect: harness.EffectWrite, Needs: needUser,
			Requirement: "employeeNumber, costCenter, organization, division and department of a create come back under the URN of the extension.",
			Advice:      "Store the object under " + harness.EnterpriseURN + " and return it there, not among the core attributes.",
		}, roundTrip),

		harness.RFC(harness.Declaration{
			ID: "EXT-003", Title: "Enterprise attributes are added, replaced and removed by URN path",
			Level: harness.Must, Ref: "7644 §3.5.2", Gate: harness.GateEnterprise, Effect: harness.EffectWrite, Needs: needUser,
			Requirement: "Each attribute of the extension can be added, replaced and removed by PATCH with a path of URN, colon and name.",
			Advice:      "The URN ends at the last colon before the name (…:2.0:User:department), not at the dot in 2.0.",
		}, patched),

		harness.RFC(harness.Declaration{
			ID: "EXT-006", Title: "Enterprise attributes can be filtered and projected",
			Level: harness.Should, Ref: "7644 §3.10", Gate: harness.GateEnterprise, Effect: harness.EffectWrite, Needs: needUser,
			Requirement: "Attributes of the extension can be named by URN in filter and in attributes.",
			Advice:      "Resolve attribute names in filters and projections as in PATCH paths: URN, colon, name.",
		}, queried),

		harness.RFC(harness.Declaration{
			ID: "EXT-007", Title: "URN and object of the extension go together",
			Level: harness.Must, Ref: "7643 §3.3", Gate: harness.GateEnterprise, Effect: harness.EffectWrite, Needs: needUser,
			Requirement: "When the last value of the extension goes, its URN in schemas and its object disappear together, or stay together.",
			Advice:      "Compute schemas from what the resource has when it is written out.",
		}, together),
	}
}

func announced(t *harness.T) {
	_, published := t.Schema(harness.EnterpriseURN)
	listed := false
	for _, rt := range t.ResourceTypes() {
		for _, e := range rt.Extensions {
			listed = listed || strings.EqualFold(rt.Schema, harness.UserURN) && strings.EqualFold(e.Schema, harness.EnterpriseURN)
		}
	}
	const both = "both in /Schemas and in the schemaExtensions of User in /ResourceTypes"
	switch {
	case t.Schemas() == nil && t.ResourceTypes() == nil:
		t.NotSupported("neither /Schemas nor /ResourceTypes can be read, so nothing is announced")
	case !published:
		t.Get("/Schemas").Fail("the Enterprise schema is not published", "listed with the User type only", both)
	case !listed:
		t.Get("/ResourceTypes").Fail("the User type does not list the Enterprise extension", "published in /Schemas only", both)
	}
}

// plainNames are the attributes of the extension that are text (RFC 7643 §4.3).
var plainNames = []string{"employeeNumber", "costCenter", "organization", "division", "department"}

// values are two plausible values for each of them that the target has.
func values(t *harness.T) (first, second harness.Attrs) {
	first, second = harness.Attrs{}, harness.Attrs{}
	for _, name := range plainNames {
		if t.Declares(harness.EnterpriseURN, name) {
			a := harness.Attribute{Name: name, Type: "string"}
			if schema, ok := t.Schema(harness.EnterpriseURN); ok {
				a, _ = schema.Attribute(name)
			}
			first[name], second[name] = t.Sample(a, 0), t.Sample(a, 1)
		}
	}
	if len(first) == 0 {
		t.NotSupported("/Schemas declares none of " + strings.Join(plainNames, ", "))
	}
	return first, second
}

// with is a user body with the extension.
func with(urn string, extension harness.Attrs) harness.Attrs {
	return harness.Attrs{"schemas": []string{harness.UserURN, urn}, urn: extension}
}

func roundTrip(t *harness.T) {
	sent, _ := values(t)
	id := t.Create("/Users", t.UserBody(with(harness.EnterpriseURN, sent))).Is(http.StatusCreated, http.StatusOK).ID()
	wantValues(t, "/Users/"+url.PathEscape(id), harness.EnterpriseURN, sent)
}

// wantValues asserts that the extension of a user has these values, and no others of the names in plainNames.
func wantValues(t *harness.T, path, urn string, want harness.Attrs) {
	t.ReadBack(path, func(o *httpexpect.Object) {
		for name, value := range want.Plain() {
			got := harness.Member(o.Raw(), urn, name)
			text, isText := got.(string)
			wanted, wantsText := value.(string)
			if same := isText && wantsText && strings.EqualFold(text, wanted); !same && show(got) != show(value) {
				t.Fail(name+" of the extension is not what was asked for", show(got), show(value))
			}
		}
	})
}

func wantNone(t *harness.T, path, urn string, names []string) {
	t.ReadBack(path, func(o *httpexpect.Object) {
		for _, name := range names {
			if got := harness.Member(o.Raw(), urn, name); !harness.Unassigned(got) && got != "" {
				t.Fail(name+" of the extension should be gone", show(got), "no "+name)
			}
		}
	})
}

// patched sends one operation at a time: whether several work together is for PAT checks.
func patched(t *harness.T) {
	if !t.Open(harness.GatePatch) {
		t.NotSupported("/ServiceProviderConfig says patch.supported is false")
	}
	first, second := values(t)
	user := t.User(nil)
	var names []string
	for _, name := range plainNames {
		if first[name] != nil {
			names = append(names, name)
		}
	}
	each := func(op string, values harness.Attrs) {
		for _, name := range names {
			t.Patch(user.Path, harness.Op{Op: op, Path: harness.EnterpriseURN + ":" + name, Value: values[name]})
		}
	}
	each("add", first)
	wantValues(t, user.Path, harness.EnterpriseURN, first)
	each("replace", second)
	wantValues(t, user.Path, harness.EnterpriseURN, second)
	each("remove", nil)
	wantNone(t, user.Path, harness.EnterpriseURN, names)
}

func queried(t *harness.T) {
	first, _ := values(t)
	names := slices.DeleteFunc(slices.Clone(plainNames), func(name string) bool { return first[name] == nil })
	first[names[0]] = t.Name("")
	var id string
	t.Arrange("creating a user with the extension", func() {
		id = t.Create("/Users", t.UserBody(with(harness.EnterpriseURN, first))).Is(http.StatusCreated, http.StatusOK).ID()
		wantValues(t, "/Users/"+url.PathEscape(id), harness.EnterpriseURN, first)
	})
	query(t, id, harness.EnterpriseURN, names[0], first[names[0]], names[1:])
}

// query filters for a value of an extension and asks for its attribute alone.
func query(t *harness.T, id, urn, name string, value any, others []string) {
	path := urn + ":" + name
	if t.Open(harness.GateFilter) {
		t.WantUsers(id, "%s eq %s", path, harness.Show(value))
	}
	answer := t.Get("/Users/"+url.PathEscape(id), harness.Param{Name: "attributes", Value: path}).Is(http.StatusOK)
	o := answer.Object().Raw()
	if harness.Member(o, urn, name) == nil {
		answer.Fail(path+" was asked for and is not there", harness.Show(o), "with "+path)
	}
	for _, other := range append(others, "userName") {
		core := other == "userName" && harness.Member(o, other) != nil && !alwaysReturned(t)
		if core || harness.Member(o, urn, other) != nil {
			answer.Fail("there is more than what was asked for", other, "only "+path+" and what is always returned")
		}
	}
}

func alwaysReturned(t *harness.T) bool {
	schema, _ := t.Schema(harness.UserURN)
	a, _ := schema.Attribute("userName")
	return strings.EqualFold(a.Returned, "always")
}

func together(t *harness.T) {
	first, _ := values(t)
	for name := range first {
		if name != "department" && len(first) > 1 {
			delete(first, name)
		}
	}
	user := t.User(with(harness.EnterpriseURN, first))
	t.ReadBack(user.Path, func(o *httpexpect.Object) { wantTogether(t, o.Raw()) })
	if t.Open(harness.GatePatch) {
		t.Arrange("removing the last value of the extension", func() {
			for name := range first {
				t.Patch(user.Path, harness.Op{Op: "remove", Path: harness.EnterpriseURN + ":" + name})
				wantNone(t, user.Path, harness.EnterpriseURN, []string{name})
			}
		})
		t.ReadBack(user.Path, func(o *httpexpect.Object) { wantTogether(t, o.Raw()) })
	}
	without := t.User(nil)
	t.ReadBack(without.Path, func(o *httpexpect.Object) { wantTogether(t, o.Raw()) })
}

func wantTogether(t *harness.T, o map[string]any) {
	list, _ := harness.Member(o, "schemas").([]any)
	named := slices.ContainsFunc(list, func(v any) bool {
		urn, _ := v.(string)
		return strings.EqualFold(urn, harness.EnterpriseURN)
	})
	switch object := harness.Member(o, harness.EnterpriseURN); {
	case named && object == nil:
		t.Fail("schemas names the extension and its object is not there", show(harness.Member(o, "schemas")), "both or neither")
	case !named && object != nil:
		t.Fail("the object of the extension is there and schemas does not name it", show(object), "both or neither")
	}
}
