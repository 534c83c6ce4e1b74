package engine

import (
	"errors"
	"fmt"
	"strings"

	"github.com/entrasim/entrasim/simulator/internal/mapping"
	"github.com/entrasim/entrasim/simulator/internal/provlog"
)

// The problems that no single answer shows (§4.2, §5.1, §6.2).

func duplicateTarget(m matcher, n int) problem {
	return problem{
		as: provlog.ActionOther, code: provlog.CodeDuplicateTargetEntries, ours: true,
		text: fmt.Sprintf("%d objects in the target have %s %q; one was expected.", n, m.path, m.value),
		advice: fmt.Sprintf("Make %s unique in the target, or match by another attribute. "+
			"An endpoint that ignores the filter and returns everything looks the same.", m.path),
	}
}

func duplicateSource(m matcher, owner string) problem {
	return problem{
		as: provlog.ActionOther, code: provlog.CodeDuplicateSourceEntries, ours: true,
		text:   fmt.Sprintf("The object with %s %q belongs to another source object already, %s.", m.path, m.value, owner),
		advice: "Give the two objects different values for the matching attribute.",
	}
}

// noMatchingValue is an import that fails on demand, where cycles skip the object without a word to anybody (§7 step 2).
func noMatchingValue(r *Rule) problem {
	var names []string
	for _, a := range r.Matching() {
		names = append(names, a.Path.String())
	}
	return problem{
		as: provlog.ActionOther, code: provlog.CodeImportSkipped, ours: true,
		text:   "None of the matching attributes has a value: " + strings.Join(names, ", ") + ".",
		advice: "Fill in the source attribute that the matching attribute is mapped from.",
	}
}

func missingFields(missing []string) problem {
	return problem{
		as: provlog.ActionCreate, code: provlog.CodeMandatoryFieldsMissing, ours: true,
		text:   "No value for the required attributes " + strings.Join(missing, ", ") + ".",
		advice: "Fill in the source attributes, or give the mappings a default value.",
	}
}

// noIdentity is a create that was acknowledged without saying what was created.
func noIdentity() problem {
	return problem{
		as: provlog.ActionCreate, code: "SystemForCrossDomainIdentityManagementServiceIncompatible",
		text:   "The endpoint acknowledged the create, but its answer holds no resource with an id.",
		advice: "Answer 201 with the complete resource, id included.",
	}
}

// allTaken is an object for which SelectUniqueValue finds no value (§5.6).
func allTaken(d mapping.Desired) problem {
	return problem{
		as: provlog.ActionCreate, code: provlog.CodeConflict, ours: true,
		text:   fmt.Sprintf("The target has every value that SelectUniqueValue gives for %s: %s.", d.Path, shown(d.Type, d.Choices, d.Redacted)),
		advice: "Add a rule to the expression, or free one of the values in the target.",
	}
}

func badExpression(err error) problem {
	code := provlog.CodeInternalError
	if e, ok := errors.AsType[*mapping.EvaluationError](err); ok && e.Code != "" {
		code = e.Code
	}
	return problem{
		as: provlog.ActionOther, code: code, ours: true,
		text:   "A mapping could not be evaluated: " + err.Error() + ".",
		advice: "Correct the expression, or the source attribute it reads.",
	}
}

func plural(n int, what string) string {
	if n == 1 {
		return "1 " + what
	}
	return fmt.Sprintf("%d %ss", n, what)
}
