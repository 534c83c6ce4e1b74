package filter

import (
	"fmt"
	"net/http"
	"slices"
	"strings"

	"github.com/entrasim/entrasim/suites/internal/harness"
	"github.com/entrasim/entrasim/suites/rfc7644/internal/people"
)

func limits() []harness.Spec {
	return []harness.Spec{
		harness.RFC(harness.Declaration{
			ID: "FLT-036", Title: "Filters do not tell passwords",
			Level: harness.Should, Ref: "7643 §9.2", Gate: harness.GateFilter, Needs: needs, Effect: harness.EffectWrite,
			Requirement: "A filter on an attribute that is never returned answers the same whether the value is right or wrong.",
			Advice:      "Refuse filters on password, or treat it as having no value: otherwise it can be guessed letter by letter with sw.",
		}, password),

		harness.RFC(harness.Declaration{
			ID: "FLT-037", Title: "Filter and paging go together",
			Level: harness.Must, Ref: "7644 §3.4.2", Gate: harness.GateFilter, Needs: needs, Effect: harness.EffectWrite,
			Requirement: "With a filter, totalResults counts what matches, whatever the size of the page.",
			Advice:      "Count matches with the filter applied, and apply startIndex and count after it.",
		}, paged),

		harness.Check(harness.Declaration{
			ID: "FLT-039", Title: "Deep and long filters are answered or refused",
			Level: harness.Info, Ref: "—", Gate: harness.GateFilter, Effect: harness.EffectRead, Profiles: []string{harness.RFCFull},
			Requirement: "A filter nested a hundred times, and one of 8 KB, is answered or refused with 400 or 414; the server neither hangs nor breaks.",
			Advice:      "Bound length and depth of filters and answer 400 invalidFilter beyond; parse without recursion that has no limit.",
		}, extremes),
	}
}

func password(t *harness.T) {
	if !t.Declares(harness.UserURN, "password") {
		t.NotSupported("the schema of users has no password")
	}
	right, wrong := "Quay-47!"+t.Name("")+"-Blue", "Crane-83!"+t.Name("")+"-Grey"
	user := t.User(harness.Attrs{"password": right})
	for _, form := range []string{`password eq %s`, `password sw %s`} {
		found := func(value string) bool {
			answer := t.Get("/Users", harness.Filter(form, people.Quote(value)))
			return answer.Status() == http.StatusOK && slices.ContainsFunc(answer.List(), func(r map[string]any) bool { return r["id"] == user.ID })
		}
		if found(right) && !found(wrong) {
			t.Fail("a filter tells whether a password is right", "the user is found with the right password only", "400 Bad Request", "the same answer for any value")
		}
	}
}

func paged(t *harness.T) {
	p := people.Of(t)
	p.Demand(t, `userName eq "`+p.All[people.Dana].UserName+`"`, people.Dana)
	one := harness.Param{Name: "count", Value: "1"}
	first := harness.Param{Name: "startIndex", Value: "1"}
	wantPage(t, t.Get("/Users", first, one, harness.Filter(`userName eq "%s"`, p.All[people.Dana].UserName)), 1)
	if nobody := t.Get("/Users", first, one, harness.Filter(`userName eq "%s"`, t.GUID())); nobody.Status() == http.StatusOK { // LST-003
		wantPage(t, nobody, 0)
	}
	wantShort(t, t.Get("/Users", first, one, harness.Filter("%s", p.Own(t)))) // LST-013 is about its totalResults
}

// wantPage asserts that a page asked for with count=1 says how many match.
func wantPage(t *harness.T, page *harness.Answer, matches int) {
	page.Is(http.StatusOK).Object().Value("totalResults").Number().IsEqual(matches)
	wantShort(t, page)
}

// wantShort asserts that a page asked for with count=1 is no longer, unless count has no effect without a filter either.
func wantShort(t *harness.T, page *harness.Answer) {
	if shown := len(page.List()); shown > 1 && len(t.Get("/Users", harness.Param{Name: "startIndex", Value: "1"}, harness.Param{Name: "count", Value: "1"}).List()) == 1 {
		page.Fail("the page is longer than asked for", fmt.Sprintf("%d resources", shown), "1 resource at most")
	}
}

func extremes(t *harness.T) {
	name := t.GUID()
	const depth, long = 100, 8 << 10
	for _, filter := range []string{
		strings.Repeat("(", depth) + `userName eq "` + name + `"` + strings.Repeat(")", depth),
		`userName eq "` + name + strings.Repeat("x", long) + `"`,
	} {
		answer := t.Get("/Users", harness.Filter("%s", filter))
		if answer.Status() >= http.StatusInternalServerError && answer.Status() != http.StatusNotImplemented {
			answer.Fail("the filter breaks the server", fmt.Sprintf("%d to a filter of %d characters", answer.Status(), len(filter)),
				"200 OK", "400 Bad Request", "414 URI Too Long")
		}
		t.Remark("a filter of %d characters beginning %q is answered with %d", len(filter), filter[:16], answer.Status())
	}
}
