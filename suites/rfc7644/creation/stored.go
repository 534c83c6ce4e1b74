package creation

import (
	"net/http"
	"net/url"

	"github.com/gavv/httpexpect/v2"

	"github.com/entrasim/entrasim/suites/internal/harness"
)

func stored() []harness.Spec {
	return []harness.Spec{
		harness.RFC(harness.Declaration{
			ID: "CRE-004", Title: "Everything that the schema declares is stored as it was sent",
			Level: harness.Must, Ref: section, Needs: needs, Effect: harness.EffectWrite,
			Requirement: "A user created with every writable attribute of the published schemas reads back as it was sent.",
			Advice:      "Store what your schema declares, unchanged. What you cannot store, take out of /Schemas or mark readOnly: clients write what the schema offers.",
		}, faithful),

		harness.RFC(harness.Declaration{
			ID: "CRE-021", Title: "What was created is there at once",
			Level: harness.Should, Ref: section, Effect: harness.EffectWrite,
			Requirement: "A GET and a filter right after a create find the resource.",
			Advice:      "Answer a create when readers can see it. Where an index follows later, Entra looks the account up, does not find it and creates it again.",
		}, visible),

		harness.RFC(harness.Declaration{
			ID: "CRE-024", Title: "A password is taken and never shown",
			Level: harness.Must, Ref: "7643 §4.1.1", Needs: needs, Effect: harness.EffectWrite,
			Requirement: "A create with a password succeeds, and no answer holds it.",
			Advice:      "Store a hash of it, and leave password out of every representation, hashed or not.",
		}, password),

		harness.RFC(harness.Declaration{
			ID: "CRE-025", Title: "A user can be created inactive",
			Level: harness.Should, Ref: "7643 §4.1.1", Needs: needs, Effect: harness.EffectWrite,
			Requirement: "A user created with active false is stored inactive; created without active, it has the server's default.",
			Advice:      "Take active from the body of a create. Entra creates users disabled when they are out of work before their first day.",
		}, inactive),
	}
}

func faithful(t *harness.T) {
	rt := t.UserType()
	sent := t.FullBody(rt)
	sent["externalId"] = t.Name("Ext")
	mails := t.Name("")
	if t.Declares(harness.UserURN, "emails") {
		sent["emails"] = []harness.Attrs{
			{"type": "work", "value": "Work-" + mails + "@" + harness.Domain, "primary": true},
			{"type": "home", "value": "home-" + mails + "@" + harness.Domain},
		}
	}
	want := shownOf(t, rt, sent.Plain())
	delete(want, "schemas") // RES-001 and EXT checks are about that
	answer := t.Create(users, sent).Is(http.StatusCreated, http.StatusOK, http.StatusAccepted)
	id := answer.PeekID()
	if id == "" {
		t.SkipBecause("the answer to the create holds no id, which CRE-002 and RES-002 are about")
	}
	t.ReadBack(users+"/"+url.PathEscape(id), func(o *httpexpect.Object) {
		if path, got, was := lost(t, want, o.Raw()); path != "" {
			t.Fail(path+" was not stored as it was sent", got, was)
		}
	})
}

func visible(t *harness.T) {
	body := t.UserBody(nil)
	var id string
	t.Arrange("creating a user", func() { id = t.Create(users, body).Is(http.StatusCreated, http.StatusOK).ID() })
	t.Settle(func() { t.Get(users + "/" + url.PathEscape(id)).Is(http.StatusOK) })
	if !t.Open(harness.GateFilter) {
		return
	}
	t.Settle(func() {
		answer := t.Get(users, harness.Filter(`userName eq "%s"`, body["userName"]))
		total, isList := answer.Doc()["totalResults"].(float64)
		switch {
		case answer.Status() != http.StatusOK && answer.Status() != http.StatusNotFound, answer.Status() == http.StatusOK && !isList:
			t.Remark("the filter is answered with %d and no list, which FLT-001 and LST-001 are about", answer.Status())
		case total == 0:
			answer.Fail("a filter right after the create does not find the user", "no users", "the new user")
		}
	})
}

func password(t *harness.T) {
	if !t.Declares(harness.UserURN, "password") {
		t.NotSupported("the schema of users has no password")
	}
	answer := t.Create(users, t.UserBody(harness.Attrs{"password": "Quay-47!harbour-Blue"})).Is(http.StatusCreated, http.StatusOK)
	wantNoPassword(answer)
	if id := answer.PeekID(); id != "" {
		t.Settle(func() { wantNoPassword(t.Get(users + "/" + url.PathEscape(id)).Is(http.StatusOK)) })
	}
}

func wantNoPassword(answer *harness.Answer) {
	if got := harness.Member(answer.Doc(), "password"); got != nil {
		answer.Fail("the answer holds the password", "a password", "no password")
	}
}

func inactive(t *harness.T) {
	if !t.Declares(harness.UserURN, "active") {
		t.NotSupported("the schema of users has no active")
	}
	off, silent := t.User(harness.Attrs{"active": false}), t.User(harness.Attrs{"active": nil})
	t.Settle(func() {
		answer := t.Get(off.Path)
		if answer.Status() == http.StatusNotFound {
			t.SkipBecause("an inactive user cannot be read, which AAD-018 is about")
		}
		if got := answer.Is(http.StatusOK).Object().Raw()["active"]; !same(false, got) {
			answer.Fail("the user is not inactive", harness.Show(got), "false")
		}
	})
	t.ReadBack(silent.Path, func(o *httpexpect.Object) {
		t.Remark("a user created without active is shown with active %s", harness.Show(o.Raw()["active"]))
	})
}
