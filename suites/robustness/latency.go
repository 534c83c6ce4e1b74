package robustness

import (
	"net/http"
	"slices"
	"time"

	"github.com/entrasim/entrasim/suites/internal/harness"
)

func latency() []harness.Spec {
	return []harness.Spec{harness.Practice(harness.Declaration{
		ID: "ROB-009", Title: "How long the operations take",
		Level: harness.Info, Ref: none, Gate: harness.GateLoad, Effect: harness.EffectHeavy, Needs: user,
		Requirement: "The time that creating, reading, finding, changing and listing take is reported.",
		Advice:      "Compare the figures with those of an earlier run against the same installation; they say nothing by themselves.",
	}, figures)}
}

// samples of each operation.
const samples = 20

func figures(t *harness.T) {
	kinds := []string{"create", "read", "find", "change", "list", "delete"}
	taken := map[string][]time.Duration{}
	for range samples {
		body := t.UserBody(nil)
		created := t.Create("/Users", body)
		if !succeeded(created) {
			created.Is(http.StatusCreated)
		}
		u := t.UserAt(created.ID(), body)
		taken["create"] = append(taken["create"], created.Duration())
		taken["read"] = append(taken["read"], t.Get(u.Path).Duration())
		taken["find"] = append(taken["find"], t.Get("/Users", harness.Filter(`userName eq "%s"`, u.UserName)).Duration())
		taken["change"] = append(taken["change"], t.TryPatch(u.Path, harness.Op{Op: "replace", Path: text(t), Value: "Clerk"}).Duration())
		taken["list"] = append(taken["list"], t.Get("/Users", harness.Param{Name: "startIndex", Value: "1"}, harness.Param{Name: "count", Value: "50"}).Duration())
		taken["delete"] = append(taken["delete"], t.Delete(u.Path).Duration())
	}
	for _, kind := range kinds {
		all := slices.Sorted(slices.Values(taken[kind]))
		t.Remark("%s: median %s, 95%% within %s, slowest %s", kind, round(all[len(all)/2]), round(all[len(all)*95/100]), round(all[len(all)-1]))
	}
}

func round(d time.Duration) time.Duration { return d.Round(10 * time.Microsecond) }
