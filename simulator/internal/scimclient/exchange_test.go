package scimclient_test

import (
	"errors"
	"net/http"
	"reflect"
	"strings"
	"testing"
	"time"

	"github.com/go-json-experiment/json"

	"github.com/entrasim/entrasim/simulator/internal/mapping"
	"github.com/entrasim/entrasim/simulator/internal/scimclient"
)

// TestExchangeTexts holds the line of the story, the full form, the curl command and the log's JSON.
func TestExchangeTexts(t *testing.T) {
	const sent = "ADSCIMVersion: Date:2026-03-04T09:12:44Z, ActivityId:act\nAuthorization: Bearer ***\n"
	found := canned{status: 200, body: `{` + listURN + `,"totalResults":1,"Resources":[{"id":"U1"}]}`}
	tests := map[string]struct {
		request scimclient.Request
		answer  canned
		line    string
		full    string
		curl    string
		json    string
	}{
		"lookup": {
			request: scimclient.Request{Kind: scimclient.KindMatch, Resource: scimclient.Users, Match: path("userName"), Value: "ada x", Cause: "c-1", Activity: "act"}, answer: found,
			line: `GET /Users?filter=userName eq "ada x" → 200 OK, 1 result`,
			full: "GET /scim/v2/Users?filter=userName+eq+%22ada+x%22 HTTP/1.1\nHost: api.harborline.example\n" + sent +
				"\nHTTP/1.1 200 OK\nContent-Type: application/scim+json\n\n" + found.body + "\n",
			curl: `curl -i -X GET -H 'ADSCIMVersion: Date:2026-03-04T09:12:44Z, ActivityId:act' -H "Authorization: Bearer $TOKEN" -H 'User-Agent:' -H 'Accept:' ` +
				`'https://api.harborline.example/scim/v2/Users?filter=userName+eq+%22ada+x%22'`,
			json: `{"cause":"c-1","kind":"match","method":"GET","base":"https://api.harborline.example/scim/v2","target":"/Users?filter=userName+eq+%22ada+x%22",` +
				`"requestHeaders":[["ADSCIMVersion","Date:2026-03-04T09:12:44Z, ActivityId:act"],["Authorization","Bearer ***"]],"status":200,` +
				`"responseHeaders":[["Content-Type","application/scim+json"]],"responseBody":"{\"schemas\":[\"urn:ietf:params:scim:api:messages:2.0:ListResponse\"],\"totalResults\":1,\"Resources\":[{\"id\":\"U1\"}]}",` +
				`"started":"2026-03-04T09:12:44Z","durationInMilliseconds":0}`,
		},
		"patch": {
			request: func() scimclient.Request {
				r := patchUser("U1", change(add, "nickName", "it's"))
				r.Activity = "act"
				return r
			}(),
			answer: canned{status: 204, header: http.Header{"Etag": {`W/"2"`}, "Date": {"today"}}},
			line:   `PATCH /Users/U1 → 204 No Content`,
			full: "PATCH /scim/v2/Users/U1 HTTP/1.1\nHost: api.harborline.example\n" + sent + "Content-Type: application/scim+json; charset=utf-8\n\n" +
				`{"schemas":["urn:ietf:params:scim:api:messages:2.0:PatchOp"],"Operations":[{"op":"Add","path":"nickName","value":"it's"}]}` +
				"\n\nHTTP/1.1 204 No Content\nETag: W/\"2\"\n",
			curl: `curl -i -X PATCH -H 'ADSCIMVersion: Date:2026-03-04T09:12:44Z, ActivityId:act' -H "Authorization: Bearer $TOKEN" -H 'Content-Type: application/scim+json; charset=utf-8' -H 'User-Agent:' -H 'Accept:' ` +
				`--data-binary '{"schemas":["urn:ietf:params:scim:api:messages:2.0:PatchOp"],"Operations":[{"op":"Add","path":"nickName","value":"it'\''s"}]}' 'https://api.harborline.example/scim/v2/Users/U1'`,
			json: `{"kind":"update","method":"PATCH","base":"https://api.harborline.example/scim/v2","target":"/Users/U1",` +
				`"requestHeaders":[["ADSCIMVersion","Date:2026-03-04T09:12:44Z, ActivityId:act"],["Authorization","Bearer ***"],["Content-Type","application/scim+json; charset=utf-8"]],` +
				`"requestBody":"{\"schemas\":[\"urn:ietf:params:scim:api:messages:2.0:PatchOp\"],\"Operations\":[{\"op\":\"Add\",\"path\":\"nickName\",\"value\":\"it's\"}]}",` +
				`"status":204,"responseHeaders":[["ETag","W/\"2\""]],"started":"2026-03-04T09:12:44Z","durationInMilliseconds":0}`,
		},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			_, ex, err := ask(t, tt.answer, tt.request)
			if err != nil {
				t.Fatal(err)
			}
			encoded, err := json.Marshal(ex)
			if err != nil {
				t.Fatal(err)
			}
			var again scimclient.Exchange
			if err := json.Unmarshal(encoded, &again); err != nil || !reflect.DeepEqual(again, ex) {
				t.Errorf("read back: %v\n got: %+v\nwant: %+v", err, again, ex)
			}
			for what, pair := range map[string][2]string{
				"line": {ex.String(), tt.line}, "full": {ex.Full(), tt.full}, "json": {string(encoded), tt.json},
				"curl": {strings.ReplaceAll(ex.Curl("TOKEN"), " \\\n  ", " "), tt.curl},
			} {
				if pair[0] != pair[1] {
					t.Errorf("%s\n got: %s\nwant: %s", what, pair[0], pair[1])
				}
			}
		})
	}
}

