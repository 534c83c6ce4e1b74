package subject

import (
	"strings"
	"time"

	"github.com/entrasim/entrasim/suites/internal/harness"
)

// Modified is when a resource was last modified, by its own account; the check is skipped when it gives none (RES-008 is about
// that).
func Modified(t *harness.T, resource map[string]any) time.Time {
	text, _ := At(resource, "meta.lastModified").(string)
	at, err := time.Parse(time.RFC3339, text)
	if err != nil {
		t.SkipBecause("meta.lastModified is no time: " + harness.Show(At(resource, "meta.lastModified")))
	}
	return at
}

// Tick waits as long as the target's time stamps need to be able to differ: they may be whole seconds.
func Tick(t *harness.T, resource map[string]any) {
	text, _ := At(resource, "meta.lastModified").(string)
	if strings.Contains(text, ".") {
		t.Pause(5 * time.Millisecond)
		return
	}
	t.Pause(1100 * time.Millisecond)
}
