package harness_test

import (
	"net/http"
	"strings"
	"testing"

	"github.com/gavv/httpexpect/v2"

	"github.com/entrasim/entrasim/suites/internal/harness"
	"github.com/entrasim/entrasim/suites/report"
)

// TestVerdicts holds the table of the check list ("Verdicts"): what comes of a body's end at each level, in both columns.
func TestVerdicts(t *testing.T) {
	fail := func(c *harness.T) { c.Fail("it does not", "a", "b") }
	failProfile := func(c *harness.T) { c.FailProfile("it does not", "a", "b") }
	hold := func(*harness.T) {}
	for name, tc := range map[string]struct {
		level, rfc  harness.Level
		body        func(*harness.T)
		verdict     report.Verdict
		rfcVerdict  report.Verdict
		ginkgoFails bool
	}{
		"MUST holds":                          {harness.MustEntra, harness.Must, hold, report.Pass, report.Pass, false},
		"MUST does not hold":                  {harness.MustEntra, harness.Must, fail, report.Fail, report.Fail, true},
		"the RFC only recommends it":          {harness.MustEntra, harness.Should, fail, report.Fail, report.Warn, true},
		"the RFC is silent":                   {harness.MustEntra, harness.Silent, fail, report.Fail, "", true},
		"SHOULD does not hold":                {harness.ShouldEntra, harness.Silent, fail, report.Warn, "", false},
		"MAY does not hold":                   {harness.May, harness.May, fail, report.Note, report.Note, false},
		"the RFC allows it, Entra does not":   {harness.MustEntra, harness.Must, failProfile, report.Fail, report.Pass, true},
		"a MUST met in a deviant form":        {harness.MustEntra, harness.Must, func(c *harness.T) { c.Deviation("odd") }, report.Warn, report.Warn, false},
		"deviant for the profile only":        {harness.MustEntra, harness.Must, func(c *harness.T) { c.Tolerate("odd") }, report.Warn, report.Pass, false},
		"a remark alone changes nothing":      {harness.MustEntra, harness.Must, func(c *harness.T) { c.Remark("slow") }, report.Pass, report.Pass, false},
		"the target does not offer it":        {harness.MustEntra, harness.Must, func(c *harness.T) { c.NotSupported("no") }, report.NotSupported, report.NotSupported, false},
		"something it presupposes is missing": {harness.MustEntra, harness.Must, func(c *harness.T) { c.SkipBecause("no") }, report.Skipped, report.Skipped, false},
		"our own fault":                       {harness.MustEntra, harness.Must, func(c *harness.T) { c.Abort("oops") }, report.Error, report.Error, true},
		"the check panics":                    {harness.MustEntra, harness.Must, func(*harness.T) { panic("oops") }, report.Error, report.Error, true},
		"arranging fails": {harness.MustEntra, harness.Must, func(c *harness.T) {
			c.Arrange("a user", func() { c.Fail("it does not", "a", "b") })
		}, report.Skipped, report.Skipped, false},
	} {
		t.Run(name, func(t *testing.T) {
			d := declare("TST-001", tc.level)
			d.RFC = tc.rfc
			checks, _, failed := play(t, answering(http.StatusOK, "{}"), nil, harness.Check(d, tc.body))
			if checks[0].Verdict != tc.verdict || checks[0].RFCVerdict != tc.rfcVerdict {
				t.Errorf("verdicts are %q and %q, want %q and %q", checks[0].Verdict, checks[0].RFCVerdict, tc.verdict, tc.rfcVerdict)
			}
			if failed != tc.ginkgoFails {
				t.Errorf("Ginkgo failed: %v, want %v", failed, tc.ginkgoFails)
			}
		})
	}
}

func TestViolationIsExplained(t *testing.T) {
	checks, _, _ := play(t, answering(http.StatusBadRequest, `{"detail":"no such filter","scimType":"invalidFilter"}`), nil,
		harness.Check(declare("TST-001", harness.Must), func(c *harness.T) {
			c.Get("/Users", harness.Filter(`userName eq "%s"`, "a@b")).Is(http.StatusOK)
		}))
	c := checks[0]
	if got, want := c.Got, "400 Bad Request: invalidFilter no such filter"; got != want {
		t.Errorf("got is %q, want %q", got, want)
	}
	if len(c.Allowed) != 1 || c.Allowed[0] != "200 OK" {
		t.Errorf("allowed is %q, want 200 OK", c.Allowed)
	}
	ex, ok := c.DecisiveExchange()
	if !ok || !strings.HasSuffix(ex.URL, "/Users?filter=userName+eq+%22a%40b%22") {
		t.Errorf("the decisive exchange is %+v, want the request as Entra encodes it", ex)
	}
	if !strings.HasPrefix(c.Location, "harness/verdict_test.go:") {
		t.Errorf("location is %q, want the line of the check", c.Location)
	}
}

// TestNestedHelpersNameTheCheck holds that helpers of the harness do not hide the line of the check.
func TestNestedHelpersNameTheCheck(t *testing.T) {
	checks, _, _ := play(t, answering(http.StatusOK, `{"id":"1","active":"yes"}`), nil,
		harness.Check(declare("TST-001", harness.Must), func(c *harness.T) { c.ReadBack("/Users/1", wantBoolean) }),
		harness.Check(declare("TST-002", harness.Must), func(c *harness.T) { c.WantMembers(harness.Group{Path: "/Groups/1"}, "7") }))
	for _, c := range checks {
		if !strings.HasPrefix(c.Location, "harness/verdict_test.go:") {
			t.Errorf("%s: location is %q, want a line of this file", c.ID, c.Location)
		}
	}
	if c := checks[0]; c.Where != "GET /Users/1 → active" || c.Got != `"yes"` {
		t.Errorf("where is %q and got %q, want the attribute and its value", c.Where, c.Got)
	}
}

func TestNoAnswerIsAnError(t *testing.T) {
	checks, _, _ := play(t, answering(http.StatusOK, "{}"), func(c *harness.Config) { c.Transport = dead{} },
		harness.Check(declare("TST-001", harness.Must), func(c *harness.T) { c.Get("/Users").Is(http.StatusOK) }))
	if checks[0].Verdict != report.Error {
		t.Errorf("the verdict is %q, want error: nobody knows what the target would have said", checks[0].Verdict)
	}
	if ex := checks[0].Exchanges; len(ex) != 1 || ex[0].Error == "" {
		t.Errorf("the exchanges are %+v, want the one without an answer", ex)
	}
}

func wantBoolean(o *httpexpect.Object) { o.Value("active").Boolean() }
