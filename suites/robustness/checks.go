package robustness

import (
	"net/http"
	"slices"
	"strings"

	"github.com/entrasim/entrasim/suites/internal/harness"
)

// Checks lists the checks of this package by number.
func Checks() []harness.Spec {
	all := slices.Concat(survive(), hostile(), unicode(), resources(), filters(), modifications(), latency(), concurrent(), leftover())
	slices.SortFunc(all, func(a, b harness.Spec) int { return strings.Compare(a.ID, b.ID) })
	return all
}

// none is the reference of what is good practice and stands in no text.
const none = "—"

// user is the need of nearly everything here.
var user = []harness.Need{harness.NeedUser}

// text is an attribute of users that holds any text.
func text(t *harness.T) string {
	for _, name := range []string{"title", "nickName"} {
		if t.Declares(harness.UserURN, name) {
			return name
		}
	}
	return "displayName"
}

func succeeded(a *harness.Answer) bool {
	return a.Status() == http.StatusCreated || a.Status() == http.StatusOK
}
