package bulk

import (
	"net/http"
	"slices"

	"github.com/entrasim/entrasim/suites/internal/harness"
	"github.com/entrasim/entrasim/suites/internal/subject"
)

func invalid() []harness.Spec {
	return []harness.Spec{
		harness.RFC(harness.Declaration{
			ID: "BLK-015", Title: "A missing or wrong BulkRequest schema answers 400",
			Level: harness.Must, Ref: bulk + ", §3.12", Gate: harness.GateBulk, Effect: harness.EffectWrite, Needs: needs,
			Requirement: "schemas of a bulk request holds the BulkRequest URI; a body without it is refused with 400.",
			Advice:      "Check schemas before anything else and answer 400 invalidSyntax.",
		}, working(wrongSchema)),

		harness.RFC(harness.Declaration{
			ID: "BLK-016", Title: "Operations that are none answer 400",
			Level: harness.Must, Ref: bulk, Gate: harness.GateBulk, Effect: harness.EffectWrite, Needs: needs,
			Requirement: "A POST without bulkId, a bulkId used twice, an unknown method and an unknown path are refused: in the result or for the whole request.",
			Advice:      "Validate each operation and answer 400 invalidSyntax or invalidValue for it, or for the request.",
		}, working(wrongOperations)),
	}
}

func wrongSchema(t *harness.T) {
	post(t, harness.Attrs{"schemas": nil}, nameless("bad")).Is(http.StatusBadRequest)
	post(t, harness.Attrs{"schemas": []string{harness.UserURN}}, nameless("bad")).Is(http.StatusBadRequest)
}

// wrongOperations accepts, beside 400, what the operation would have been answered alone: 404 for a path, 405 or 501 for a
// method. A bulkId used twice may fail with the second operation only.
func wrongOperations(t *harness.T) {
	anonymous, _ := createUser(t, "")
	twice, _ := createUser(t, "same")
	again, _ := createUser(t, "same")
	for _, try := range []struct {
		what       string
		operations []operation
		statuses   []int
	}{
		{"a POST without bulkId", []operation{anonymous}, nil},
		{"a bulkId used twice", []operation{twice, again}, []int{http.StatusConflict}},
		{"an unknown method", []operation{{Method: "FETCH", Path: "/Users/" + t.GUID()}}, []int{http.StatusMethodNotAllowed, http.StatusNotImplemented}},
		{"an unknown path", []operation{{Method: http.MethodPost, BulkID: "x", Path: "/Nonsense", Data: harness.Attrs{"schemas": []string{harness.UserURN}}}}, []int{http.StatusNotFound}},
	} {
		t.Step(try.what, func() { wantRefused(t, post(t, nil, try.operations...), try.what, len(try.operations), try.statuses) })
	}
}

func wantRefused(t *harness.T, answer *harness.Answer, what string, operations int, besides []int) {
	allowed := append([]int{http.StatusBadRequest}, besides...)
	if answer.Status() != http.StatusOK {
		answer.Is(append(allowed, http.StatusOK)...)
		return
	}
	results := subject.ElementsOf(answer.Object().Raw(), "Operations")
	if !slices.ContainsFunc(results, func(r map[string]any) bool { return slices.Contains(allowed, statusOf(r)) }) {
		if len(results) < operations {
			t.SkipBecause("there is not one result per operation, which BLK-003 is about")
		}
		answer.Fail(what+" is not refused", harness.Show(results), "400 in the result", "400 for the whole request")
	}
}