// TestBytesAreKept: a body that is not text is kept in the log as well.
func TestBytesAreKept(t *testing.T) {
	_, ex, _ := ask(t, canned{status: 500, body: "\xff\x00"}, readUser())
	encoded, err := json.Marshal(ex)
	if err != nil {
		t.Fatal(err)
	}
	var again scimclient.Exchange
	if err := json.Unmarshal(encoded, &again); err != nil || again.ResponseBody != "\xff\x00" {
		t.Errorf("the body is lost: %v in %s", err, encoded)
	}
	if err := json.Unmarshal([]byte(`{"started":"2026-03-04T09:12:44Z","requestBodyBase64":"?"}`), &again); err == nil {
		t.Error("a body that is no base64 was read")
	}
}

// TestSecretsAreMasked: a token that a server throws back stands nowhere in what is kept or said.
func TestSecretsAreMasked(t *testing.T) {
	const token = "hl_live_51b9aabbccdd"
	_, ex, err := ask(t, canned{
		status: 401, header: http.Header{"Www-Authenticate": {"Bearer error_description=" + token}}, body: `{"detail":"bad token ` + token + `"}`,
	}, probe())
	var f *scimclient.Failure
	if !errors.As(err, &f) {
		t.Fatal(err)
	}
	encoded, jsonErr := json.Marshal(ex)
	if jsonErr != nil {
		t.Fatal(jsonErr)
	}
	for what, text := range map[string]string{
		"error": f.Error(), "message": f.Message, "detail": f.Detail, "hint": f.Hint(), "full": ex.Full(), "curl": ex.Curl("T"), "json": string(encoded),
	} {
		if strings.Contains(text, token) {
			t.Errorf("the %s holds the token: %s", what, text)
		}
	}
	if !strings.Contains(f.Detail, "bad token ***") {
		t.Errorf("detail: got %q", f.Detail)
	}
}

// TestRedactedValues: a value that passed through Redact is sent, but not kept (engine §5.6).
func TestRedactedValues(t *testing.T) {
	secret := assign("userName", `a"b`)
	secret.Redacted = true
	raw, ex := capture(t, off, dials(t), create(scimclient.Users, secret, assign("displayName", `xa"by`)))
	if !strings.Contains(body(raw), `"userName":"a\"b"`) {
		t.Errorf("the value must reach the target: %s", body(raw))
	}
	if want := `"userName":"[Redact]","displayName":"xa\"by"`; !strings.Contains(ex.RequestBody, want) {
		t.Errorf("exchange: got %s, want %s", ex.RequestBody, want)
	}
	_, ex = capture(t, off, dials(t), scimclient.Request{
		Kind: scimclient.KindMatch, Resource: scimclient.Users, Match: path("userName"), Value: `a"b c`, Redacted: true,
	})
	if want := "/Users?filter=userName+eq+%22%5BRedact%5D%22"; ex.Target != want {
		t.Errorf("exchange: got %s, want %s", ex.Target, want)
	}
	hidden := typedChange(replace, "title", mapping.String, "boss")
	hidden.Redacted = true
	_, ex, err := ask(t, canned{status: 200, body: `{"id":"U1","title":"boss","nickName":"bossy"}`}, patchUser("U1", hidden))
	if err != nil {
		t.Fatal(err)
	}
	if want := `{"id":"U1","title":"[Redact]","nickName":"bossy"}`; ex.ResponseBody != want {
		t.Errorf("exchange: got %s, want %s", ex.ResponseBody, want)
	}
}

// TestExchangeTimes: the clock is asked, so that durations are 0 on a virtual one.
func TestExchangeTimes(t *testing.T) {
	now := start()
	c, err := scimclient.New(scimclient.Config{
		TenantURL: "https://h.example", Token: "t", Transport: canned{status: 204},
		Now: func() time.Time { now = now.Add(250 * time.Millisecond); return now },
	})
	if err != nil {
		t.Fatal(err)
	}
	_, ex, err := c.Do(t.Context(), patchUser("U1", change(add, "title", "x")))
	if err != nil {
		t.Fatal(err)
	}
	if !ex.Started.Equal(start().Add(250*time.Millisecond)) || ex.Duration != 250*time.Millisecond {
		t.Errorf("got %s for %s", ex.Started, ex.Duration)
	}
	if !ex.Write() {
		t.Error("a PATCH is a write")
	}
}
