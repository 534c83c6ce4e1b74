package patch

import (
	"net/http"
	"net/url"

	"github.com/entrasim/entrasim/suites/internal/harness"
	"github.com/entrasim/entrasim/suites/internal/subject"
)

func served() []harness.Spec {
	needs := []harness.Need{harness.NeedUser}
	return []harness.Spec{
		harness.RFC(harness.Declaration{
			ID: "PAT-001", Title: "PATCH is served, or answered 501 and announced as missing",
			Level: harness.Should, Ref: modifying, Effect: harness.EffectWrite, Needs: needs,
			Requirement: "PATCH is supported; a target without it says so in /ServiceProviderConfig and answers 501.",
			Advice:      "Support PATCH: groups are too large to be replaced as a whole, and Entra changes users and groups in no other way. Until then set patch.supported to false and answer 501.",
		}, isServed),

		harness.RFC(harness.Declaration{
			ID: "PAT-002", Title: "Success is 200 with the whole resource, or 204 without a body",
			Level: harness.Must, Ref: modifying, Gate: harness.GatePatch, Effect: harness.EffectWrite, Needs: needs,
			Requirement: "A successful PATCH answers 200 with the whole resource as it now is, or 204 without a body, and nothing else.",
			Advice:      "Answer 204 with no body, or 200 with the resource as it is after the operations. Changes must not depend on If-Match.",
		}, success),

		harness.RFC(harness.Declaration{
			ID: "PAT-003", Title: "The change is there when the resource is read again",
			Level: harness.Must, Ref: modifying, Gate: harness.GatePatch, Effect: harness.EffectWrite, Needs: needs,
			Requirement: "What a PATCH was answered to have changed, of a user or of a group, is what a GET shows.",
			Advice:      "Store the change before you answer, and read from where you wrote: Entra keeps its own record of what succeeded and never sends a lost change again.",
		}, takesEffect),
	}
}

func isServed(t *harness.T) {
	attribute := subject.Texts(t, 1)[0]
	user := t.User(harness.Attrs{attribute: subject.First})
	answer := t.TryPatch(user.Path, op("replace", attribute, subject.Second))
	announced := t.Announces(harness.GatePatch)
	switch status := answer.Status(); {
	case status == http.StatusNotImplemented && announced:
		answer.Fail("PATCH is announced and answered with 501", "501, with patch.supported true", "PATCH", "501 with patch.supported false")
	case status == http.StatusNotImplemented:
		t.NotSupported("the target answers 501 to PATCH and does not announce it")
	case status == http.StatusMethodNotAllowed || status == http.StatusForbidden || status == http.StatusNotFound:
		answer.Is(http.StatusOK, http.StatusNoContent, http.StatusNotImplemented)
	case !announced && status < http.StatusMultipleChoices:
		t.Remark("PATCH works though /ServiceProviderConfig does not announce it")
	}
}

func success(t *harness.T) {
	attribute := subject.Texts(t, 1)[0]
	user := t.User(harness.Attrs{attribute: subject.First})
	answer := t.TryPatch(user.Path, op("replace", attribute, subject.Second)).Is(http.StatusOK, http.StatusNoContent)
	if answer.Status() == http.StatusNoContent {
		if answer.HasBody() {
			answer.Fail("204 comes with a body", string(answer.Body()), "no body")
		}
		return
	}
	shown := answer.Object()
	shown.Value("id").IsEqual(user.ID)
	shown.ContainsKey("schemas").ContainsKey("userName")
	if got := subject.At(shown.Raw(), attribute); got != subject.Second {
		if subject.At(subject.Read(t, user.Path), attribute) == got {
			t.SkipBecause("the change does not take effect, which PAT-003 is about")
		}
		answer.Fail("the answer does not show the resource as it is after the operation", attribute+" "+harness.Show(got), attribute+" "+harness.Show(subject.Second))
	}
}

func takesEffect(t *harness.T) {
	attribute := subject.Texts(t, 1)[0]
	user := t.User(harness.Attrs{attribute: subject.First})
	change(t, user.Path, op("replace", attribute, subject.Second))
	subject.Want(t, user.Path, harness.Attrs{attribute: subject.Second})
	if !t.Open(harness.GateGroups) {
		return
	}
	created := t.Create("/Groups", harness.Attrs{"schemas": []string{harness.GroupURN}, "displayName": t.Name("")})
	if id := created.PeekID(); created.Status() == http.StatusCreated && id != "" {
		group, renamed := "/Groups/"+url.PathEscape(id), t.Name("")
		change(t, group, op("replace", "displayName", renamed))
		subject.Want(t, group, harness.Attrs{"displayName": renamed})
		return
	}
	t.Remark("no group could be created, so only a user was looked at")
}

// change demands any success: which status it has to be is for PAT-002 to say.
func change(t *harness.T, path string, ops ...harness.Op) {
	if status := t.TryPatch(path, ops...).Status(); status >= http.StatusMultipleChoices {
		t.SkipBecause("a PATCH is refused, which PAT-002 is about")
	}
}
