package filter

import (
	"fmt"
	"net/http"

	"github.com/entrasim/entrasim/suites/internal/harness"
	"github.com/entrasim/entrasim/suites/rfc7644/internal/people"
)

func refusal() []harness.Spec {
	return []harness.Spec{
		harness.RFC(harness.Declaration{
			ID: "FLT-033", Title: "A filter that cannot be read is refused",
			Level: harness.Must, Ref: "7644 §3.4.2.2, §3.12", Gate: harness.GateFilter, Effect: harness.EffectRead,
			Requirement: "A filter with a syntax error answers 400 with scimType invalidFilter.",
			Advice:      "Refuse what you cannot parse. A server that answers everybody instead makes a client overwrite the first account it gets.",
		}, syntax),

		harness.RFC(harness.Declaration{
			ID: "FLT-034", Title: "A filter with an unknown operator is refused",
			Level: harness.Must, Ref: section, Gate: harness.GateFilter, Effect: harness.EffectRead,
			Requirement: "A filter with an operator that does not exist answers 400 with scimType invalidFilter.",
			Advice:      "Refuse operators that you do not know with 400 invalidFilter.",
		}, unknownOperator),

		harness.RFC(harness.Declaration{
			ID: "FLT-035", Title: "A filter on an undefined attribute never returns everything",
			Level: harness.Must, Ref: "7644 §3.4.2.1", Gate: harness.GateFilter, Needs: needs, Effect: harness.EffectWrite,
			Requirement: "A filter on an attribute that no schema has is false, or answers 400.",
			Advice:      "Evaluate an unknown attribute as having no value, or refuse the filter; never drop the condition.",
		}, undefined),

		harness.RFC(harness.Declaration{
			ID: "FLT-038", Title: "Without filters, a filter is refused",
			Level: harness.Must, Ref: section, Needs: needs, Effect: harness.EffectWrite,
			Requirement: "A server that announces filter.supported false answers a filter with 400 or 501, and not with everything.",
			Advice:      "Answer 501, or 400 invalidFilter: a client that believes in its filter takes the first of all accounts for the one it asked for.",
		}, unsupported),
	}
}

func syntax(t *harness.T) {
	people.Served(t)
	name := t.GUID()
	for _, filter := range []string{
		`userName eq`,
		`userName`,
		fmt.Sprintf(`userName eq "%s" and`, name),
		fmt.Sprintf(`or userName eq "%s"`, name),
		fmt.Sprintf(`(userName eq "%s"`, name),
		fmt.Sprintf(`userName eq "%s")`, name),
		fmt.Sprintf(`userName eq "%s`, name),
		`emails[type eq "work"`,
	} {
		refused(t, filter)
	}
	unquoted := fmt.Sprintf(`userName eq es%s`, name)
	answer := t.Get("/Users", harness.Filter("%s", unquoted))
	if found, _ := answer.Doc()["Resources"].([]any); answer.Status() == http.StatusNotFound || answer.Status() == http.StatusOK && len(found) == 0 {
		t.Deviation("text without quotes is read as text (%s); the grammar wants 400 invalidFilter", unquoted)
		return
	}
	refused(t, unquoted)
}

func unknownOperator(t *harness.T) {
	people.Served(t)
	for _, operator := range []string{"xx", "like", "=="} {
		refused(t, fmt.Sprintf(`userName %s "%s"`, operator, t.GUID()))
	}
}

func undefined(t *harness.T) {
	people.Served(t)
	t.User(nil) // so that there is somebody to be found
	for _, filter := range []string{`noSuchAttribute eq "` + t.GUID() + `"`, `noSuchAttribute pr`} {
		answer := t.Get("/Users", harness.Filter("%s", filter)).Offered(harness.GateFilter).Is(http.StatusOK, http.StatusBadRequest)
		if answer.Status() == http.StatusBadRequest {
			continue
		}
		if found := answer.List(); len(found) > 0 {
			answer.Fail("the filter "+filter+" finds users", fmt.Sprintf("%d users on the page", len(found)), "no users", "400 Bad Request")
		}
	}
}

func unsupported(t *harness.T) {
	if open, known := t.Provider()["filter"].(map[string]any); !known || open["supported"] != false {
		t.NotSupported("the target does not say that it has no filters")
	}
	user := t.User(nil)
	filter := fmt.Sprintf(`userName eq "%s"`, t.GUID())
	answer := t.Get("/Users", harness.Filter("%s", filter))
	switch status := answer.Status(); {
	case status == http.StatusOK && len(answer.List()) == 0:
		found := people.Matches(t, fmt.Sprintf(`userName eq "%s"`, user.UserName), user.ID)
		t.Remark("filters are announced as not supported; evaluated they were all the same (users found by name: %t)", found)
	case status == http.StatusOK:
		answer.Fail("the filter was ignored", "a list of users", "400 Bad Request", "501 Not Implemented")
	case status != http.StatusBadRequest && status != http.StatusNotImplemented && status < http.StatusInternalServerError:
		t.Deviation("a filter is refused with %d; 400 and 501 say why", status)
	default:
		answer.Is(http.StatusBadRequest, http.StatusNotImplemented)
	}
}
