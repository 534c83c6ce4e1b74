package transport

import (
	"net/http"
	"path"
	"regexp"
	"strings"

	"github.com/entrasim/entrasim/suites/internal/harness"
)

func address() []harness.Spec {
	return []harness.Spec{
		harness.RFC(harness.Declaration{
			ID: "TRN-013", Title: "Unknown query parameters are ignored",
			Level: harness.Should, Ref: "7644 §3.4.2", Effect: harness.EffectRead,
			Requirement: "A query parameter that the target does not know is ignored.",
			Advice:      "Ignore parameters that you do not know. Entra adds feature flags such as aadOptscim062020 to the tenant URL.",
		}, unknownParameter),
		harness.RFC(harness.Declaration{
			ID: "TRN-014", Title: "A path that names no endpoint answers 404 with a SCIM error",
			Level: harness.Must, Ref: "7644 §3.12", Effect: harness.EffectRead,
			Requirement: "A path below the base URL that names no endpoint is answered 404 with a SCIM error.",
			Advice:      "Write a handler for what no route matches, below the base URL, that answers 404 with a SCIM error; not the web page of the framework, and not the start page of a single-page application.",
		}, unknownPath),
		harness.RFC(harness.Declaration{
			ID: "TRN-017", Title: "A version in the base URL is v2, and no other is served",
			Level: harness.May, Ref: "7644 §3.13", Effect: harness.EffectRead,
			Requirement: "A version segment stands directly before the endpoint; what the target does not speak is refused.",
			Advice:      "End the base URL in /v2 if it carries a version, and answer 404, or 400 invalidVers, for versions that you do not speak.",
		}, version),
		harness.RFC(harness.Declaration{
			ID: "TRN-018", Title: "Endpoints work with and without a trailing slash",
			Level: harness.Should, Ref: "7644 §1.3", Effect: harness.EffectRead,
			Requirement: "A trailing slash makes no difference.",
			Advice:      "Serve /Users/ as /Users: base URLs are typed in by people, with a slash at the end or without.",
		}, trailingSlash),
	}
}

// noEndpoint is a path that nobody serves.
const noEndpoint = "/EntrasimNoSuchEndpoint"

func unknownParameter(t *harness.T) {
	t.Readable()
	r := t.Ground()
	r.Query = append(r.Query[:len(r.Query):len(r.Query)], harness.Param{Name: "entrasimUnknown", Value: "1"})
	t.Send(r).Is(http.StatusOK)
}

func unknownPath(t *harness.T) {
	t.Readable()
	answer := t.Get(noEndpoint).Is(http.StatusNotFound)
	if _, ok := answer.SCIMError(); !ok {
		answer.Fail("the 404 carries no SCIM error", harness.Excerpt(answer), "a JSON object with schemas "+harness.ErrorURN)
	}
}

var versionSegment = regexp.MustCompile(`^v[0-9]+$`)

func version(t *harness.T) {
	parent, last := path.Split(t.BasePath())
	if !versionSegment.MatchString(last) {
		t.NotSupported("the base URL carries no version")
	}
	if last != "v2" {
		t.Fail("the version segment is not that of SCIM 2", last, "v2")
	}
	r := t.Ground()
	r.URL = t.Origin() + strings.TrimSuffix(parent, "/") + "/v987" + r.Path
	answer := t.Send(r)
	if kind, _ := answer.SCIMError(); answer.Status() == http.StatusBadRequest && kind != "invalidVers" {
		answer.Fail("an unknown version is refused for another reason", harness.Show(kind), "400 with scimType invalidVers", "404 Not Found")
	}
	answer.Is(http.StatusNotFound, http.StatusBadRequest)
}

func trailingSlash(t *harness.T) {
	t.Readable()
	r := t.Ground()
	r.Path += "/"
	answer := t.Send(r)
	if s := answer.Status(); s == http.StatusTemporaryRedirect || s == http.StatusPermanentRedirect {
		t.Remark("with a slash the answer is a redirect to %s", answer.Header("Location"))
		return
	}
	answer.Is(http.StatusOK)
}
