package me

import (
	"net/http"

	"github.com/entrasim/entrasim/suites/internal/harness"
)

func write() []harness.Spec {
	return []harness.Spec{harness.RFC(harness.Declaration{
		ID: "MEE-005", Title: "A change through /Me is one of the subject's own, and no more",
		Level: harness.May, Ref: section, Gate: harness.GateMeWrite, Effect: harness.EffectWrite,
		Requirement: "PATCH and PUT on /Me change the resource that it stands for, and nothing that the subject may not change.",
		Advice:      "Send writes through the code for /Users/{id}, with the subject's rights: groups and roles are not the subject's to give.",
	}, changes)}
}

// changes writes a name to the subject's own account and puts back what was there.
func changes(t *harness.T) {
	answer := supported(t)
	if redirected(answer) {
		t.NotSupported("/Me redirects: what it leads to has checks of its own")
	}
	before := answer.Is(http.StatusOK).Doc()
	attribute := "nickName"
	if !t.Declares(harness.UserURN, attribute) {
		attribute = "displayName"
	}
	const to = "Mira (entrasim)"
	sent := t.TryPatch(path, harness.Op{Op: "replace", Path: attribute, Value: to})
	switch sent.Status() {
	case http.StatusForbidden, http.StatusMethodNotAllowed, http.StatusNotImplemented:
		t.NotSupported("PATCH /Me answers " + harness.Status(sent))
	}
	sent.Is(http.StatusOK, http.StatusNoContent)
	defer restore(t, attribute, before[attribute])
	under := own(t, answer).Is(http.StatusOK)
	if got := under.Doc()[attribute]; got != to {
		under.Fail("the change is not there under the resource's own id", harness.Show(got), harness.Show(to))
	}
	// A group that is not there, so that nobody is in it even if this works.
	t.TryPatch(path, harness.Op{Op: "add", Path: "groups", Value: harness.MemberValues(t.GUID())})
	after := own(t, answer).Is(http.StatusOK)
	if got, want := harness.Show(after.Doc()["groups"]), harness.Show(before["groups"]); got != want {
		after.Fail("the subject gave itself a group", got, want)
	}
}

// restore runs also when an assertion ended the check.
func restore(t *harness.T, attribute string, before any) {
	op := harness.Op{Op: "replace", Path: attribute, Value: before}
	if before == nil {
		op = harness.Op{Op: "remove", Path: attribute}
	}
	_ = t.Try(func() { t.TryPatch(path, op) })
}
