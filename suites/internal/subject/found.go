package subject

import (
	"net/http"

	"github.com/entrasim/entrasim/suites/internal/harness"
)

// Found are the resources that an answer lists; none when it is anything but a list. It asserts nothing.
func Found(answer *harness.Answer) []map[string]any {
	if answer.Status() != http.StatusOK {
		return nil
	}
	return ElementsOf(answer.Doc(), "Resources")
}
