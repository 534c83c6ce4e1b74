package engine

import (
	"slices"
	"strings"

	"github.com/entrasim/entrasim/simulator/internal/expr"
	"github.com/entrasim/entrasim/simulator/internal/mapping"
	"github.com/entrasim/entrasim/simulator/internal/mapping/syncschema"
	"github.com/entrasim/entrasim/simulator/internal/scimclient"
)

// change is one difference between what the mapping says and what the target showed.
type change struct {
	scimclient.Change
	desired mapping.Desired
	old     []string
}

// diff compares the mapped values with the target as last read, in mapping order (§5.3). Add is chosen where the target
// showed no value, Replace where it showed another one (Q10).
func diff(values []mapping.Desired, t Target) []change {
	var changes []change
	for _, d := range values {
		if d.Reference {
			continue
		}
		current, present := t.Lookup(d.Path)
		want, differs := d.UpdateValues(current)
		if !differs || !present && strings.Join(want, "") == "" {
			// The empty text cannot be told from no value once it is in the target; it is written on create only.
			continue
		}
		changes = append(changes, change{
			Change: scimclient.Change{
				Op: op(d, present), Path: d.Path, Type: d.Type, Multi: d.Mapping.Multi, Values: want, Redacted: d.Redacted,
			},
			desired: d, old: current,
		})
	}
	return changes
}

func op(d mapping.Desired, present bool) scimclient.Op {
	adds := d.Mapping.FlowType == syncschema.ValueAddOnly || d.Mapping.FlowType == syncschema.MultiValueAddOnly
	if !present || adds {
		return scimclient.OpAdd
	}
	return scimclient.OpReplace
}

// wire drops what only the log needs.
func wire(changes []change) []scimclient.Change {
	list := make([]scimclient.Change, len(changes))
	for i, ch := range changes {
		list[i] = ch.Change
	}
	return list
}

// softDelete reports whether one of the differences is an attribute whose mapping reads IsSoftDeleted.
func softDelete(changes []change) bool {
	return slices.ContainsFunc(changes, func(ch change) bool { return ch.desired.Mapping.ReadsSoftDeleted() })
}

// shown is a list of values as the log shows it.
func shown(t mapping.ValueType, values []string, redacted bool) string {
	if redacted && len(values) > 0 {
		return expr.Redacted
	}
	return strings.Join(mapping.ShownValues(t, values), ";")
}
