package simulator

import (
	"errors"
	"fmt"
	"strings"

	"github.com/entrasim/entrasim/simulator/internal/expr"
	"github.com/entrasim/entrasim/simulator/internal/mapping"
	"github.com/entrasim/entrasim/simulator/internal/mapping/syncschema"
)

// AttributeExplanation says how a target attribute gets its value.
type AttributeExplanation struct {
	Target   string `json:"target"`
	Matching int    `json:"matching,omitzero"` // precedence as a matching attribute, 1 is tried first
	Type     string `json:"type"`              // mapping type: Direct, Constant, Expression or None
	Source   string `json:"source"`            // the expression
	Value    string `json:"value"`             // for people: ∅ for no value
	Why      string `json:"why"`               // how the value came about, in plain words
	// Steps are those of an expression, inner ones first.
	Steps []EvaluationStep `json:"steps"`
	// Current is what the target has, for people; "" when it was not asked or has nothing.
	Current string `json:"current"`
	Differs bool   `json:"differs"` // an update would send it
	Error   string `json:"error,omitempty"`
}

// attributes explains every mapping. Failures stand with their attributes.
func (x *explainer) attributes() error {
	ctx := x.input.Context(x.object, x.decision)
	for _, m := range x.rule.Attributes {
		a := AttributeExplanation{
			Target: m.Path.String(), Matching: m.Priority, Type: string(m.Kind), Source: m.Expr.String(), Value: "∅",
		}
		if m.Reference {
			x.reference(&a, m)
		} else if err := x.attribute(&a, m, ctx); err != nil {
			return err
		}
		x.out.Attributes = append(x.out.Attributes, a)
	}
	return nil
}

func (x *explainer) attribute(a *AttributeExplanation, m *mapping.AttributeMapping, ctx expr.Context) error {
	if m.Kind == mapping.Expression {
		_, steps, _ := trace(m.Expr, ctx)
		a.Steps = steps
	}
	d, err := m.Evaluate(ctx)
	var failed *mapping.EvaluationError
	if errors.As(err, &failed) {
		a.Error, a.Why = failed.Error(), "it cannot be evaluated: the whole object fails"
		return nil
	} else if err != nil {
		return fmt.Errorf("explain %s: %w", a.Target, err)
	}
	if !d.Null {
		a.Value = shownValues(d.Values, d.Redacted)
	}
	a.Why = why(m, d)
	x.compare(a, d)
	return nil
}

// compare holds the value against what the target has.
func (x *explainer) compare(a *AttributeExplanation, d mapping.Desired) {
	if x.read == nil {
		return
	}
	current, present := x.read.Lookup(d.Path)
	if present {
		a.Current = shownValues(current, d.Redacted)
	}
	want, differs := d.UpdateValues(current)
	a.Differs = differs && (present || strings.Join(want, "") != "")
}

func shownValues(values []string, redacted bool) string {
	if redacted {
		return expr.Redacted
	}
	quoted := make([]string, len(values))
	for i, v := range values {
		quoted[i] = fmt.Sprintf("%q", v)
	}
	return strings.Join(quoted, ", ")
}

// why puts into words where a value comes from, and when it is sent.
func why(m *mapping.AttributeMapping, d mapping.Desired) string {
	var parts []string
	switch {
	case d.Ignored:
		parts = append(parts, "the expression leaves the attribute out of the export")
	case m.Kind == mapping.None:
		parts = append(parts, "the mapping has no source: what the target has is left alone")
	case d.Null:
		parts = append(parts, "the source has no value, and nothing is sent for that; what the target has stays")
	case m.Kind == mapping.Constant:
		parts = append(parts, "a constant")
	case m.Kind == mapping.Direct:
		parts = append(parts, "copied from the source")
	default:
		parts = append(parts, "the expression gives it")
	}
	if d.Null || m.Kind == mapping.None {
		if v, ok := d.CreateValues(); ok {
			parts = append(parts, fmt.Sprintf("a create sends the default %s", shownValues(v, d.Redacted)))
		}
	}
	switch m.FlowType {
	case syncschema.ObjectAddOnly:
		parts = append(parts, "applies only when the object is created")
	case syncschema.AttributeAddOnly:
		parts = append(parts, "sent only while the target has no value")
	case syncschema.ValueAddOnly, syncschema.MultiValueAddOnly:
		parts = append(parts, "values are added, never taken away")
	}
	if m.OmittedOnCreate {
		parts = append(parts, "left out of a create because of its name, and sent with the next update")
	}
	return strings.Join(parts, "; ")
}

// reference explains manager and members, which are written in a pass of their own.
func (x *explainer) reference(a *AttributeExplanation, m *mapping.AttributeMapping) {
	if x.object.Kind() == KindGroup {
		linked := 0
		members := x.object.Members()
		for _, id := range members {
			if _, ok := x.input.State.Link(id); ok {
				linked++
			}
		}
		a.Value = fmt.Sprintf("%d members", len(members))
		a.Why = fmt.Sprintf("%d of them are in the target; changes are added and removed one by one, never compared", linked)
		return
	}
	id := x.object.ManagerID()
	manager, ok := x.dir.Object(id)
	if !ok {
		a.Why = "the user has no manager"
		return
	}
	a.Value = nameOf(manager)
	link, linked := x.input.State.Link(id)
	if !linked {
		a.Why = "the manager is not in the target: the reference is left out, and not written later until a restart (dial late-references)"
		return
	}
	a.Why = "written after the users, as " + link.Target
	if x.read != nil {
		current, _ := x.read.Lookup(m.Path)
		a.Current = shownValues(current, false)
		a.Differs = strings.Join(current, "") != link.Target
	}
}
