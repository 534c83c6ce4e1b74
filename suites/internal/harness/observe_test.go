package harness_test

import (
	"io"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"testing"

	"github.com/entrasim/entrasim/suites/internal/harness"
	"github.com/entrasim/entrasim/suites/report"
)

// TestClosingChecksLookBack holds that a closing check runs last wherever it stands, sees what others got, and shows it as
// evidence of its own.
func TestClosingChecksLookBack(t *testing.T) {
	var order []string
	target := func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path == "/broken" {
			answering(http.StatusInternalServerError, `{"status":"500"}`)(w, r)
			return
		}
		answering(http.StatusOK, `{"big":"`+strings.Repeat("x", 100)+`"}`)(w, r)
	}
	specs := []harness.Spec{
		harness.Closing(harness.Check(declare("TST-001", harness.Must), func(c *harness.T) {
			order = append(order, "closing")
			for _, o := range c.Observed() {
				if o.Status() == http.StatusInternalServerError {
					o.Fail("it failed", string(o.Body()))
				}
			}
		})),
		harness.Check(declare("TST-002", harness.Must), func(c *harness.T) {
			order = append(order, "first")
			c.Get("/fine")
			c.Get("/broken")
		}),
	}
	judged := func(run string, c report.Check) {
		t.Helper()
		if c.Verdict != report.Fail || c.Where != "GET /broken" || !strings.Contains(c.Reason, "TST-002") {
			t.Errorf("%s: %s at %q (%s), want the failure that TST-002 saw", run, c.Verdict, c.Where, c.Reason)
		}
		if e, ok := c.DecisiveExchange(); !ok || e.Status != http.StatusInternalServerError {
			t.Errorf("%s: the decisive exchange is %+v, want the answer of 500", run, e)
		}
	}
	checks, _, _ := play(t, http.HandlerFunc(target), nil, specs...)
	judged("through Ginkgo", checks[0])

	server := httptest.NewServer(http.HandlerFunc(target))
	t.Cleanup(server.Close)
	session, err := harness.Open(harness.Config{URL: server.URL, Token: secret, RunID: "test"})
	if err != nil {
		t.Fatal(err)
	}
	judged("without Ginkgo", session.Judge(t.Context(), specs)[0])
	if want := []string{"first", "closing", "first", "closing"}; !slices.Equal(order, want) {
		t.Errorf("the order is %v, want %v", order, want)
	}
}

// TestJudgeTakesPanicsForErrors holds that a check that is written wrongly ends nothing but itself.
func TestJudgeTakesPanicsForErrors(t *testing.T) {
	server := httptest.NewServer(answering(http.StatusOK, "{}"))
	t.Cleanup(server.Close)
	session, err := harness.Open(harness.Config{URL: server.URL, Token: secret, RunID: "test"})
	if err != nil {
		t.Fatal(err)
	}
	checks := session.Judge(t.Context(), []harness.Spec{
		harness.Check(declare("TST-001", harness.Must), func(*harness.T) { panic("oops") }),
		harness.Check(declare("TST-002", harness.Should), func(c *harness.T) { c.Fail("no", "a", "b") }),
		harness.Check(declare("TST-003", harness.Must), func(*harness.T) {}),
	})
	for i, want := range []report.Verdict{report.Error, report.Warn, report.Pass} {
		if checks[i].Verdict != want {
			t.Errorf("%s is %s, want %s", checks[i].ID, checks[i].Verdict, want)
		}
	}
}

// TestNoAnswerCanBeLookedAt holds that TrySend reports a broken connection instead of ending the check, and that it can be seen
// looking back.
func TestNoAnswerCanBeLookedAt(t *testing.T) {
	hanging := func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Length", "100")
		_, _ = io.WriteString(w, "{")
	}
	checks, _, _ := play(t, http.HandlerFunc(hanging), nil, harness.Check(declare("TST-001", harness.Must), func(c *harness.T) {
		if answer, err := c.TrySend(harness.Request{Method: http.MethodGet, Path: "/Users"}); err == nil {
			c.Fail("an answer that was cut is taken for one", string(answer.Body()))
		}
		if o := c.Observed(); len(o) != 1 || o[0].Broken() == "" {
			c.Fail("the broken connection is not seen", harness.Show(len(o)))
		}
	}))
	if checks[0].Verdict != report.Pass {
		t.Errorf("%s: %s, %s", checks[0].Verdict, checks[0].Reason, checks[0].Got)
	}
}

// TestMaskedFromNowOn holds that a secret that came up during the run is masked in what was captured before.
func TestMaskedFromNowOn(t *testing.T) {
	checks, _, _ := play(t, answering(http.StatusOK, `{"access_token":"brand-new-token"}`), nil,
		harness.Check(declare("TST-001", harness.Must), func(c *harness.T) {
			c.Get("/token")
			c.Mask("brand-new-token")
		}))
	for _, e := range checks[0].Exchanges {
		if strings.Contains(e.Response.Body, "brand-new") {
			t.Errorf("the report holds %q", e.Response.Body)
		}
	}
}

// TestLeftovers holds what is found after targets that do not delete.
func TestLeftovers(t *testing.T) {
	for name, tc := range map[string]struct {
		delete, read int
		want         report.Verdict
	}{
		"deleted":             {http.StatusNoContent, http.StatusNotFound, report.Pass},
		"said to be deleted":  {http.StatusNoContent, http.StatusOK, report.Fail},
		"refused to be":       {http.StatusMethodNotAllowed, http.StatusOK, report.Fail},
		"deleted by somebody": {http.StatusNotFound, http.StatusNotFound, report.Pass},
	} {
		t.Run(name, func(t *testing.T) {
			target := func(w http.ResponseWriter, r *http.Request) {
				status := map[string]int{http.MethodPost: http.StatusCreated, http.MethodDelete: tc.delete, http.MethodGet: tc.read}[r.Method]
				answering(status, `{"id":"7"}`)(w, r)
			}
			checks, _, _ := play(t, http.HandlerFunc(target), nil,
				harness.Check(declare("TST-001", harness.Must), func(c *harness.T) { c.Create("/Users", harness.Attrs{"userName": "a"}) }),
				harness.Closing(harness.Check(declare("TST-002", harness.Must), func(c *harness.T) {
					if left := c.Leftovers(); len(left) > 0 {
						c.Fail("left", left[0].Name, "nothing")
					}
				})))
			if checks[1].Verdict != tc.want {
				t.Errorf("%s (%s), want %s", checks[1].Verdict, checks[1].Got, tc.want)
			}
		})
	}
}
