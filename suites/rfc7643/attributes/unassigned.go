package attributes

import (
	"net/http"
	"net/url"

	"github.com/gavv/httpexpect/v2"

	"github.com/entrasim/entrasim/suites/internal/harness"
)

func unassigned() []harness.Spec {
	return []harness.Spec{
		harness.RFC(harness.Declaration{
			ID: "CHR-008", Title: "Absent, null and [] are one state",
			Level: harness.Must, Ref: "7643 §2.5", Effect: harness.EffectWrite, Needs: needUser,
			Requirement: "Writing null, or [] for a multi-valued attribute, unassigns it, on create, replace and PATCH, and a read shows it absent or empty.",
			Advice:      "Take null and [] for \"no value\" before anything is validated; do not refuse them and do not store them.",
		}, nothingAssigned),
	}
}

// empties are optional attributes of a user with a value to begin with: one single-valued, one multi-valued.
func empties(t *harness.T) (single, multi string, full harness.Attrs) {
	full = harness.Attrs{}
	rt := t.UserType()
	for _, a := range t.Attributes(rt)[rt.Schema] {
		if a.Required || !a.Changeable() || !a.Shown() || a.Refers() {
			continue
		}
		switch {
		case a.MultiValued && multi == "" && a.Name != "emails": // many targets require an e-mail without saying so
			multi = a.Name
		case isString(a) && single == "" && a.Name != "userName" && a.Name != "displayName" && len(a.CanonicalValues) == 0:
			single = a.Name
		default:
			continue
		}
		full[a.Name] = t.Sample(a, 0)
	}
	return single, multi, full
}

func nothingAssigned(t *harness.T) {
	single, multi, full := empties(t)
	if single == "" && multi == "" {
		t.NotSupported("/Schemas declares no optional attribute besides the usual")
	}
	nothing := map[string]any{}
	for name, value := range map[string]any{single: null{}, multi: []any{}} {
		if name != "" {
			nothing[name] = value
		}
	}
	t.Step("create", func() {
		body := with(t.UserBody(nil), nothing)
		id := t.Create("/Users", body).Is(http.StatusCreated, http.StatusOK).ID()
		wantNothing(t, "/Users/"+url.PathEscape(id), nothing)
	})
	body := t.UserBody(full)
	var user harness.User
	t.Arrange("creating a user with values", func() {
		id := t.Create("/Users", body).Is(http.StatusCreated, http.StatusOK).ID()
		user = harness.User{ID: id, Path: "/Users/" + url.PathEscape(id)}
	})
	t.Step("replace", func() {
		answer := t.PutUser(user, with(body, nothing))
		if s := answer.Status(); s == http.StatusNotImplemented || s == http.StatusMethodNotAllowed {
			t.Remark("PUT is not there (%d), which PUT-001 is about", s)
			return
		}
		answer.Is(http.StatusOK, http.StatusNoContent)
		wantNothing(t, user.Path, nothing)
	})
	if !t.Open(harness.GatePatch) {
		return
	}
	again := t.User(full)
	for name, value := range ordered(single, multi) {
		t.Step("PATCH "+name, func() {
			t.Patch(again.Path, harness.Op{Op: "replace", Path: name, Value: map[bool]any{true: null{}, false: []any{}}[value]})
			wantNothing(t, again.Path, map[string]any{name: nil})
		})
	}
}

// null is written as null: a nil value in a body means that it is left out.
type null struct{}

// MarshalJSON writes null.
func (null) MarshalJSON() ([]byte, error) { return []byte("null"), nil }

// ordered goes through the names that there are; the second value tells whether the attribute is single-valued.
func ordered(single, multi string) func(func(string, bool) bool) {
	return func(yield func(string, bool) bool) {
		if single != "" && !yield(single, true) {
			return
		}
		if multi != "" {
			yield(multi, false)
		}
	}
}

func with(body harness.Attrs, more map[string]any) harness.Attrs {
	out := harness.Attrs{}
	for name, v := range body {
		out[name] = v
	}
	for name, v := range more {
		out[name] = v
	}
	return out
}

func wantNothing(t *harness.T, path string, names map[string]any) {
	t.ReadBack(path, func(o *httpexpect.Object) {
		for name, v := range o.Raw() {
			if _, asked := names[name]; !asked {
				continue
			}
			if !harness.Unassigned(v) {
				t.Fail(name+" should have no value", harness.Show(v), "no "+name)
			}
			if v == nil {
				t.Remark("%s comes back as null, which RFC 7643 §2.5 allows; most clients expect it to be left out", name)
			}
		}
	})
}
