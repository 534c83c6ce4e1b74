package entra

import (
	"net/http"

	"github.com/gavv/httpexpect/v2"

	"github.com/entrasim/entrasim/suites/internal/harness"
)

func oneElement() []harness.Spec {
	needs := []harness.Need{harness.NeedUser}
	return []harness.Spec{
		harness.Check(harness.Declaration{
			ID: "AAD-013", Title: "PATCH: Replace " + workMail + " creates the element",
			Concerns: []string{"emails"},
			Level:    harness.ShouldEntra, RFC: harness.Silent, Ref: "observed", Gate: harness.GatePatch, Effect: harness.EffectWrite, Profiles: profiles, Needs: needs,
			Requirement: "Replace on a filtered path that matches no element creates the element, as Add does.",
			Advice:      "The RFC's answer is 400 noTarget; Entra sends Replace for what it believes to be there and fails for ever when it is not. Create the element.",
			Entra:       "Entra does not know what is in the target and sends Replace where there may be nothing (Q02). By the RFC it is 400 noTarget, and then the user is never updated again.",
		}, replaceCreates),

		harness.Check(harness.Declaration{
			ID: "AAD-035", Title: "Multi-valued elements: one per type",
			Level: harness.MustEntra, RFC: harness.Silent, Ref: guide, Effect: harness.EffectWrite, Profiles: profiles, Needs: needs,
			Requirement: "The elements of a multi-valued attribute are addressed by type, and there is one per type, however many operations name it.",
			Advice:      "Let an operation find the element that is there, and the one that an operation before it has just made. A second element of the type makes Entra's path ambiguous.",
			Entra:       "Entra has one path per type and no way to address the second element of the same type (Q77).",
		}, onePerType),

		harness.Check(harness.Declaration{
			ID: "AAD-036", Title: "PATCH: several operations on one attribute end in the last state",
			Level: harness.ShouldEntra, RFC: harness.Must, Ref: "validator", Gate: harness.GatePatch, Effect: harness.EffectWrite, Profiles: profiles, Needs: needs,
			Requirement: "A PATCH that removes, adds and replaces one attribute ends in what the last operation says, for users and groups.",
			Advice:      "Apply the operations one after the other, in the order of the array, each to the result of the one before.",
			Entra:       "Microsoft's validator sends it and looks at nothing but the end (Q75).",
		}, lastWins),
	}
}

func replaceCreates(t *harness.T) {
	if !t.Declares(harness.UserURN, "emails") {
		t.NotSupported("/Schemas does not declare emails")
	}
	user := t.User(harness.Attrs{"emails": nil})
	mail := t.Name(harness.Domain)
	t.Patch(user.Path, harness.Op{Op: t.Spelling("Replace"), Path: workMail, Value: mail})
	t.ReadBack(user.Path, func(o *httpexpect.Object) {
		wantTyped(t, o, "emails", "work", harness.Attrs{"value": mail})
	})
}

func onePerType(t *harness.T) {
	mails, addresses := t.Declares(harness.UserURN, "emails"), t.Declares(harness.UserURN, "addresses")
	if !t.Open(harness.GatePatch) || !mails && !addresses {
		t.NotSupported("there is no PATCH, or /Schemas declares neither emails nor addresses")
	}
	user := t.User(nil)
	if mails {
		mail := t.Name(harness.Domain)
		t.Patch(user.Path, harness.Op{Op: t.Spelling("Add"), Path: workMail, Value: mail})
		t.ReadBack(user.Path, func(o *httpexpect.Object) { wantTyped(t, o, "emails", "work", harness.Attrs{"value": mail}) })
	}
	if addresses {
		answer := t.TryPatch(user.Path,
			harness.Op{Op: t.Spelling("Add"), Path: `addresses[type eq "work"].locality`, Value: "Bremerhaven"},
			harness.Op{Op: t.Spelling("Add"), Path: `addresses[type eq "work"].postalCode`, Value: "27568"})
		if answer.Status() >= http.StatusBadRequest {
			t.SkipBecause("an element cannot be created by its type, which AAD-012 and AAD-015 are about")
		}
		t.ReadBack(user.Path, func(o *httpexpect.Object) {
			wantTyped(t, o, "addresses", "work", harness.Attrs{"locality": "Bremerhaven", "postalCode": "27568"})
		})
	}
}

func lastWins(t *harness.T) {
	name := "displayName"
	if t.Declares(harness.UserURN, "title") {
		name = "title"
	}
	user := t.User(harness.Attrs{name: "Berth Planner"})
	t.Patch(user.Path,
		harness.Op{Op: t.Spelling("Remove"), Path: name},
		harness.Op{Op: t.Spelling("Add"), Value: harness.Attrs{name: "Crane Driver"}},
		harness.Op{Op: t.Spelling("Replace"), Path: name, Value: "Harbour Master"})
	t.ReadBack(user.Path, func(o *httpexpect.Object) { o.Value(name).IsEqual("Harbour Master") })
	if !t.Open(harness.GateGroups) {
		return
	}
	group := t.Group()
	t.Patch(group.Path,
		harness.Op{Op: t.Spelling("Add"), Path: "externalId", Value: "first-" + t.GUID()},
		harness.Op{Op: t.Spelling("Replace"), Path: "externalId", Value: group.DisplayName})
	t.ReadBack(group.Path, func(o *httpexpect.Object) { o.Value("externalId").IsEqual(group.DisplayName) })
}
