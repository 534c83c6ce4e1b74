package harness

import (
	"fmt"
	"mime"
	"net/http"
	"slices"
	"strings"

	"github.com/gavv/httpexpect/v2"
	"github.com/go-json-experiment/json"
	"github.com/go-json-experiment/json/jsontext"
)

// Answer is what came back for one request.
type Answer struct {
	t        *T
	what     string // method and path
	exchange exchange
	position int
	resp     *httpexpect.Response
}

// Status is the HTTP status code.
func (a *Answer) Status() int { return a.exchange.status }

// HasBody tells whether anything came after the headers.
func (a *Answer) HasBody() bool { return len(a.exchange.responseBody) > 0 }

// Body is what came after the headers, as it came.
func (a *Answer) Body() []byte { return a.exchange.responseBody }

// Header is the first value of a header field; "" when it is not there.
func (a *Answer) Header(name string) string { return a.exchange.responseHeader.Get(name) }

// Headers are all values of a header field.
func (a *Answer) Headers(name string) []string { return a.exchange.responseHeader.Values(name) }

// Doc is the body as a JSON object, nil when it is none. It asserts nothing. Ids that are numbers are digits in it, but for the
// checks that are about that.
func (a *Answer) Doc() map[string]any {
	doc := a.rawDoc()
	if a.t == nil || strictIDs[a.t.ID] {
		return doc
	}
	allDigits(doc)
	return doc
}

// allDigits is digits for a resource, or for all of a list.
func allDigits(doc map[string]any) {
	digits(doc)
	resources, _ := member(doc, "Resources").([]any)
	for _, v := range resources {
		if resource, ok := v.(map[string]any); ok {
			digits(resource)
		}
	}
}

func (a *Answer) rawDoc() map[string]any {
	var doc map[string]any
	if json.Unmarshal(a.exchange.responseBody, &doc, jsontext.AllowDuplicateNames(true), jsontext.AllowInvalidUTF8(true)) != nil {
		return nil
	}
	return doc
}

// Fail reports a violation that this answer shows, also when it is not the latest.
func (a *Answer) Fail(reason, got string, allowed ...string) {
	a.t.violate(violation{Reason: reason, Where: a.what, Got: got, Allowed: allowed, Decisive: a.position})
}

// Is demands one of the given status codes. What an unexpected answer lacks besides is not reported: one cause, one failure.
func (a *Answer) Is(codes ...int) *Answer {
	if slices.Contains(codes, a.Status()) {
		return a
	}
	if a.Status() == http.StatusTooManyRequests {
		a.t.abort(fmt.Sprintf("the target throttles: %s answered %s and nothing else in the time for one request; ERR-007 is about that", a.what, statusText(a.Status())))
	}
	v := violation{Reason: "the status is another one than the rule allows", Where: a.what, Decisive: a.position, Got: statusText(a.Status())}
	switch refused, wanted := a.Status() >= http.StatusBadRequest, codes[0] >= http.StatusBadRequest; {
	case refused && !wanted:
		v.Reason = "it was refused"
	case wanted && !refused:
		v.Reason = "it was not refused"
	}
	if detail := a.detail(); detail != "" {
		v.Got += ": " + detail
	}
	for _, c := range codes {
		v.Allowed = append(v.Allowed, statusText(c))
	}
	a.t.violate(v)
	return a
}

func statusText(code int) string {
	return strings.TrimSpace(fmt.Sprintf("%d %s", code, http.StatusText(code)))
}

// detail is what a SCIM error says, or the beginning of whatever was sent instead.
func (a *Answer) detail() string {
	const most = 200
	var e struct {
		Detail   string `json:"detail"`
		ScimType string `json:"scimType"`
	}
	if json.Unmarshal(a.exchange.responseBody, &e, jsontext.AllowDuplicateNames(true)) == nil && e.Detail != "" {
		return strings.TrimSpace(e.ScimType + " " + e.Detail)
	}
	text := strings.TrimSpace(string(a.exchange.responseBody))
	if len(text) > most {
		text = strings.ToValidUTF8(text[:most], "") + "…"
	}
	return text
}

// Object demands a JSON object and returns it for httpexpect's assertions. A wrong media type does not end anything: it is
// noted once for the target and the body is read all the same.
func (a *Answer) Object() *httpexpect.Object {
	a.t.session.noteMediaType(a)
	var v any
	err := json.Unmarshal(a.exchange.responseBody, &v, jsontext.AllowDuplicateNames(true), jsontext.AllowInvalidUTF8(true))
	obj, ok := v.(map[string]any)
	if err != nil || !ok {
		a.t.violate(violation{
			Reason: "the body is not a JSON object", Where: a.what, Decisive: a.position, Allowed: []string{"a JSON object"}, Got: a.gotBody(),
		})
	}
	if !strictIDs[a.t.ID] {
		allDigits(obj)
	}
	return httpexpect.NewObjectC(httpexpect.Config{AssertionHandler: assertions{a.t}, Reporter: nil}, obj).Alias(a.what)
}

func (a *Answer) gotBody() string {
	if !a.HasBody() {
		return statusText(a.Status()) + " with no body"
	}
	return a.detail()
}

// List demands a ListResponse and returns its resources; Resources left out or null count as none.
func (a *Answer) List() []map[string]any {
	o := a.Is(http.StatusOK).Object()
	if o.Raw()["Resources"] == nil {
		return nil
	}
	var out []map[string]any
	for _, v := range o.Value("Resources").Array().Iter() {
		resource := v.Object().Raw()
		digits(resource)
		out = append(out, resource)
	}
	return out
}

// ErrorURN is the schema of SCIM errors (RFC 7644 §3.12).
const ErrorURN = "urn:ietf:params:scim:api:messages:2.0:Error"

// SCIMError tells whether the body is a SCIM error, and its scimType. It asserts nothing: most checks are about the status.
func (a *Answer) SCIMError() (scimType string, ok bool) {
	doc := a.Doc()
	schemas, _ := doc["schemas"].([]any)
	scimType, _ = doc["scimType"].(string)
	return scimType, slices.ContainsFunc(schemas, func(v any) bool {
		urn, _ := v.(string)
		return strings.EqualFold(urn, ErrorURN)
	})
}

// ID demands the id of the resource in the body; see tolerantID for the forms it may have.
func (a *Answer) ID() string {
	if id := a.tolerantID(); id != "" && !strictIDs[a.t.ID] {
		return id
	}
	return a.StringID()
}

// StringID demands that the id is a string.
func (a *Answer) StringID() string {
	a.Object()
	if id, ok := member(a.rawDoc(), "id").(string); ok && id != "" {
		return id
	}
	a.Fail("the resource has no id that is a string", show(member(a.rawDoc(), "id")), "a string that is not empty")
	return ""
}

// PeekID is the id in the body, or "" when there is none.
func (a *Answer) PeekID() string {
	return a.tolerantID()
}

// noteMediaType notes a success body that is not labelled as SCIM; TRN-006 judges it.
func (s *Session) noteMediaType(a *Answer) {
	header := a.exchange.responseHeader.Get("Content-Type")
	if got, _, err := mime.ParseMediaType(header); a.HasBody() && (err != nil || got != mediaType) {
		s.noteOnce(fmt.Sprintf("bodies are labelled %q, RFC 7644 §3.1 says %s (first seen at %s)", header, mediaType, a.what))
	}
}
