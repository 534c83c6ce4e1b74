package bulk

import (
	"net/http"
	"slices"
	"strconv"

	"github.com/entrasim/entrasim/suites/internal/harness"
	"github.com/entrasim/entrasim/suites/internal/subject"
)

func failure() []harness.Spec {
	return []harness.Spec{
		harness.RFC(harness.Declaration{
			ID: "BLK-011", Title: "Without failOnErrors, later operations run after a failure",
			Level: harness.Must, Ref: bulk, Gate: harness.GateBulk, Effect: harness.EffectWrite, Needs: needs,
			Requirement: "Without failOnErrors an operation that fails does not keep the later ones from being done.",
			Advice:      "Note the error in the result and go on.",
		}, working(goesOn)),

		harness.RFC(harness.Declaration{
			ID: "BLK-012", Title: "With failOnErrors 1, processing stops after the first error",
			Level: harness.Should, Ref: bulk, Gate: harness.GateBulk, Effect: harness.EffectWrite, Needs: needs,
			Requirement: "failOnErrors: 1 ends the job after the first operation that fails.",
			Advice:      "Count the errors and return what there is when failOnErrors is reached.",
		}, working(stops)),

		harness.RFC(harness.Declaration{
			ID: "BLK-017", Title: "Uniqueness holds inside one bulk request",
			Level: harness.Must, Ref: bulk, Gate: harness.GateBulk, Effect: harness.EffectWrite, Needs: needs,
			Requirement: "Of two operations that create users of the same userName one fails with 409.",
			Advice:      "Check uniqueness against what earlier operations of the job have created too.",
		}, working(unique)),
	}
}

func goesOn(t *harness.T) {
	create, name := createUser(t, "after")
	results := done(t, nil, nameless("bad"), create)
	t.Settle(func() {
		if !exists(t, name) {
			t.Fail("an operation was not done because an earlier one has failed", harness.Show(results), "the user "+name)
		}
	})
}

// exists looks a user up by name.
func exists(t *harness.T, name string) bool {
	return slices.ContainsFunc(subject.Found(t.Get("/Users", harness.Filter(`userName eq "%s"`, name))), func(r map[string]any) bool {
		return r["userName"] == name
	})
}

func stops(t *harness.T) {
	existing := t.User(nil)
	create, name := createUser(t, "after")
	operations := []operation{duplicate(t, "taken", existing), create}
	results := done(t, harness.Attrs{"failOnErrors": 1}, operations...)
	if first, found := resultOf(results[:min(1, len(results))], operations[:1], 0); !found || statusOf(first) < http.StatusBadRequest {
		t.SkipBecause("the first operation does not fail as it should, which BLK-017 is about")
	}
	if r, found := resultOf(results, operations, 1); found && statusOf(r) < http.StatusBadRequest {
		t.Fail("an operation was done after the error that failOnErrors allows", harness.Show(r), "no result for it")
	}
	if exists(t, name) {
		t.Fail("an operation was done after the error that failOnErrors allows", "the user "+name, "no such user")
	}
}

func unique(t *harness.T) {
	first, name := createUser(t, "first")
	second := operation{Method: http.MethodPost, BulkID: "second", Path: "/Users", Data: t.UserBody(harness.Attrs{"userName": name})}
	operations := []operation{first, second}
	results := done(t, nil, operations...)
	codes := map[int]int{}
	for i := range operations {
		r, found := resultOf(results, operations, i)
		if !found {
			t.SkipBecause("there is no result for " + show(operations[i]) + ", which BLK-003 is about")
		}
		codes[statusOf(r)]++
	}
	if codes[http.StatusCreated] != 1 || codes[http.StatusConflict] != 1 {
		t.Fail("two users of one name were created, or none", harness.Show(results), strconv.Itoa(http.StatusCreated)+" once and "+strconv.Itoa(http.StatusConflict)+" once")
	}
}
