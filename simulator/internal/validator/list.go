package validator

import (
	"slices"

	"github.com/entrasim/entrasim/simulator/internal/mapping"
	"github.com/entrasim/entrasim/simulator/internal/validator/gallery"
	"github.com/entrasim/entrasim/simulator/internal/validator/trial"
	"github.com/entrasim/entrasim/simulator/internal/validator/validation"
)

// Tests lists every test of both tools, with the joining properties the tools propose.
func Tests() []Test {
	return slices.Concat(
		validation.Tests(mapping.MustParseTargetPath("userName"), mapping.MustParseTargetPath("displayName")),
		gallery.Tests(),
	)
}

// The tools.
const (
	Validator = trial.Validator
	Gallery   = trial.Gallery
)
