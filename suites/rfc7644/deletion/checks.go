package deletion

import (
	"net/http"
	"slices"
	"strings"

	"github.com/entrasim/entrasim/suites/internal/harness"
)

// Checks lists the checks of this package by number.
func Checks() []harness.Spec {
	all := slices.Concat(gone(), relations())
	slices.SortFunc(all, func(a, b harness.Spec) int { return strings.Compare(a.ID, b.ID) })
	return all
}

// deleting is the reference of most.
const deleting = "7644 §3.6"

var needs = []harness.Need{harness.NeedUser}

// deleted deletes a resource; when that is refused the check is skipped. That success is 204 is for DEL-001 to say.
func deleted(t *harness.T, path string) {
	t.Arrange("deleting "+path, func() {
		t.Delete(path).Is(http.StatusNoContent, http.StatusOK, http.StatusAccepted)
	})
}
