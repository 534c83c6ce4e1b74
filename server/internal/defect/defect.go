package defect

import (
	"fmt"
	"net/http"
	"regexp"

	"github.com/entrasim/entrasim/server/internal/defect/wire"
)

// Env is what a defect may use of its surroundings.
type Env = wire.Env

// Defect is a fault with a name.
type Defect struct {
	Name   string   // how it is turned on: "resources-null"
	Title  string   // what the server does, in one line
	Models string   // whose mistake this is, and what comes of it
	Source string   // where it is documented: "Q32, #11", "RFC 7644 §3.12 violated"
	Checks []string // ids of the conformance checks that should notice it, sorted
	Front  bool     // stands before authentication, for the whole server

	// Wrap puts the fault around a correct handler. It is called once per compiled chain.
	Wrap func(next http.Handler, env Env) http.Handler
}

var (
	nameForm  = regexp.MustCompile(`^[a-z][a-z0-9]*(-[a-z0-9]+)*$`)
	checkForm = regexp.MustCompile(`^[A-Z]{3}-[0-9]{3}$`)
)

// validate says what a defect lacks.
func (d Defect) validate() error {
	switch {
	case !nameForm.MatchString(d.Name):
		return fmt.Errorf("the name %q is not of lower-case words joined by hyphens", d.Name)
	case d.Title == "":
		return fmt.Errorf("defect %s has no title", d.Name)
	case d.Models == "":
		return fmt.Errorf("defect %s does not say what it models", d.Name)
	case d.Source == "":
		return fmt.Errorf("defect %s names no source", d.Name)
	case d.Wrap == nil:
		return fmt.Errorf("defect %s does nothing", d.Name)
	}
	for _, c := range d.Checks {
		if !checkForm.MatchString(c) {
			return fmt.Errorf("defect %s: %q is not the id of a check, which looks like PAT-012", d.Name, c)
		}
	}
	return nil
}
