package entra

import (
	"fmt"
	"net/http"

	"github.com/entrasim/entrasim/suites/internal/harness"
)

func remove() []harness.Spec {
	return []harness.Spec{
		harness.Check(harness.Declaration{
			ID: "AAD-020", Title: "Delete after disabling answers 204, and 404 from then on",
			Level: harness.MustEntra, RFC: harness.Must, Ref: guide, Effect: harness.EffectDelete, Profiles: profiles,
			Needs:       []harness.Need{harness.NeedUser},
			Requirement: "DELETE of a disabled user answers 204; afterwards the user is gone: GET and a second DELETE answer 404, and no filter finds it.",
			Advice:      "Delete for good, whatever active says: Entra disables first and deletes 30 days later, and takes 404 for done.",
			Entra:       "The DELETE comes thirty days after the user was deleted in the directory, and may be repeated (Q25). Anything but 404 for what is gone keeps the job retrying.",
		}, deleteDisabled),
	}
}

func deleteDisabled(t *harness.T) {
	user := t.User(nil)
	if t.Open(harness.GatePatch) {
		_ = t.Try(func() { setActive(t, user, false) }) // when that does not work, AAD-018 says so
	}
	answer := t.Delete(user.Path)
	switch answer.Status() {
	case http.StatusOK, http.StatusAccepted:
		t.Deviation("DELETE is answered %d; RFC 7644 §3.6 and Microsoft's guide want 204", answer.Status())
	default:
		answer.Is(http.StatusNoContent)
	}
	t.Settle(func() { t.Get(user.Path).Is(http.StatusNotFound) })
	if again := t.Delete(user.Path); again.Status() != http.StatusNotFound {
		again.Fail("a second DELETE does not say that the user is gone", fmt.Sprintf("%d %s", again.Status(), http.StatusText(again.Status())), "404 Not Found")
	}
	if t.Open(harness.GateFilter) {
		t.Settle(func() {
			for _, found := range t.FindUsers(`userName eq "%s"`, user.UserName) {
				if found["id"] == user.ID { // whoever else is there was found by a filter that does not work: AAD-003
					t.Fail("a filter still finds the deleted user", harness.Show(found), "nobody")
				}
			}
		})
	}
}
