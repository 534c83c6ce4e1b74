package attributes

import (
	"net/http"
	"net/url"
	"strings"

	"github.com/gavv/httpexpect/v2"

	"github.com/entrasim/entrasim/suites/internal/harness"
)

func multiValued() []harness.Spec {
	return []harness.Spec{
		harness.RFC(harness.Declaration{
			ID: "CHR-009", Title: "At most one element is primary",
			Level: harness.Must, Ref: "7643 §2.4", Effect: harness.EffectWrite, Needs: needUser,
			Requirement: "At most one element of a multi-valued attribute has primary: true in any answer, whatever was sent.",
			Advice:      "Refuse a body with two primaries, or keep one; when an element becomes primary, the one before is no longer.",
		}, onePrimary),

		harness.RFC(harness.Declaration{
			ID: "CHR-010", Title: "The same type and value are not returned twice",
			Level: harness.Should, Ref: "7643 §2.4", Effect: harness.EffectWrite, Needs: needUser,
			Requirement: "The same combination of type and value is not returned twice in one attribute.",
			Advice:      "Drop an element that is there already when it is written, and look for joins that multiply rows.",
		}, noneTwice),
	}
}

// collection is a multi-valued attribute with value, type and primary that users can have.
func collection(t *harness.T) harness.Attribute {
	rt := t.UserType()
	attributes := t.Attributes(rt)[rt.Schema]
	for _, name := range []string{"emails", "phoneNumbers", "ims", "roles", "entitlements"} {
		for _, a := range attributes {
			_, value := a.Sub("value")
			_, primary := a.Sub("primary")
			if strings.EqualFold(a.Name, name) && a.MultiValued && value && primary && a.Changeable() && a.Shown() {
				return a
			}
		}
	}
	t.NotSupported("/Schemas declares no multi-valued attribute of users with value and primary")
	return harness.Attribute{}
}

// element is one of two elements of a, of different type and value.
func element(t *harness.T, a harness.Attribute, n int, primary bool) harness.Attrs {
	list, _ := t.Sample(a, n).([]any)
	out := harness.Attrs{}
	if len(list) > 0 {
		out, _ = list[0].(harness.Attrs)
	}
	out["primary"] = primary
	return out
}

func onePrimary(t *harness.T) {
	a := collection(t)
	user := t.User(harness.Attrs{a.Name: []any{element(t, a, 0, true), element(t, a, 1, false)}})
	wantPrimaries(t, user.Path, a.Name)
	if t.Open(harness.GatePatch) {
		third := element(t, a, 1, true)
		if answer := t.TryPatch(user.Path, harness.Op{Op: "add", Path: a.Name, Value: []any{third}}); answer.Status() < http.StatusBadRequest {
			wantPrimaries(t, user.Path, a.Name)
		}
	}
	answer := t.Create("/Users", t.UserBody(harness.Attrs{a.Name: []any{element(t, a, 0, true), element(t, a, 1, true)}}))
	if answer.Status() == http.StatusBadRequest {
		return
	}
	id := answer.Is(http.StatusCreated, http.StatusOK, http.StatusBadRequest).ID()
	wantPrimaries(t, "/Users/"+url.PathEscape(id), a.Name)
}

func wantPrimaries(t *harness.T, path, name string) {
	t.ReadBack(path, func(o *httpexpect.Object) {
		n := 0
		list, _ := harness.Member(o.Raw(), name).([]any)
		for _, e := range list {
			object, _ := e.(map[string]any)
			if harness.Member(object, "primary") == true {
				n++
			}
		}
		if n > 1 {
			t.Fail("several elements of "+name+" are primary", harness.Show(list), "one primary element at most")
		}
	})
}

func noneTwice(t *harness.T) {
	a := collection(t)
	same := element(t, a, 0, false)
	user := t.User(harness.Attrs{a.Name: []any{same}})
	wantOnce(t, user.Path, a.Name)
	answer := t.Create("/Users", t.UserBody(harness.Attrs{a.Name: []any{same, same}}))
	if answer.Status() == http.StatusBadRequest || answer.Status() == http.StatusConflict {
		return
	}
	id := answer.Is(http.StatusCreated, http.StatusOK).ID()
	wantOnce(t, "/Users/"+url.PathEscape(id), a.Name)
}

func wantOnce(t *harness.T, path, name string) {
	t.ReadBack(path, func(o *httpexpect.Object) {
		seen := map[[2]string]bool{}
		list, _ := harness.Member(o.Raw(), name).([]any)
		for _, e := range list {
			object, _ := e.(map[string]any)
			kind, _ := harness.Member(object, "type").(string)
			value, isText := harness.Member(object, "value").(string)
			pair := [2]string{strings.ToLower(kind), value}
			if isText && seen[pair] {
				t.Fail("an element of "+name+" comes back twice", harness.Show(list), "each type and value once")
			}
			seen[pair] = true
		}
	})
}
