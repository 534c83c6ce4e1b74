package harness_test

import (
	"encoding/base64"
	"io"
	"maps"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"testing"

	"github.com/go-json-experiment/json"

	"github.com/entrasim/entrasim/suites/internal/harness"
	"github.com/entrasim/entrasim/suites/report"
)

// discovered is a target that publishes one schema of users and one extension, and answers every create with what was sent.
func discovered(created *[]map[string]any) http.Handler {
	const extension = "urn:example:params:scim:schemas:2.0:Badge"
	documents := map[string]string{
		"/ResourceTypes": `{"Resources":[{"id":"User","name":"User","endpoint":"/Users","schema":"` + harness.UserURN + `",
			"schemaExtensions":[{"schema":"` + extension + `","required":true}]}]}`,
		"/Schemas": `{"Resources":[{"id":"` + harness.UserURN + `","attributes":[
			{"name":"userName","type":"string","required":true,"uniqueness":"server"},
			{"name":"userType","type":"string","required":true,"canonicalValues":["Pilot","Crew"]},
			{"name":"locale","type":"string"},{"name":"profileUrl","type":"reference","referenceTypes":["external"]},
			{"name":"password","type":"string","mutability":"writeOnly","returned":"never"},
			{"name":"groups","type":"complex","multiValued":true,"mutability":"readOnly","subAttributes":[{"name":"value","type":"string"}]},
			{"name":"boss","type":"complex","subAttributes":[{"name":"value"},{"name":"$ref","type":"reference","referenceTypes":["User"]}]},
			{"name":"bad name","type":"string"},
			{"name":"emails","type":"complex","multiValued":true,"subAttributes":[{"name":"value","type":"string"},
				{"name":"type","type":"string","canonicalValues":["work"]},{"name":"primary","type":"boolean"},{"name":"display","type":"string"}]},
			{"name":"active","type":"boolean"}]},
			{"id":"` + extension + `","attributes":[{"name":"number","type":"string","required":true},{"name":"berths","type":"integer"},
			{"name":"height","type":"decimal"},{"name":"since","type":"dateTime"},{"name":"seal","type":"binary"}]}]}`,
	}
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if doc, ok := documents[r.URL.Path]; ok {
			answering(http.StatusOK, doc)(w, r)
			return
		}
		data, err := io.ReadAll(r.Body)
		var body map[string]any
		if err != nil || r.Method != http.MethodPost || json.Unmarshal(data, &body) != nil {
			answering(http.StatusNotFound, `{}`)(w, r)
			return
		}
		*created = append(*created, body)
		body["id"] = "7"
		data, err = json.Marshal(body)
		if err != nil {
			answering(http.StatusInternalServerError, `{}`)(w, r)
			return
		}
		answering(http.StatusCreated, string(data))(w, r)
	})
}

// inside runs do as the body of a check against handler.
func inside(t *testing.T, handler http.Handler, do func(*harness.T)) {
	t.Helper()
	target := httptest.NewServer(handler)
	defer target.Close()
	session, err := harness.Open(harness.Config{URL: target.URL + "/", Token: secret, RunID: "test"})
	if err != nil {
		t.Fatal(err)
	}
	checks := session.Judge(t.Context(), []harness.Spec{harness.Check(declare("TST-001", harness.Must), do)})
	if checks[0].Verdict != report.Pass {
		t.Fatalf("the body ended with %s: %s", checks[0].Verdict, checks[0].Reason)
	}
}

func TestFullBodyHoldsWhatAClientMayWrite(t *testing.T) {
	inside(t, discovered(new([]map[string]any)), func(c *harness.T) {
		body := c.FullBody(c.UserType())
		want := []string{"active", "emails", "locale", "profileUrl", "schemas", "urn:example:params:scim:schemas:2.0:Badge", "userName", "userType"}
		if got := slices.Sorted(maps.Keys(body)); !slices.Equal(got, want) {
			t.Errorf("a full body has %q, want %q: neither readOnly nor secret attributes, nor references, nor names that are none", got, want)
		}
		if got := body["userType"]; got != "Pilot" {
			t.Errorf("userType is %v, want a canonical value", got)
		}
		if name, _ := body["userName"].(string); !strings.HasPrefix(name, "es-test-") || !strings.HasSuffix(name, "@"+harness.Domain) {
			t.Errorf("userName is %q, want an address with the run's marker", name)
		}
		email, _ := body["emails"].([]any)[0].(harness.Attrs)
		if email["type"] != "work" || email["primary"] != true || email["display"] != nil {
			t.Errorf("an e-mail is %v, want a primary one of a canonical type without display", email)
		}
		badge, _ := body["urn:example:params:scim:schemas:2.0:Badge"].(harness.Attrs)
		if badge["berths"] != 7 || badge["height"] != 2.5 || badge["since"] != "2026-03-02T09:30:00Z" {
			t.Errorf("the extension is %v, want values of the types that are declared", badge)
		}
		if _, err := base64.StdEncoding.DecodeString(badge["seal"].(string)); err != nil {
			t.Errorf("a binary value is not base64: %v", err)
		}
	})
}

func TestUserBodyHasWhatTheTargetRequires(t *testing.T) {
	inside(t, discovered(new([]map[string]any)), func(c *harness.T) {
		body := c.UserBody(nil)
		badge, _ := body["urn:example:params:scim:schemas:2.0:Badge"].(harness.Attrs)
		if body["userType"] != "Pilot" || len(badge) != 1 || badge["number"] == nil {
			t.Errorf("a user's body is %v, want the required attributes of core and extension filled in", body)
		}
		if urns, _ := body["schemas"].([]string); len(urns) != 2 {
			t.Errorf("schemas is %v, want the required extension among them", urns)
		}
		without := c.UserBody(harness.Attrs{"userType": nil, "urn:example:params:scim:schemas:2.0:Badge": nil})
		if urns, _ := without["schemas"].([]string); without["userType"] != nil || len(urns) != 1 {
			t.Errorf("a user's body is %v, want nothing of what the check left out on purpose", without)
		}
	})
}

func TestVariantsOfASampleDiffer(t *testing.T) {
	inside(t, discovered(new([]map[string]any)), func(c *harness.T) {
		for _, kind := range []string{"", "string", "boolean", "integer", "decimal", "dateTime", "binary", "reference"} {
			for _, name := range []string{"anything", "displayName", "contactEmail", "costCode"} {
				a := harness.Attribute{Name: name, Type: kind}
				if first, second := c.Sample(a, 0), c.Sample(a, 1); first == second || first == nil {
					t.Errorf("the samples of %s %q are %v and %v, want two that differ", kind, name, first, second)
				}
			}
		}
		if got := c.Sample(harness.Attribute{Name: "x", Type: "geography"}, 0); got != nil {
			t.Errorf("a sample of an unknown type is %v, want none", got)
		}
	})
}

func TestRichUserFallsBack(t *testing.T) {
	var created []map[string]any
	target := discovered(&created)
	picky := http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.Method == http.MethodPost && len(created) == 0 {
			created = append(created, nil)
			answering(http.StatusBadRequest, `{}`)(w, r)
			return
		}
		target.ServeHTTP(w, r)
	})
	inside(t, picky, func(c *harness.T) {
		user, sent := c.RichUser()
		if user.ID != "7" || sent["locale"] != nil || sent["userName"] != user.UserName {
			t.Errorf("the user is %+v, sent %v; want a plain one after the refusal", user, sent)
		}
	})
}
