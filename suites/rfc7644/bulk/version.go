package bulk

import (
	"net/http"

	"github.com/entrasim/entrasim/suites/internal/harness"
	"github.com/entrasim/entrasim/suites/internal/subject"
)

func version() []harness.Spec {
	return []harness.Spec{
		harness.RFC(harness.Declaration{
			ID: "BLK-018", Title: "version inside an operation is honoured as a precondition",
			Level: harness.May, Ref: bulk, Gate: harness.GateBulk, Effect: harness.EffectWrite, Needs: needs,
			Requirement: "Where a target has ETags, an operation whose version is not the current one fails with 412.",
			Advice:      "Treat version of an operation as If-Match of a request.",
		}, working(precondition)),
	}
}

func precondition(t *harness.T) {
	if !t.Open(harness.GateETag) || !t.Open(harness.GatePatch) {
		t.NotSupported("the target announces no ETags, or no PATCH to try them with")
	}
	attribute := subject.Texts(t, 1)[0]
	user := t.User(harness.Attrs{attribute: subject.First})
	current, _ := subject.At(subject.Read(t, user.Path), "meta.version").(string)
	if current == "" {
		t.SkipBecause("the user has no meta.version, which ETG checks are about")
	}
	try := func(version, value string) (map[string]any, int) {
		operations := []operation{{Method: http.MethodPatch, Path: user.Path, Version: version, Data: patchOf(attribute, value)}}
		r, _ := resultOf(done(t, nil, operations...), operations, 0)
		return r, statusOf(r)
	}
	r, status := try(current, subject.Second)
	if status != http.StatusOK && status != http.StatusNoContent {
		t.Fail("an operation with the current version fails", harness.Show(r), "200", "204")
	}
	if now := subject.At(subject.Read(t, user.Path), "meta.version"); now == current {
		t.SkipBecause("a change does not move meta.version, which ETG checks are about")
	}
	if r, status = try(current, subject.Third); status != http.StatusPreconditionFailed {
		t.Fail("an operation with an old version does not fail with 412", harness.Show(r), "412")
	}
	subject.Want(t, user.Path, harness.Attrs{attribute: subject.Second})
}
