package subject

import (
	"net/http"
	"slices"
	"strings"

	"github.com/entrasim/entrasim/suites/internal/harness"
)

// Refused demands a status of 400 with one of these scimTypes. The scimType is OPTIONAL: another one, or none, is a deviation.
func Refused(t *harness.T, a *harness.Answer, scimTypes ...string) {
	refused(t, a, http.StatusBadRequest, scimTypes)
}

// Conflicts demands 409; that its scimType is uniqueness is as in Refused.
func Conflicts(t *harness.T, a *harness.Answer) {
	refused(t, a, http.StatusConflict, []string{"uniqueness"})
}

func refused(t *harness.T, a *harness.Answer, status int, scimTypes []string) {
	a.Is(status)
	kind, _ := a.SCIMError()
	if !slices.ContainsFunc(scimTypes, func(want string) bool { return strings.EqualFold(want, kind) }) {
		t.Deviation("refused as it should be, with the scimType %q where RFC 7644 §3.12 has %s", kind, strings.Join(scimTypes, " or "))
	}
}
