package entra

import (
	"maps"
	"slices"
	"strings"

	"github.com/gavv/httpexpect/v2"

	"github.com/entrasim/entrasim/suites/internal/harness"
)

func patch() []harness.Spec {
	needs := []harness.Need{harness.NeedUser}
	return []harness.Spec{
		harness.Check(harness.Declaration{
			ID: "AAD-007", Title: "PATCH: Add, Replace and Remove with a capital letter",
			Level: harness.MustEntra, RFC: harness.Silent, Ref: guide, Gate: harness.GatePatch, Effect: harness.EffectWrite, Profiles: profiles, Needs: needs,
			Requirement: "The op of a PATCH operation is accepted in the capitalisation Add, Replace, Remove.",
			Advice:      "Compare op without regard to letter case, in the router and in every handler: without the feature flag aadOptscim062020 Entra sends nothing else.",
			Entra:       "Without aadOptscim062020 Entra writes Add, Replace and Remove with a capital letter, which no RFC has (Q04). A parser that compares exactly refuses every update.",
		}, capitals),

		harness.Check(harness.Declaration{
			ID: "AAD-010", Title: "PATCH: several Replace operations, each with a path of its own",
			Level: harness.MustEntra, RFC: harness.Must, Ref: compat, Gate: harness.GatePatch, Effect: harness.EffectWrite, Profiles: profiles, Needs: needs,
			Requirement: "A PATCH with several operations, on a core attribute, on " + workMail + " and on a URN path, applies all of them.",
			Advice:      "Apply the operations in order; the URN ends at the last colon before the attribute name (2.0:User:department), not at the dot in 2.0.",
			Entra:       "Several attributes that changed between two cycles come as several operations in one request; whatever is not applied is missing until the attribute changes again (Q08).",
		}, ownPaths),

		harness.Check(harness.Declaration{
			ID: "AAD-011", Title: "PATCH: one replace without path, with dotted and URN keys",
			Level: harness.MustEntra, RFC: harness.Silent, Ref: compat, Gate: harness.GatePatch, Effect: harness.EffectWrite, Profiles: profiles, Needs: needs,
			Requirement: "A replace without path treats each key of its object as a path: name.givenName, urn:…:User:department.",
			Advice:      "Unfold the keys as if each were the path of an operation of its own and leave sub-attributes that are not named alone. Entra sends this form with aadOptscim062020 whenever several attributes change.",
			Entra:       `With aadOptscim062020 Entra puts all changes into one object with dotted and URN keys (Q05). Taken literally, users get an attribute named "name.givenName" and keep their old name.`,
		}, folded),
	}
}

// capitals sends each capitalised operation alone, so that the report says which one is refused.
func capitals(t *harness.T) {
	user := t.User(harness.Attrs{"nickName": "Mi"})
	t.Patch(user.Path, harness.Op{Op: "Replace", Path: "displayName", Value: "Mira Holt-Berg"})
	t.ReadBack(user.Path, func(o *httpexpect.Object) { o.Value("displayName").IsEqual("Mira Holt-Berg") })
	if t.Declares(harness.UserURN, "title") {
		t.Patch(user.Path, harness.Op{Op: "Add", Path: "title", Value: "Dock Planner"})
		t.ReadBack(user.Path, func(o *httpexpect.Object) { o.Value("title").IsEqual("Dock Planner") })
	}
	if t.Declares(harness.UserURN, "nickName") {
		t.Patch(user.Path, harness.Op{Op: "Remove", Path: "nickName"})
		t.ReadBack(user.Path, func(o *httpexpect.Object) { wantNoValue(t, o, "nickName") })
	}
}

// wantNoValue asserts that an attribute is unassigned: absent, null or empty (RFC 7643 §2.5).
func wantNoValue(t *harness.T, o *httpexpect.Object, name string) {
	switch v := o.Raw()[name].(type) {
	case nil:
	case string:
		if v != "" {
			t.Fail(name+" should be gone", v, "no "+name)
		}
	default:
		t.Fail(name+" should be gone", "a value", "no "+name)
	}
}

func ownPaths(t *harness.T) {
	enterprise := t.Enterprise()
	user := t.User(withDepartment(enterprise, "Berthing"))
	mail := t.Name(harness.Domain)
	op := t.Spelling("Replace")
	ops := []harness.Op{{Op: op, Path: "displayName", Value: "Mira Berg"}}
	if t.Declares(harness.UserURN, "name") {
		ops = append(ops, harness.Op{Op: op, Path: "name.familyName", Value: "Berg"})
	}
	if t.Declares(harness.UserURN, "emails") {
		ops = append(ops, harness.Op{Op: op, Path: workMail, Value: mail})
	}
	if enterprise {
		ops = append(ops, harness.Op{Op: op, Path: harness.EnterpriseURN + ":department", Value: "Yard Operations"})
	}
	t.Patch(user.Path, ops...)
	t.ReadBack(user.Path, func(o *httpexpect.Object) {
		o.Value("displayName").IsEqual("Mira Berg")
		if t.Declares(harness.UserURN, "name") {
			o.Value("name").Object().Value("familyName").IsEqual("Berg")
		}
		if t.Declares(harness.UserURN, "emails") {
			wantTyped(t, o, "emails", "work", harness.Attrs{"value": mail})
		}
		if enterprise {
			o.Value(harness.EnterpriseURN).Object().Value("department").IsEqual("Yard Operations")
		}
	})
}

func folded(t *harness.T) {
	enterprise := t.Enterprise()
	if !t.Declares(harness.UserURN, "name") && !enterprise {
		t.NotSupported("/Schemas declares neither name nor the Enterprise extension")
	}
	user := t.User(withDepartment(enterprise, "Berthing"))
	value := harness.Attrs{"displayName": "Mira Berg"}
	if t.Declares(harness.UserURN, "name") {
		value["name.givenName"] = "Mirabel"
	}
	if enterprise {
		value[harness.EnterpriseURN+":department"] = "Yard Operations"
	}
	t.Patch(user.Path, harness.Op{Op: "replace", Value: value})
	t.ReadBack(user.Path, func(o *httpexpect.Object) {
		for _, key := range slices.Sorted(maps.Keys(o.Raw())) {
			if strings.Contains(key, ".") && !strings.HasPrefix(key, "urn:") || strings.HasSuffix(key, ":department") {
				t.Fail("a key of the operation was stored as an attribute name", key, "name with the sub-attribute givenName", "the extension with the attribute department")
			}
		}
		o.Value("displayName").IsEqual("Mira Berg")
		if t.Declares(harness.UserURN, "name") {
			o.Value("name").Object().Value("givenName").IsEqual("Mirabel")
			o.Value("name").Object().Value("familyName").IsEqual("Holt")
		}
		if enterprise {
			o.Value(harness.EnterpriseURN).Object().Value("department").IsEqual("Yard Operations")
		}
	})
}

// withDepartment is a user with a department, or without where the target has no Enterprise extension.
func withDepartment(enterprise bool, department string) harness.Attrs {
	if !enterprise {
		return nil
	}
	return harness.Attrs{
		"schemas":             []string{harness.UserURN, harness.EnterpriseURN},
		harness.EnterpriseURN: harness.Attrs{"department": department},
	}
}
