package bulk

import (
	"net/http"
	"slices"
	"strings"

	"github.com/entrasim/entrasim/suites/internal/harness"
)

// Checks lists the checks of this package by number.
func Checks() []harness.Spec {
	all := slices.Concat(served(), result(), reference(), failure(), limit(), invalid(), version())
	slices.SortFunc(all, func(a, b harness.Spec) int { return strings.Compare(a.ID, b.ID) })
	return all
}

// References.
const (
	bulk      = "7644 §3.7"
	answering = "7644 §3.7.3"
	limits    = "7644 §3.7.4"
)

var needs = []harness.Need{harness.NeedUser}

// works is what most checks stand on. How the answer looks in detail is for them to say.
var works = harness.Shared[struct{}]{Name: "a bulk request creates a user", Make: func(t *harness.T) struct{} {
	create, name := createUser(t, "probe")
	own(t, create)
	offered(t, t.Post("/Bulk", request(create))).Is(http.StatusOK)
	t.Settle(func() {
		if !exists(t, name) {
			t.Fail("a bulk request was answered to have created a user that is not there", "no such user", "the user "+name)
		}
	})
	return struct{}{}
}}

// working makes the body of a check that is skipped where bulk does not work at all: BLK-002 is about that.
func working(body func(*harness.T)) func(*harness.T) {
	return func(t *harness.T) {
		works.Get(t)
		body(t)
	}
}

// offered ends the check where a target without a word about bulk has none. 404 is the wrong answer then (BLK-001), and says
// the same.
func offered(t *harness.T, answer *harness.Answer) *harness.Answer {
	if answer.Status() == http.StatusNotFound && !t.Announces(harness.GateBulk) {
		t.NotSupported("the target answers 404 to POST /Bulk and does not announce it")
	}
	return answer.Offered(harness.GateBulk)
}
