package failure

import (
	"net/http"
	"slices"
	"strings"

	"github.com/entrasim/entrasim/suites/internal/harness"
)

// Checks lists the checks of this package by number.
func Checks() []harness.Spec {
	all := slices.Concat(form(), detail(), fault(), throttle())
	slices.SortFunc(all, func(a, b harness.Spec) int { return strings.Compare(a.ID, b.ID) })
	return all
}

const section = "7644 §3.12"

// provoked makes the target answer with errors, once per run and by reading only, so that there is something to judge when
// nothing else ran. No answer at all is ROB-001's business.
var provoked = harness.Shared[bool]{Name: "the target answers with errors", Make: func(t *harness.T) bool {
	users := func(params ...harness.Param) harness.Request {
		return harness.Request{Method: http.MethodGet, Path: "/Users", Query: params}
	}
	unlabelled, anonymous := users(), users()
	unlabelled.Header = http.Header{"Accept": {"text/html"}}
	anonymous.Header = http.Header{"Authorization": nil}
	for _, r := range []harness.Request{
		{Method: http.MethodGet, Path: "/Users/" + t.GUID()},
		{Method: http.MethodGet, Path: "/Groups/" + t.GUID()},
		{Method: http.MethodGet, Path: "/Users/not-an-id"},
		{Method: http.MethodGet, Path: "/EntrasimNoSuchEndpoint"},
		{Method: http.MethodGet, Path: "/Schemas/urn:example:none"},
		users(harness.Filter(`userName nosuchoperator "%s"`, t.GUID())),
		users(harness.Filter(`userName eq "%s`, t.GUID())),
		users(harness.Filter(`userName eq "o'%s"`, t.GUID())),
		users(harness.Param{Name: "startIndex", Value: "first"}, harness.Param{Name: "count", Value: "few"}),
		users(harness.Param{Name: "count", Value: "1"}, harness.Param{Name: "sortBy", Value: "nosuchattribute"}),
		unlabelled, anonymous,
	} {
		_, _ = t.TrySend(r)
	}
	return true
}}

// errorsOf are the errors of the whole run below the base URL, without those that HEAD requests cannot show.
func errorsOf(t *harness.T) []harness.Observation {
	provoked.Get(t)
	return slices.DeleteFunc(t.Errors(), func(o harness.Observation) bool { return o.Method() == http.MethodHead || !o.Within() })
}

// wrong is what a judge found in one answer.
type wrong struct {
	o           harness.Observation
	reason, got string
	allowed     []string
}

// reportFirst fails with the first finding, and says how many more there are.
func reportFirst(t *harness.T, found []wrong) {
	if len(found) == 0 {
		return
	}
	if more := len(found) - 1; more > 0 {
		t.Remark("%d more: %s", more, others(found[1:]))
	}
	first := found[0]
	first.o.Fail(first.reason, first.got, first.allowed...)
}

// others names some of the requests that were answered in the same way, each once.
func others(found []wrong) string {
	const most = 8
	var names []string
	for _, w := range found {
		path, _, _ := strings.Cut(w.o.What(), "?")
		name := w.o.Check + " " + path
		if len(names) < most && !slices.Contains(names, name) {
			names = append(names, name)
		}
	}
	return strings.Join(names, ", ")
}
