package patch

import (
	"slices"
	"strings"

	"github.com/entrasim/entrasim/suites/internal/harness"
)

// Checks lists the checks of this package by number.
func Checks() []harness.Spec {
	all := slices.Concat(served(), add(), stamp(), replace(), selected(), remove(), forbidden(), sequence(), envelope(), path(), value(), active())
	slices.SortFunc(all, func(a, b harness.Spec) int { return strings.Compare(a.ID, b.ID) })
	return all
}

// References.
const (
	modifying = "7644 §3.5.2"
	adding    = "7644 §3.5.2.1"
	removing  = "7644 §3.5.2.2"
	replacing = "7644 §3.5.2.3"
	errors    = "7644 §3.12"
)

// needs of nearly every check here.
var needs = []harness.Need{harness.NeedUser, harness.NeedPatch}

func op(name, path string, value any) harness.Op {
	return harness.Op{Op: name, Path: path, Value: value}
}
