package authentication

import (
	"net/http"
	"slices"
	"strings"

	"github.com/entrasim/entrasim/suites/internal/harness"
)

// Checks lists the checks of this package by number.
func Checks() []harness.Spec {
	all := slices.Concat(refusal(), scheme(), announced(), tenants(), client(), effect())
	slices.SortFunc(all, func(a, b harness.Spec) int { return strings.Compare(a.ID, b.ID) })
	return all
}

// page is a request that nobody may send without credentials: it shows people.
func page(authorization ...string) harness.Request {
	return harness.Request{
		Method: http.MethodGet, Path: "/Users", Query: []harness.Param{{Name: "startIndex", Value: "1"}, {Name: "count", Value: "1"}},
		Header: http.Header{"Authorization": authorization},
	}
}

// refused tells whether a status says that the caller may not come in.
func refused(status int) bool {
	return status == http.StatusUnauthorized || status == http.StatusForbidden
}
