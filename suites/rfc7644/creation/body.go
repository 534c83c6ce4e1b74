package creation

import (
	"fmt"
	"net/http"

	"github.com/entrasim/entrasim/suites/internal/harness"
)

func body() []harness.Spec {
	return []harness.Spec{
		harness.RFC(harness.Declaration{
			ID: "CRE-011", Title: "Malformed JSON is refused",
			Level: harness.Must, Ref: "7644 §3.12", Needs: needs, Effect: harness.EffectWrite,
			Requirement: "A body that is no JSON answers 400 with a SCIM error.",
			Advice:      "Catch the parser's error and answer 400 with scimType invalidSyntax.",
		}, malformed),

		harness.RFC(harness.Declaration{
			ID: "CRE-012", Title: "A body that is no object is refused",
			Level: harness.Must, Ref: "7644 §3.12", Needs: needs, Effect: harness.EffectWrite,
			Requirement: "An empty body, a JSON array and a JSON scalar answer 400.",
			Advice:      "Check that there is a JSON object before looking into it, and answer 400 invalidSyntax.",
		}, noObject),
	}
}

func malformed(t *harness.T) {
	name := t.Name(harness.Domain)
	answer := t.CreateBy(harness.Request{Path: users, Body: fmt.Appendf(nil, `{"schemas":[%q],"userName":%q,`, harness.UserURN, name)}, name).
		Is(http.StatusBadRequest)
	switch scimType, ok := answer.SCIMError(); {
	case !ok:
		answer.Fail("the refusal is no SCIM error", harness.Show(string(answer.Body())), "an object with the schema "+harness.ErrorURN)
	case scimType != "invalidSyntax":
		t.Remark("the refusal has scimType %s; invalidSyntax is the one for this", harness.Show(scimType))
	}
}

func noObject(t *harness.T) {
	inList := t.Name(harness.Domain)
	for _, form := range []struct{ name, body string }{
		{"an empty body", ""},
		{"an array", `[]`},
		{"an array of a user", fmt.Sprintf(`[{"schemas":[%q],"userName":%q}]`, harness.UserURN, inList)},
		{"a string", `"Mira Holt"`},
		{"null", `null`},
	} {
		answer := t.CreateBy(harness.Request{Path: users, Body: []byte(form.body)}, inList)
		if status := answer.Status(); status > http.StatusBadRequest && status < http.StatusInternalServerError && status != http.StatusTooManyRequests {
			t.Deviation("%s is refused with %d; RFC 7644 §3.12 has 400 for it", form.name, status)
			continue
		}
		t.Step(form.name, func() { answer.Is(http.StatusBadRequest) })
	}
}
