package cli_test

import (
	"strings"
	"testing"
)

func TestShow(t *testing.T) {
	stdout, _, code, err := entrasim(t, "conform", "show", "aad-027")
	for _, want := range []string{"AAD-027", "**Allowed:** Remove members", "**With Entra:**", "PATCH /Groups/{id}", "remove-member-wipes-group"} {
		if code != 0 || !strings.Contains(stdout, want) {
			t.Errorf("the page lacks %q (exit code %d, %v):\n%s", want, code, err, stdout)
		}
	}
	stdout, _, code, _ = entrasim(t, "conform", "show", "LST-001", "LST-002", "--json")
	if code != 0 || strings.Count(stdout, `"requirement"`) != 2 {
		t.Errorf("exit code %d, want two pages:\n%s", code, stdout)
	}
	if _, _, code, err = entrasim(t, "conform", "show", "AAD-999"); code != 2 || err == nil {
		t.Errorf("a check that there is not: exit code %d, %v; want 2 and an error", code, err)
	}
}
