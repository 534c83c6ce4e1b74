package projection

import (
	"net/http"
	"strings"

	"github.com/gavv/httpexpect/v2"

	"github.com/entrasim/entrasim/suites/internal/harness"
)

func parts() []harness.Spec {
	return []harness.Spec{
		harness.RFC(harness.Declaration{
			ID: "ATT-008", Title: "A sub-attribute can be chosen and excluded",
			Level: harness.Must, Ref: section, Needs: needs, Effect: harness.EffectWrite,
			Requirement: "attributes=name.givenName returns that part of the name only, excludedAttributes=name.givenName the name without it.",
			Advice:      "Resolve names with a dot to the sub-attribute, in both parameters.",
		}, subAttribute),

		harness.RFC(harness.Declaration{
			ID: "ATT-009", Title: "Names with a URN choose as they should",
			Level: harness.Must, Ref: "7644 §3.10", Needs: needs, Effect: harness.EffectWrite,
			Requirement: "Attributes can be named with the URN of their schema, and the URN of an extension alone chooses the whole extension.",
			Advice:      "Resolve " + harness.UserURN + ":userName, " + harness.EnterpriseURN + ":department, and " + harness.EnterpriseURN + ".",
		}, urns),
	}
}

func subAttribute(t *harness.T) {
	if !t.Declares(harness.UserURN, "name") {
		t.NotSupported("the schema of users has no name to take apart")
	}
	chooses.Get(t)
	user := t.User(nil)
	var before map[string]any
	t.Arrange("storing a name", func() {
		t.ReadBack(user.Path, func(o *httpexpect.Object) {
			before = o.Value("name").Object().Raw()
			o.Value("name").Object().ContainsKey("givenName").ContainsKey("familyName")
		})
	})
	answer := t.Get(user.Path, attributes("name.givenName")).Is(http.StatusOK)
	wantOnly(t, answer, answer.Object().Raw(), "name")
	wantName(answer, "givenName", before["givenName"])
	wantName(answer, "familyName", nil)

	if !excludes.Get(t) {
		return
	}
	answer = t.Get(user.Path, excluding("name.givenName")).Is(http.StatusOK)
	answer.Object()
	wantName(answer, "givenName", nil)
	wantName(answer, "familyName", before["familyName"])
	if harness.Member(answer.Doc(), "userName") == nil {
		answer.Fail("userName is left out though only name.givenName was excluded", strings.Join(shown(answer.Doc()), ", "), "with userName")
	}
}

// wantName asserts what a part of the name is; nil: that it is not there.
func wantName(answer *harness.Answer, part string, want any) {
	if got := harness.Member(answer.Doc(), "name", part); got != want {
		allowed := harness.Show(want)
		if want == nil {
			allowed = "no name." + part
		}
		answer.Fail("name."+part+" is not what it should be", harness.Show(got), allowed)
	}
}

func urns(t *harness.T) {
	chooses.Get(t)
	user := t.User(nil)
	answer := t.Get(user.Path, attributes(harness.UserURN+":userName")).Is(http.StatusOK)
	wantOnly(t, answer, answer.Object().Raw(), "userName")
	if !t.Enterprise() {
		t.Remark("the target does not have the Enterprise User extension, so only core names were asked for")
		return
	}
	worker := t.User(harness.Attrs{
		"schemas":             []string{harness.UserURN, harness.EnterpriseURN},
		harness.EnterpriseURN: harness.Attrs{"department": "Yard Operations", "costCenter": "4130"},
	})
	t.Arrange("storing department and costCenter", func() {
		t.ReadBack(worker.Path, func(o *httpexpect.Object) {
			o.Value(harness.EnterpriseURN).Object().ContainsKey("department").ContainsKey("costCenter")
		})
	})
	for _, form := range []struct {
		name string
		cost any
	}{
		{harness.EnterpriseURN + ":department", nil},
		{harness.EnterpriseURN, "4130"},
	} {
		answer = t.Get(worker.Path, attributes(form.name)).Is(http.StatusOK)
		wantOnly(t, answer, answer.Object().Raw(), harness.EnterpriseURN)
		extension, _ := harness.Member(answer.Doc(), harness.EnterpriseURN).(map[string]any)
		if extension["department"] != "Yard Operations" || extension["costCenter"] != form.cost {
			answer.Fail("attributes="+form.name+" does not choose what it should", harness.Show(extension), "department, and costCenter only with the whole extension")
		}
	}
}
