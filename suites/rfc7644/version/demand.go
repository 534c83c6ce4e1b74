package version

import (
	"net/http"

	"github.com/entrasim/entrasim/suites/internal/harness"
)

func demand() []harness.Spec {
	return []harness.Spec{
		harness.RFC(harness.Declaration{
			ID: "ETG-010", Title: "A precondition is demanded with 428",
			Level: harness.May, Ref: "6585 §3", Gate: harness.GateETag, Effect: harness.EffectWrite, Needs: needs,
			Requirement: "A target that takes changes only with a precondition answers 428 to those without.",
			Advice:      "Answer 428 Precondition Required with a detail that names If-Match. Entra sends none, so demand it of nobody who provisions.",
		}, demanded),
		harness.RFC(harness.Declaration{
			ID: "ETG-011", Title: "Of two writers with one tag exactly one succeeds",
			Level: harness.Must, Ref: "7232 §3.1", Gate: harness.GateETag, Effect: harness.EffectWrite, Needs: needs,
			Requirement: "Of two changes at the same time with the same tag one succeeds and the other is answered 412.",
			Advice:      "Compare and write in one step: UPDATE … WHERE version = ?, or a transaction that locks the row.",
		}, race),
	}
}

// demanded tells a precondition that is demanded from a change that does not work at all by sending it again with one.
func demanded(t *harness.T) {
	v := steady(t)
	bare := t.Send(write(t, v, "Harbour Clerk", ""))
	if bare.Status() < http.StatusBadRequest {
		t.NotSupported("changes without a precondition are accepted")
	}
	if with := t.Send(write(t, v, "Harbour Clerk", v.tag)); with.Status() >= http.StatusBadRequest {
		t.SkipBecause("the user cannot be changed with a precondition either, which ETG-007 is about")
	}
	bare.Is(http.StatusPreconditionRequired)
	t.Remark("a change without If-Match is answered 428; Entra sends none")
}

// race accepts 409 for the one that comes too late, as ETG-006 does.
func race(t *harness.T) {
	v := steady(t)
	v.tag = changed(t, v, "Rigger, again")
	answers := t.Together(write(t, v, "Harbour Clerk", v.tag), write(t, v, "Dock Planner", v.tag))
	succeeded := 0
	for _, answer := range answers {
		switch answer.Status() {
		case http.StatusOK, http.StatusNoContent:
			succeeded++
		case http.StatusConflict:
			t.Deviation("the one that came too late is answered 409, where RFC 7232 §3.1 has 412")
		default:
			answer.Is(http.StatusPreconditionFailed)
		}
	}
	if succeeded != 1 {
		t.Fail("it is not exactly one that succeeds", harness.Show(succeeded)+" of 2", "1 of 2")
	}
}
