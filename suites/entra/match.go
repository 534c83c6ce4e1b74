package entra

import (
	"net/http"
	"net/url"
	"strings"

	"github.com/entrasim/entrasim/suites/internal/harness"
)

func match() []harness.Spec {
	return []harness.Spec{
		harness.Check(harness.Declaration{
			ID: "AAD-004", Title: "Matching: externalId eq and " + workMail + " eq find exactly the user",
			Level: harness.MustEntra, RFC: harness.Silent, Ref: guide, Gate: harness.GateFilter, Effect: harness.EffectWrite, Profiles: profiles,
			Needs:       []harness.Need{harness.NeedUser},
			Requirement: "A filter on externalId, and one on " + workMail + ", finds exactly the user who has the value.",
			Advice:      `Evaluate eq on externalId (case-exact, RFC 7643 §3.1) and value paths: both conditions of emails[type eq "work"].value must hold for the same element.`,
			Entra:       "Which attribute matches is the administrator's choice; externalId and the work e-mail are the usual ones besides userName (Q07, Q16).",
		}, matchOthers),

		harness.Check(harness.Declaration{
			ID: "AAD-030", Title: "Membership questions: id eq and members eq, id eq and manager eq",
			Level: harness.ShouldEntra, RFC: harness.Silent, Ref: guide, Gate: harness.GateFilter, Effect: harness.EffectWrite, Profiles: profiles,
			Needs:       []harness.Need{harness.NeedUser, harness.NeedFilter},
			Requirement: `A filter id eq "g" and members eq "u" on groups, and id eq "u" and manager eq "m" on users, is answered truthfully: the resource when it is so, an empty list when it is not.`,
			Advice:      "Compare a complex attribute that is named without sub-attribute by its value, and hold both sides of and against the same resource. A wrong no makes Entra write again, a wrong yes leaves somebody out.",
			Entra:       "Older jobs ask about one membership, or about one manager, in place of reading the list, and Microsoft's documentation still does (Q44).",
		}, membershipQuestions),

		harness.Check(harness.Declaration{
			ID: "AAD-033", Title: "Create: repeated after a time-out answers 409, not a second user",
			Level: harness.ShouldEntra, RFC: harness.Silent, Ref: "observed", Effect: harness.EffectWrite, Profiles: profiles,
			Needs:       []harness.Need{harness.NeedUser},
			Requirement: "A create that is sent again with the same userName and externalId answers 409 and makes no second user.",
			Advice:      "Check uniqueness in the database, not before the insert. When an answer was lost Entra sends the create again, and matches on 409.",
			Entra:       "Entra waits a limited time and then sends the create again (Q18). What is stored twice can never be matched again.",
		}, repeatedCreate),
	}
}

// matchOthers asks for what no grammar of the RFC's has: a value path may not be compared further (RFC 7644 §3.4.2.2). Whether a
// filter on externalId works by the RFC is for FLT checks.
func matchOthers(t *harness.T) {
	external := strings.ToLower(t.Name("")) + "-Ab"
	mail, home := t.Name(harness.Domain), t.Name(harness.Domain)
	body := t.UserBody(harness.Attrs{"externalId": external, "emails": []harness.Attrs{
		{"type": "work", "value": mail, "primary": true}, {"type": "home", "value": home},
	}})
	var id string
	t.Arrange("creating a user with externalId and e-mails", func() {
		id = t.Create("/Users", body).Is(http.StatusCreated, http.StatusOK).ID()
	})
	t.WantUsers(id, `externalId eq "%s"`, external)
	t.WantUsers("", `externalId eq "%s"`, strings.ToUpper(external))
	t.Settle(func() {
		if found := t.FindUsers(`externalId eq "%s"`, external); len(found) == 1 && found[0]["externalId"] != external {
			t.Fail("the user comes with another externalId than was asked for", harness.Show(found[0]["externalId"]), harness.Show(external))
		}
	})
	if t.Declares(harness.UserURN, "emails") {
		t.WantUsers(id, workMail+` eq "%s"`, mail)
		t.WantUsers("", workMail+` eq "%s"`, home)
	}
}

// onlyIDs is the projection that goes with Entra's membership questions.
var onlyIDs = harness.Param{Name: "attributes", Value: "id"}

func membershipQuestions(t *harness.T) {
	member, other := t.User(nil), t.User(nil)
	if t.Open(harness.GateGroups) {
		group := t.Group(member)
		t.Step("members", func() {
			ask(t, "/Groups", group.ID, `id eq "%s" and members eq "%s"`, group.ID, member.ID)
			ask(t, "/Groups", "", `id eq "%s" and members eq "%s"`, group.ID, other.ID)
		})
	}
	if t.Enterprise() && t.Open(harness.GatePatch) && t.Declares(harness.EnterpriseURN, "manager") {
		t.Step("manager", func() {
			t.Arrange("setting a manager", func() { setAnyManager(t, member, other) })
			ask(t, "/Users", member.ID, `id eq "%s" and manager eq "%s"`, member.ID, other.ID)
			ask(t, "/Users", "", `id eq "%s" and manager eq "%s"`, member.ID, member.ID)
		})
	}
}

// ask filters and wants the one resource with this id, or none for "".
func ask(t *harness.T, path, id, format string, args ...any) {
	want, text := []any{}, "nobody"
	if id != "" {
		want, text = append(want, id), "the resource with id "+id
	}
	filter := harness.Filter(format, args...)
	t.Settle(func() {
		answer := t.Get(path, filter, onlyIDs)
		got := []any{}
		if answer.Status() != http.StatusNotFound { // instead of an empty list: AAD-001 is about that
			for _, r := range answer.List() {
				got = append(got, r["id"])
			}
		}
		if len(got) != len(want) || len(got) == 1 && got[0] != id {
			answer.Fail("the filter "+filter.Value+" is not answered truthfully", harness.Show(got), text)
		}
	})
}

func repeatedCreate(t *harness.T) {
	body := t.UserBody(harness.Attrs{"externalId": t.Name("")})
	first := t.Create("/Users", body).Is(http.StatusCreated, http.StatusOK).PeekID()
	again := t.Create("/Users", body)
	if id := again.PeekID(); again.Status() < http.StatusBadRequest && id != "" && id == first {
		again.Fail("the repeated create succeeds with the user that is there", http.StatusText(again.Status()), "409 Conflict")
	}
	again.Is(http.StatusConflict)
	if first != "" {
		t.Get("/Users/" + url.PathEscape(first)).Is(http.StatusOK)
	}
}
