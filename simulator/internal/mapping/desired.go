package mapping

import (
	"slices"
	"strings"

	"github.com/entrasim/entrasim/simulator/internal/expr"
	"github.com/entrasim/entrasim/simulator/internal/mapping/syncschema"
)

// Desired is what one mapping wants its target attribute to be, for one object.
type Desired struct {
	Mapping   *AttributeMapping
	Path      TargetPath
	Type      ValueType // of the mapping, or one of the role shapes
	Values    []string  // nil when Null
	Null      bool      // the source has no value: nothing is exported, but for a default value on create
	Ignored   bool      // the expression says to leave the attribute out of this export, default value included
	Redacted  bool      // logs show expr.Redacted instead of the values
	Reference bool      // not evaluated; Values is nil and Null is false
	// Roles are the app roles behind the values, for SingleAppRoleAssignment, whose update sends more than its value.
	Roles []expr.Role
	// Choices are the values of SelectUniqueValue, of which a create sends the first that the target does not have; nil for
	// every other mapping. Values holds the first of them until the target has been asked.
	Choices []string
}

// CreateValues gives what a create exports; ok is false for nothing. References are never part of a create (engine §2.4).
func (d Desired) CreateValues() (values []string, ok bool) {
	switch {
	case d.Reference || d.Ignored || d.Mapping.OmittedOnCreate:
		return nil, false
	case !d.Null:
		return d.Values, true
	case d.Mapping.Default != nil && *d.Mapping.Default != "":
		return []string{*d.Mapping.Default}, true
	case d.Mapping.Required && d.Mapping.Fallback != nil && *d.Mapping.Fallback != "":
		return []string{*d.Mapping.Fallback}, true
	default:
		return nil, false
	}
}

// UpdateValues gives what an update exports to a target attribute that has the current values; ok is false when the
// mapping has nothing to say or the target agrees already. References are not compared here.
func (d Desired) UpdateValues(current []string) (values []string, ok bool) {
	if d.Reference || d.Ignored || d.Mapping.CreateOnly() {
		return nil, false
	}
	present := slices.ContainsFunc(current, func(s string) bool { return s != "" })
	if d.Mapping.Kind == None {
		if v := d.Mapping.Default; !present && v != nil && *v != "" {
			return []string{*v}, true
		}
		return nil, false
	}
	if d.Null || d.Mapping.Definition.FlowBehavior != syncschema.FlowAlways && d.Same(current) {
		return nil, false
	}
	switch d.Mapping.FlowType {
	case syncschema.AttributeAddOnly:
		return d.Values, !present
	case syncschema.ValueAddOnly, syncschema.MultiValueAddOnly:
		return d.additions(current, present)
	default:
		return d.Values, true
	}
}

// additions keeps what the target does not have yet. A single-valued attribute that has a value takes no addition.
func (d Desired) additions(current []string, present bool) ([]string, bool) {
	if !d.Mapping.Multi {
		return d.Values, !present
	}
	var missing []string
	for _, v := range d.Values {
		if !slices.ContainsFunc(current, func(c string) bool { return d.equal(c, v) }) {
			missing = append(missing, v)
		}
	}
	return missing, len(missing) > 0
}

// Same reports whether the target's current values agree with the desired ones: in any order, and without regard to
// letter case unless the attribute is caseExact (engine §5.3). App roles are compared by their values.
func (d Desired) Same(current []string) bool {
	if d.Type.Roles() {
		return d.sameRoles(current)
	}
	if len(current) != len(d.Values) {
		return false
	}
	rest := slices.Clone(current)
	for _, v := range d.Values {
		i := slices.IndexFunc(rest, func(c string) bool { return d.equal(c, v) })
		if i < 0 {
			return false
		}
		rest = slices.Delete(rest, i, i+1)
	}
	return true
}

func (d Desired) equal(a, b string) bool {
	if d.Mapping.CaseExact {
		return a == b
	}
	return strings.EqualFold(a, b)
}

// LogValue is the desired value as the provisioning log shows it.
func (d Desired) LogValue() string {
	if d.Redacted {
		return expr.Redacted
	}
	return strings.Join(ShownValues(d.Type, d.Values), ";")
}
