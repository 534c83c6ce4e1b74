package robustness

import (
	"bytes"
	"fmt"
	"net/http"
	"strings"

	"github.com/go-json-experiment/json"

	"github.com/entrasim/entrasim/suites/internal/harness"
)

func survive() []harness.Spec {
	return []harness.Spec{
		harness.Closing(harness.Practice(harness.Declaration{
			ID: "ROB-001", Title: "Every request got a whole answer in time",
			Level: harness.Must, Ref: none, Effect: harness.EffectWrite,
			Requirement: "No request of the run took longer than the time limit, and no connection broke before the answer was complete.",
			Advice:      "Look for a process that dies, a proxy with a shorter time-out than the work behind it, and for keep-alive connections that are closed while a request is on its way. Entra gives up after a minute or so and tries again.",
		}, whole)),
		harness.Practice(harness.Declaration{
			ID: "ROB-002", Title: "Bodies of 1 MB and 10 MB do no harm",
			Level: harness.Should, Ref: none, Gate: harness.GateDestructive, Effect: harness.EffectHeavy, Needs: user,
			Requirement: "Bodies of 1 MB and 10 MB are answered 413 or 400, or stored, and the target goes on answering.",
			Advice:      "Limit the size of bodies before they are parsed, and answer 413 with a SCIM error.",
		}, large),
		harness.Practice(harness.Declaration{
			ID: "ROB-003", Title: "Odd JSON is refused or accepted, never a 5xx",
			Level: harness.Should, Ref: none, Effect: harness.EffectWrite, Needs: user,
			Requirement: "Deep nesting, duplicate members, a byte order mark, text after the body and NUL in a string are answered 4xx or accepted.",
			Advice:      "Turn every error of the JSON parser, and every text that the database does not take, into 400 invalidSyntax or invalidValue.",
		}, oddJSON),
	}
}

// rounds are the requests that ROB-001 sends itself, so that it says something when it runs alone.
const rounds = 6

func whole(t *harness.T) {
	page := harness.Request{
		Method: http.MethodGet, Path: "/Users", Query: []harness.Param{{Name: "startIndex", Value: "1"}, {Name: "count", Value: "1"}},
	}
	for range rounds {
		if _, err := t.TrySend(page); err != nil {
			break
		}
		body := t.UserBody(nil)
		name, _ := body["userName"].(string)
		key := t.Own("Users", "userName", name)
		answer, err := t.TrySend(harness.Request{Method: http.MethodPost, Path: "/Users", Body: body})
		if err != nil {
			break
		}
		t.Owned(key, answer)
		if id := answer.PeekID(); id != "" {
			if _, err = t.TrySend(harness.Request{Method: http.MethodGet, Path: t.UserAt(id, body).Path}); err != nil {
				break
			}
		}
	}
	var broken []harness.Observation
	for _, o := range t.Observed() {
		if o.Broken() != "" {
			broken = append(broken, o)
		}
	}
	if len(broken) == 0 {
		return
	}
	t.Remark("%d of %d requests got no whole answer", len(broken), len(t.Observed()))
	broken[0].Fail("no whole answer came", broken[0].Broken(), "an answer within the time limit")
}

// large accepts that the connection is cut while the body is on its way: that is how many servers refuse one.
func large(t *harness.T) {
	for _, size := range []int{1 << 20, 10 << 20} {
		body := t.UserBody(harness.Attrs{text(t): strings.Repeat("x", size)})
		name, _ := body["userName"].(string)
		key := t.Own("Users", "userName", name)
		answer, err := t.TrySend(harness.Request{Method: http.MethodPost, Path: "/Users", Body: body})
		switch {
		case err != nil:
			t.Remark("%d MB: the connection was cut while the body was on its way", size>>20)
		case answer.Status() >= http.StatusInternalServerError:
			answer.Fail(fmt.Sprintf("a body of %d MB makes the target fail", size>>20), harness.Status(answer), "413 Content Too Large", "400 Bad Request")
		default:
			t.Owned(key, answer)
			t.Remark("%d MB: %s", size>>20, harness.Status(answer))
		}
		t.Step("the target must go on answering", func() { t.Send(t.Ground()).Is(http.StatusOK) })
	}
}

func oddJSON(t *harness.T) {
	for _, odd := range []struct {
		what string
		make func(body []byte) []byte
	}{
		{"an attribute nested 1,000 deep", func(b []byte) []byte {
			return insert(b, `"entrasimDeep":`+strings.Repeat("[", 1000)+strings.Repeat("]", 1000))
		}},
		{"a member twice", func(b []byte) []byte { return insert(b, `"active":true,"active":true`) }},
		{"a byte order mark", func(b []byte) []byte { return append([]byte("\ufeff"), b...) }},
		{"text after the body", func(b []byte) []byte { return append(b, "} x"...) }},
		{"NUL in a string", func(b []byte) []byte { return insert(b, `"`+text(t)+`":"a\u0000b"`) }},
	} {
		attrs := t.UserBody(harness.Attrs{"active": nil, text(t): nil})
		plain, err := json.Marshal(attrs, json.Deterministic(true))
		if err != nil {
			t.Abort("marshal a user: %v", err)
		}
		name, _ := attrs["userName"].(string)
		answer := t.CreateBy(harness.Request{Path: "/Users", Body: odd.make(plain)}, name)
		if answer.Status() >= http.StatusInternalServerError {
			answer.Fail(odd.what+" makes the target fail", harness.Status(answer), "400 Bad Request", "201 Created")
		}
	}
}

// insert puts members in front of the others of an object.
func insert(object []byte, members string) []byte {
	return bytes.Replace(object, []byte("{"), []byte("{"+members+","), 1)
}
