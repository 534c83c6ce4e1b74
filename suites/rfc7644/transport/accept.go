package transport

import (
	"mime"
	"net/http"

	"github.com/entrasim/entrasim/suites/internal/harness"
)

func accept() []harness.Spec {
	return []harness.Spec{
		harness.RFC(harness.Declaration{
			ID: "TRN-003", Title: "Accept: application/scim+json is answered",
			Level: harness.Must, Ref: "7644 §3.8", Effect: harness.EffectRead,
			Requirement: "A request that accepts application/scim+json is answered 200 with JSON.",
			Advice:      "Register application/scim+json as a media type that the endpoint produces; frameworks know only application/json by themselves.",
		}, func(t *harness.T) { accepting(t, mediaType).Is(http.StatusOK).Object() }),
		harness.RFC(harness.Declaration{
			ID: "TRN-004", Title: "Accept: application/json is answered",
			Level: harness.Should, Ref: "7644 §3.8", Effect: harness.EffectRead,
			Requirement: "A request that accepts application/json is answered 200.",
			Advice:      "Treat application/json in Accept as application/scim+json: many clients send nothing else.",
		}, func(t *harness.T) { accepting(t, "application/json").Is(http.StatusOK) }),
		harness.RFC(harness.Declaration{
			ID: "TRN-005", Title: "Without Accept the answer is SCIM JSON",
			Level: harness.Must, Ref: "7644 §3.8", Effect: harness.EffectRead,
			Requirement: "The format is application/scim+json when the client does not ask for one.",
			Advice:      "Answer a request without Accept with JSON, labelled application/scim+json. Entra sends no Accept header at all.",
		}, withoutAccept),
		harness.RFC(harness.Declaration{
			ID: "TRN-011", Title: "An Accept without any JSON type is answered 406 or in SCIM JSON",
			Level: harness.Should, Ref: "7231 §5.3.2", Effect: harness.EffectRead,
			Requirement: "An Accept that rules out JSON is refused with 406, or disregarded.",
			Advice:      "Answer 406 with a SCIM error, or send SCIM JSON all the same. A web page or a 5xx says that the request took a way it was not meant to.",
		}, acceptingNoJSON),
	}
}

// accepting sends the ground with an Accept header.
func accepting(t *harness.T, value string) *harness.Answer {
	r := t.Ground()
	r.Header = http.Header{"Accept": {value}}
	return t.Send(r)
}

func withoutAccept(t *harness.T) {
	r := t.Ground()
	r.Header = http.Header{"Accept": nil}
	answer := t.Send(r).Is(http.StatusOK)
	if answer.Doc() == nil {
		answer.Fail("the body is not a JSON object", answer.Header("Content-Type"), "a JSON object labelled "+mediaType)
	}
	switch got := labelOf(answer.Header("Content-Type")); got {
	case mediaType:
	case "application/json":
		t.Deviation("the body is labelled application/json where %s is the default", mediaType)
	default:
		answer.Fail("the body is labelled as something else", answer.Header("Content-Type"), mediaType)
	}
}

func acceptingNoJSON(t *harness.T) {
	answer := accepting(t, "text/html")
	switch {
	case answer.Status() == http.StatusNotAcceptable:
	case answer.Status() == http.StatusOK && answer.Doc() != nil:
		t.Remark("answered in JSON although only text/html was asked for")
	case answer.Status() == http.StatusOK:
		answer.Fail("something other than SCIM JSON was sent", answer.Header("Content-Type"), "406 Not Acceptable", "200 OK with JSON")
	default:
		answer.Is(http.StatusNotAcceptable, http.StatusOK)
	}
}

// labelOf is the media type of a Content-Type header, in lower case and without parameters; "" when there is none that can
// be read.
func labelOf(header string) string {
	got, _, err := mime.ParseMediaType(header)
	if err != nil {
		return ""
	}
	return got
}
