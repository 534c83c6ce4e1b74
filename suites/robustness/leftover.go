package robustness

import (
	"net/http"
	"strings"

	"github.com/entrasim/entrasim/suites/internal/harness"
)

func leftover() []harness.Spec {
	return []harness.Spec{harness.Closing(harness.Practice(harness.Declaration{
		ID: "ROB-011", Title: "Nothing of the run is left in the target",
		Level: harness.Must, Ref: none, Effect: harness.EffectDelete,
		Requirement: "What the run created can be deleted, and is gone then.",
		Advice:      "Let DELETE delete, and answer 404 to a GET of what was deleted. What is listed here has to be deleted by hand.",
	}, nothingLeft))}
}

// nothingLeft creates a user of its own, so that there is something to delete when it runs alone.
func nothingLeft(t *harness.T) {
	if created := t.Create("/Users", t.UserBody(nil)); !succeeded(created) {
		t.Remark("a user cannot be created: POST /Users answers %s", harness.Status(created))
	}
	left := t.Leftovers()
	if len(left) == 0 {
		return
	}
	names := make([]string, len(left))
	for i, e := range left {
		names[i] = e.Resource + " " + e.Name
		if e.ID != "" {
			names[i] += " (" + e.ID + ")"
		}
	}
	t.Fail("resources of the run are still in the target", strings.Join(names, ", "), "nothing", http.StatusText(http.StatusNotFound)+" for each of them")
}
