package creation

import (
	"net/http"
	"net/url"
	"strings"

	"github.com/gavv/httpexpect/v2"

	"github.com/entrasim/entrasim/suites/internal/harness"
)

func odd() []harness.Spec {
	return []harness.Spec{
		harness.RFC(harness.Declaration{
			ID: "CRE-016", Title: "Unknown attributes are ignored or refused",
			Level: harness.May, Ref: "7643 §2", Needs: needs, Effect: harness.EffectWrite,
			Requirement: "An attribute that no schema has is left out or answers 400; it is not stored and returned.",
			Advice:      "Store what your schema declares. What comes back undeclared is data that no client expects.",
		}, unknownAttribute),

		harness.RFC(harness.Declaration{
			ID: "CRE-017", Title: "Values of the wrong type break nothing",
			Level: harness.Must, Ref: "7644 §3.12", Needs: needs, Effect: harness.EffectWrite,
			Requirement: "A wrongly typed value answers 400, or becomes a value of the right type.",
			Advice:      "Check types against the schema before using a value, and answer 400 invalidValue.",
		}, wrongType),

		harness.RFC(harness.Declaration{
			ID: "CRE-018", Title: "A create that fails leaves nothing behind",
			Level: harness.Must, Ref: section, Effect: harness.EffectWrite,
			Requirement: "After a create was refused or failed, no resource of it is there.",
			Advice:      "Check first and store in one transaction: what is left behind blocks the userName for good.",
		}, nothingLeft),
	}
}

func unknownAttribute(t *harness.T) {
	body := t.UserBody(nil)
	body["harbourBerth"] = "N7"
	answer := t.Create(users, body).Is(http.StatusCreated, http.StatusOK, http.StatusBadRequest)
	id := answer.PeekID()
	if answer.Status() == http.StatusBadRequest || id == "" {
		return
	}
	t.ReadBack(users+"/"+url.PathEscape(id), func(o *httpexpect.Object) {
		if got := harness.Member(o.Raw(), "harbourBerth"); got != nil {
			t.Fail("an attribute that no schema has is stored and returned", harness.Show(got), "no such attribute", "400 Bad Request")
		}
	})
}

// wrong are values of another type than RFC 7643 §4.1 gives the attribute.
var wrong = []struct {
	name  string
	value any
}{
	{"userName", harness.Attrs{"first": "Mira"}},
	{"name", "Mira Holt"},
	{"active", 7},
	{"emails", "mira@" + harness.Domain},
	{"displayName", []string{"Mira", "Holt"}},
}

func wrongType(t *harness.T) {
	for _, w := range wrong {
		if !t.Declares(harness.UserURN, w.name) {
			continue
		}
		answer := t.Create(users, t.UserBody(harness.Attrs{w.name: w.value}))
		answer.Is(http.StatusBadRequest, http.StatusCreated, http.StatusOK)
		id := answer.PeekID()
		if answer.Status() == http.StatusBadRequest || id == "" {
			continue
		}
		t.ReadBack(users+"/"+url.PathEscape(id), func(o *httpexpect.Object) {
			got := harness.Member(o.Raw(), w.name)
			if got != nil && !fits(w.name, got) {
				t.Fail("a value of the wrong type was stored for "+w.name, harness.Show(got), "400 Bad Request", "a value of the right type", "no value")
			}
		})
	}
}

// fits tells whether a value is of the type that RFC 7643 §4.1 gives the attribute.
func fits(name string, v any) bool {
	switch v.(type) {
	case map[string]any:
		return name == "name"
	case bool:
		return name == "active"
	case []any:
		return name == "emails"
	case string:
		return name == "userName" || name == "displayName"
	}
	return false
}

// nothingLeft has no NeedUser: the probe of that may be the create that fails.
func nothingLeft(t *harness.T) {
	for _, form := range []struct {
		what string
		body harness.Attrs
	}{
		// Nothing is wrong with these; should one fail all the same, it must not be there either.
		{"a user", t.UserBody(nil)},
		{"a second user", t.UserBody(nil)},
		{"a third user", t.UserBody(nil)},
		{"a user with emails that are no list of objects", t.UserBody(harness.Attrs{"emails": []any{7, true}})},
		{"a user with a name that is no object", t.UserBody(harness.Attrs{"name": "Mira Holt"})},
	} {
		answer := t.Create(users, form.body)
		if answer.Status() < http.StatusBadRequest {
			continue // nothing failed
		}
		wantGone(t, form.what, form.body)
	}
}

// wantGone asserts that nobody has the userName of a create that failed.
func wantGone(t *harness.T, what string, body harness.Attrs) {
	name, _ := body["userName"].(string)
	if t.Open(harness.GateFilter) {
		var found []map[string]any
		if t.Try(func() { found = t.FindUsers(`userName eq "%s"`, name) }) {
			for _, user := range found {
				if shown, _ := user["userName"].(string); strings.EqualFold(shown, name) {
					t.Fail("the create of "+what+" failed, and the user is there", "a user "+harness.Show(name), "no such user")
				}
			}
			return
		}
	}
	answer := again(t, name)
	if answer.Status() == http.StatusConflict {
		answer.Fail("the create of "+what+" failed, and its userName is taken", "409 Conflict", "201 Created")
	}
}
