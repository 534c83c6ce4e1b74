package me

import (
	"net/http"

	"github.com/entrasim/entrasim/suites/internal/harness"
)

func absent() []harness.Spec {
	return []harness.Spec{harness.RFC(harness.Declaration{
		ID: "MEE-001", Title: "Without the alias, /Me answers 501",
		Level: harness.Should, Ref: section, Effect: harness.EffectRead,
		Requirement: "A target that does not support /Me answers it with 501.",
		Advice:      "Answer 501 Not Implemented with a SCIM error; 404 reads as if the subject were gone.",
	}, notImplemented)}
}

func notImplemented(t *harness.T) {
	t.Readable()
	switch answer := t.Get(path); {
	case answer.Status() == http.StatusOK || redirected(answer):
		t.NotSupported("/Me is supported: this check is for targets without it")
	case answer.Status() == http.StatusForbidden:
		t.Remark("answered 403: the alias may be there, for tokens that stand for a user")
	default:
		answer.Is(http.StatusNotImplemented)
	}
}
