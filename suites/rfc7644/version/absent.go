package version

import (
	"net/http"

	"github.com/entrasim/entrasim/suites/internal/harness"
)

func absent() []harness.Spec {
	return []harness.Spec{harness.RFC(harness.Declaration{
		ID: "ETG-001", Title: "Without versions, preconditions are ignored",
		Level: harness.Should, Ref: section, Effect: harness.EffectWrite, Needs: needs,
		Requirement: "A target that does not support versions ignores If-Match and If-None-Match.",
		Advice:      "Ignore the headers, as HTTP has it for what a server does not know. Refusing them keeps clients out that send them always.",
	}, ignored)}
}

func ignored(t *harness.T) {
	if t.Announces(harness.GateETag) {
		t.NotSupported("/ServiceProviderConfig announces etag: this check is for targets without versions")
	}
	v := versioned{body: t.UserBody(nil)}
	v.User = t.UserAt(t.Create("/Users", v.body).Is(http.StatusCreated, http.StatusOK).ID(), v.body)
	const none = `W/"entrasim-no-such-version"`
	answer := t.Send(harness.Request{Method: http.MethodGet, Path: v.Path, Header: http.Header{"If-None-Match": {none}}})
	if answer.Header("ETag") != "" {
		t.NotSupported("answers carry an ETag though etag is not announced: there are versions")
	}
	answer.Is(http.StatusOK)
	t.Send(write(t, v, "Harbour Clerk", none)).Offered(harness.GatePatch).Is(http.StatusOK, http.StatusNoContent)
}
