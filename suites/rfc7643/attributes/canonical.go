package attributes

import (
	"net/http"
	"strings"

	"github.com/entrasim/entrasim/suites/internal/harness"
)

func canonical() []harness.Spec {
	return []harness.Spec{
		harness.RFC(harness.Declaration{
			ID: "CHR-021", Title: "A value outside canonicalValues is stored or refused with 400 invalidValue",
			Level: harness.Should, Ref: "7643 §7", Effect: harness.EffectWrite, Needs: needUser,
			Requirement: "A value that is not among canonicalValues is stored, or refused with 400 invalidValue, and never answered with 5xx.",
			Advice:      "canonicalValues are suggestions: store other values as they are, or say 400 with scimType invalidValue.",
		}, unsuggested),
	}
}

func unsuggested(t *harness.T) {
	a, ok := suggesting(t)
	if !ok {
		t.NotSupported("/Schemas publishes no canonicalValues for an attribute of users")
	}
	list, _ := t.Sample(a, 0).([]any)
	element, _ := list[0].(harness.Attrs)
	for _, sub := range a.SubAttributes {
		if len(sub.CanonicalValues) > 0 {
			element[sub.Name] = "es-unheard-of"
		}
	}
	answer := t.Create("/Users", t.UserBody(harness.Attrs{a.Name: list}))
	if scimType, _ := answer.SCIMError(); answer.Status() == http.StatusBadRequest && !strings.EqualFold(scimType, "invalidValue") {
		answer.Fail("the refusal does not say that the value is wrong", "scimType: "+harness.Show(scimType), "scimType: invalidValue")
	}
	answer.Is(http.StatusCreated, http.StatusOK, http.StatusBadRequest)
}

// suggesting is a multi-valued attribute with canonical values for a sub-attribute, emails where they have some.
func suggesting(t *harness.T) (found harness.Attribute, ok bool) {
	rt := t.UserType()
	for _, a := range t.Attributes(rt)[rt.Schema] {
		if list, _ := t.Sample(a, 0).([]any); len(list) == 0 || !a.MultiValued {
			continue
		}
		for _, sub := range a.SubAttributes {
			if len(sub.CanonicalValues) > 0 && isString(sub) && sub.Writable() && (!ok || a.Name == "emails") {
				found, ok = a, true
			}
		}
	}
	return found, ok
}
