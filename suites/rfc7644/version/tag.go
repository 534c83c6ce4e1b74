package version

import (
	"net/http"
	"regexp"
	"strings"

	"github.com/entrasim/entrasim/suites/internal/harness"
)

func tag() []harness.Spec {
	return []harness.Spec{
		harness.RFC(harness.Declaration{
			ID: "ETG-002", Title: "Answers with a resource carry ETag",
			Level: harness.Must, Ref: section, Gate: harness.GateETag, Effect: harness.EffectWrite, Needs: needs,
			Requirement: "Where versions are supported, answers to GET, POST, PUT and PATCH of a resource carry ETag.",
			Advice:      "Set ETag on every answer that shows one resource, from the version that the store keeps. A client that gets it with the answer to its write need not read again.",
		}, everywhere),
		harness.RFC(harness.Declaration{
			ID: "ETG-003", Title: "meta.version is the ETag",
			Level: harness.Should, Ref: section, Gate: harness.GateETag, Effect: harness.EffectWrite, Needs: needs,
			Requirement: "meta.version equals the ETag header, weak prefix included.",
			Advice:      `Write both from one value: ETag: W/"7" and "version": "W/\"7\"".`,
		}, inMeta),
		harness.RFC(harness.Declaration{
			ID: "ETG-004", Title: "Tags are written as RFC 7232 has it",
			Level: harness.Must, Ref: "7643 §3.1", Gate: harness.GateETag, Effect: harness.EffectWrite, Needs: needs,
			Requirement: `A tag is a quoted text, with W/ in front unless it changes with every change of the resource.`,
			Advice:      `Write W/"…" with a capital W, a slash and quotes; leave W/ out only if the tag identifies the bytes of the representation.`,
		}, written),
	}
}

// everywhere does not ask for a tag beside an answer without a body: there is no representation to which it belonged.
func everywhere(t *harness.T) {
	body := t.UserBody(nil)
	created := t.Create("/Users", body).Is(http.StatusCreated, http.StatusOK)
	v := versioned{User: t.UserAt(created.ID(), body), body: body}
	wantTag(t, created)
	read := t.Get(v.Path).Is(http.StatusOK)
	wantTag(t, read)
	v.tag = read.Header("ETag")
	put := harness.Attrs{"id": v.ID}
	for name, value := range body {
		put[name] = value
	}
	requests := []harness.Request{{Method: http.MethodPut, Path: v.Path, Body: put}}
	if t.Open(harness.GatePatch) {
		requests = append(requests, write(t, v, "Harbour Clerk", ""))
	}
	for _, r := range requests {
		if answer := t.Send(r); answer.Status() == http.StatusOK {
			wantTag(t, answer)
		}
	}
}

func wantTag(t *harness.T, answer *harness.Answer) {
	switch {
	case !answer.HasBody():
		t.Remark("an answer without a body says nothing about the version")
	case answer.Header("ETag") == "" && !t.Announces(harness.GateETag):
		t.NotSupported("answers carry no ETag, and etag is not announced")
	case answer.Header("ETag") == "":
		answer.Fail("the answer has no ETag", harness.Status(answer)+" without ETag", "ETag")
	}
}

func inMeta(t *harness.T) {
	v := user(t)
	answer := t.Get(v.Path).Is(http.StatusOK)
	header, got := answer.Header("ETag"), harness.Member(answer.Doc(), "meta", "version")
	if got != header {
		answer.Fail("meta.version is not the ETag", harness.Show(got), harness.Show(header))
	}
}

// tagForm is entity-tag of RFC 7232 §2.3.
var tagForm = regexp.MustCompile("^(W/)?\"[\x21\x23-\x7e\u0080-\uffff]*\"$")

func written(t *harness.T) {
	v := user(t)
	answer := t.Get(v.Path).Is(http.StatusOK)
	version, _ := harness.Member(answer.Doc(), "meta", "version").(string)
	for _, got := range []string{answer.Header("ETag"), version} {
		if got != "" && !tagForm.MatchString(got) {
			answer.Fail("the tag is not written as an entity tag", harness.Show(got), `W/"…"`, `"…"`)
		}
	}
	if strings.HasPrefix(v.tag, "W/") {
		return
	}
	if after := changed(t, v, "Harbour Clerk"); after == v.tag {
		t.Fail("the tag claims to be strong and is the same for two representations of one resource", after, `W/"…"`, "another tag after a change")
	}
}
