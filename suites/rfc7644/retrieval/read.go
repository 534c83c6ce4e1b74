package retrieval

import (
	"fmt"
	"mime"
	"net/http"
	"slices"

	"github.com/entrasim/entrasim/suites/internal/harness"
)

func read() []harness.Spec {
	return []harness.Spec{
		harness.RFC(harness.Declaration{
			ID: "GET-001", Title: "GET of a resource answers 200 with the resource",
			Level: harness.Must, Ref: "7644 §3.4.1", Effect: harness.EffectWrite,
			Requirement: "GET of a resource's own URL answers 200 with the resource itself, not with a list.",
			Advice:      "Answer the JSON object of the resource: no ListResponse around it, no array, nothing in front of or behind it.",
		}, resource),

		harness.RFC(harness.Declaration{
			ID: "GET-007", Title: "HEAD, where it is served, agrees with GET",
			Level: harness.Should, Ref: "7644 §3.4.1", Needs: needs, Effect: harness.EffectWrite,
			Requirement: "HEAD of a resource answers what GET answers, without the body.",
			Advice:      "Route HEAD like GET (RFC 9110 §9.3.2), or answer 405.",
		}, head),

		harness.RFC(harness.Declaration{
			ID: "GET-008", Title: "GET says where the resource is, in Content-Location",
			Level: harness.Should, Ref: "7643 §3.1", Needs: needs, Effect: harness.EffectWrite,
			Requirement: "GET sends a Content-Location header that is the same as meta.location.",
			Advice:      "Send Content-Location with the value of meta.location.",
		}, contentLocation),
	}
}

// resource has no NeedUser: the probe of that reads a user, which this check is about.
func resource(t *harness.T) {
	user := t.User(nil)
	t.Settle(func() {
		answer := t.Get(user.Path).Is(http.StatusOK)
		o := answer.Object()
		if schemas, _ := o.Raw()["schemas"].([]any); slices.Contains(schemas, any(harness.ListResponseURN)) || o.Raw()["Resources"] != nil {
			answer.Fail("a list is answered in place of the resource", "a ListResponse", "the resource itself")
		}
		o.Value("id").String().IsEqual(user.ID)
	})
}

func head(t *harness.T) {
	user := t.User(nil)
	var get *harness.Answer
	t.Arrange("reading the user", func() { get = t.Get(user.Path).Is(http.StatusOK) })
	answer := t.Send(harness.Request{Method: http.MethodHead, Path: user.Path})
	if status := answer.Status(); status == http.StatusMethodNotAllowed || status == http.StatusNotImplemented {
		t.NotSupported(fmt.Sprintf("the target answers HEAD with %d", status))
	}
	answer.Is(get.Status())
	got, _, err := mime.ParseMediaType(answer.Header("Content-Type"))
	if want, _, _ := mime.ParseMediaType(get.Header("Content-Type")); want == "application/scim+json" && (err != nil || got != want) {
		answer.Fail("HEAD answers another Content-Type than GET", harness.Show(answer.Header("Content-Type")), harness.Show(want))
	}
}

func contentLocation(t *harness.T) {
	user := t.User(nil)
	answer := t.Get(user.Path).Is(http.StatusOK)
	got := answer.Header("Content-Location")
	if got == "" {
		answer.Fail("there is no Content-Location", "no such header", "the value of meta.location")
	}
	want, _ := harness.Member(answer.Doc(), "meta", "location").(string)
	switch {
	case !t.LeadsTo(got, user.Path):
		answer.Fail("Content-Location does not lead to the resource", harness.Show(got), "a URL that ends in "+user.Path)
	case want != "" && !t.LeadsTo(want, user.Path):
		t.Remark("meta.location does not lead to the resource; RES-009 is about that")
	case want != "" && !t.SameURI(got, want):
		answer.Fail("Content-Location is not meta.location", harness.Show(got), harness.Show(want))
	}
}
