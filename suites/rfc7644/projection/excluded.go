package projection

import (
	"net/http"
	"slices"
	"strings"

	"github.com/entrasim/entrasim/suites/internal/harness"
)

func excluded() []harness.Spec {
	return []harness.Spec{
		harness.RFC(harness.Declaration{
			ID: "ATT-006", Title: "excludedAttributes takes out what it names, and nothing else",
			Level: harness.Must, Ref: section, Needs: needs, Effect: harness.EffectWrite,
			Requirement: "GET with excludedAttributes=displayName returns everything that a plain GET returns, but for displayName.",
			Advice:      "Start from the default set of attributes and take out what is named.",
		}, takenOut),

		harness.RFC(harness.Declaration{
			ID: "ATT-007", Title: "What is always returned cannot be excluded",
			Level: harness.Must, Ref: "7644 §3.4.2.5", Needs: needs, Effect: harness.EffectWrite,
			Requirement: "excludedAttributes has no effect on id and other attributes that are always returned.",
			Advice:      "Ignore names in excludedAttributes whose returned is always.",
		}, alwaysThere),

		harness.RFC(harness.Declaration{
			ID: "ATT-012", Title: "attributes and excludedAttributes together break nothing",
			Level: harness.Should, Ref: section, Needs: needs, Effect: harness.EffectWrite,
			Requirement: "Both parameters in one request answer 400, or one of them wins.",
			Advice:      "They exclude each other: answer 400 invalidValue, or document which one wins.",
		}, both),

		harness.RFC(harness.Declaration{
			ID: "ATT-013", Title: "A password cannot be asked for",
			Level: harness.Must, Ref: "7643 §2.2", Needs: needs, Effect: harness.EffectWrite,
			Requirement: "attributes=password does not return the password.",
			Advice:      "Leave out what is never returned, whatever was asked for.",
		}, noPassword),

		harness.RFC(harness.Declaration{
			ID: "ATT-014", Title: "Members can be left out of groups",
			Level: harness.MustEntra, RFC: harness.Must, Ref: "Entra guide", Gate: harness.GateGroups, Effect: harness.EffectWrite,
			Needs: []harness.Need{harness.NeedUser, harness.NeedGroup, harness.NeedMembers}, Profiles: []string{harness.Entra, harness.EntraGallery},
			Requirement: "excludedAttributes=members works on a group and on a filter of groups.",
			Advice:      "Entra sends it with every lookup of a group: support it, and do not load the members then.",
		}, withoutMembers),
	}
}

func wantNot(answer *harness.Answer, resource map[string]any, name string) {
	if got := harness.Member(resource, name); !harness.Unassigned(got) {
		answer.Fail(name+" is returned and should not be", harness.Show(got), "no "+name)
	}
}

func takenOut(t *harness.T) {
	name := "displayName"
	if !t.Declares(harness.UserURN, name) || always(t, name) {
		name = "name"
	}
	if always(t, name) {
		t.NotSupported("the schema marks displayName and name as always returned")
	}
	user := t.User(nil)
	t.Settle(func() {
		plain := t.Get(user.Path).Is(http.StatusOK).Object().Raw()
		answer := t.Get(user.Path, excluding(name)).Is(http.StatusOK)
		got, want := shown(answer.Object().Raw()), shown(plain)
		want = slices.DeleteFunc(want, func(n string) bool { return n == strings.ToLower(name) })
		if !slices.Equal(got, want) {
			answer.Fail("not exactly "+name+" is left out", strings.Join(got, ", "), strings.Join(want, ", "))
		}
	})
}

func alwaysThere(t *harness.T) {
	user := t.User(nil)
	t.Get(user.Path, excluding("id")).Is(http.StatusOK).Object().Value("id").String().IsEqual(user.ID)
	if always(t, "userName") {
		t.Get(user.Path, excluding("userName")).Is(http.StatusOK).Object().Value("userName").IsEqual(user.UserName)
	}
}

func both(t *harness.T) {
	user := t.User(nil)
	answer := t.Get(user.Path, attributes("userName"), excluding("displayName")).Is(http.StatusOK, http.StatusBadRequest)
	if answer.Status() == http.StatusOK {
		names := shown(answer.Object().Raw())
		t.Remark("both parameters together return %s", strings.Join(names, ", "))
	}
}

func noPassword(t *harness.T) {
	if !t.Declares(harness.UserURN, "password") {
		t.NotSupported("the schema of users has no password")
	}
	user := t.User(harness.Attrs{"password": "Quay-47!harbour-Blue"})
	answer := t.Get(user.Path, attributes("password")).Is(http.StatusOK, http.StatusBadRequest)
	if harness.Member(answer.Doc(), "password") != nil {
		answer.Fail("the answer holds the password", "a password", "no password")
	}
}

func withoutMembers(t *harness.T) {
	group := t.Group(t.User(nil))
	answer := t.Get(group.Path, harness.ExcludeMembers).Is(http.StatusOK)
	wantNot(answer, answer.Object().Raw(), "members")
	if !t.Holds(harness.NeedFilter) {
		return
	}
	t.Settle(func() {
		answer = t.Get("/Groups", harness.ExcludeMembers, harness.Filter(`displayName eq "%s"`, group.DisplayName)).Is(http.StatusOK)
		found := answer.List()
		if len(found) == 0 {
			answer.Fail("the filter with excludedAttributes=members does not find the group", "no groups", "the group "+group.DisplayName)
		}
		for _, one := range found {
			wantNot(answer, one, "members")
		}
	})
}
