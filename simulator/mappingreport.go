package simulator

import (
	"bytes"
	"cmp"
	"errors"
	"strings"

	"github.com/entrasim/entrasim/simulator/internal/mapping"
	"github.com/entrasim/entrasim/simulator/internal/mapping/syncschema"
)

// MappingReport says what a synchronization schema does, in plain words, and everything that is wrong with it.
type MappingReport struct {
	Name    string `json:"name"`    // name of the mapping, or path of the file
	Job     string `json:"job"`     // id of the job it was exported from
	Version string `json:"version"` // as Entra noted it
	Rule    string `json:"rule"`    // name of the synchronization rule that is run

	Objects []ObjectReport `json:"objects"`
	// Errors keep the mapping from being run; Warnings say that it works, but perhaps not as meant; Kept are parts that have no
	// effect here and are written again.
	Errors   []MappingProblem `json:"errors"`
	Warnings []MappingProblem `json:"warnings"`
	Kept     []MappingProblem `json:"kept"`

	schema *syncschema.Schema
}

// MappingProblem is something to say about a place in a mapping.
type MappingProblem struct {
	Line    int    `json:"line"` // from 1; 0 when it has no place
	Column  int    `json:"column"`
	Pointer string `json:"pointer"` // JSON pointer
	Object  string `json:"object,omitzero"`
	Target  string `json:"target,omitzero"` // target attribute
	Message string `json:"message"`
	Hint    string `json:"hint,omitzero"`
}

// String is the problem in one line, beginning with its place.
func (p MappingProblem) String() string {
	return mapping.Problem{
		Object: p.Object, Target: p.Target, Line: p.Line, Column: p.Column, Message: p.Message, Hint: p.Hint,
	}.String()
}

// ObjectReport describes an object mapping.
type ObjectReport struct {
	Name       string            `json:"name"`
	Source     string            `json:"source"` // User or Group
	Target     string            `json:"target"` // schema URN
	Enabled    bool              `json:"enabled"`
	Actions    []string          `json:"actions"` // target object actions: Create, Update, Delete
	Attributes []AttributeReport `json:"attributes"`
	// Filters are the scoping filters: objects that pass one of them are in scope. Without any, all are.
	Filters []FilterReport `json:"filters"`
	// SoftDeletes says whether an attribute reads IsSoftDeleted, without which nobody is ever disabled.
	SoftDeletes bool `json:"softDeletes"`
}

// AttributeReport describes an attribute mapping.
type AttributeReport struct {
	Target   string `json:"target"`
	Kind     string `json:"kind"`   // Direct, Constant, Expression or None
	Source   string `json:"source"` // the expression; "" for None
	Default  string `json:"default,omitzero"`
	Apply    string `json:"apply"` // when it is applied, in words
	Matching int    `json:"matching,omitzero"`
	Type     string `json:"type"` // of the target attribute
	// Traits are what else the definition of the target attribute says: required, multi-valued, exact case, reference.
	Traits []string `json:"traits,omitempty"`
}

// FilterReport describes a scoping filter: all of its clauses must hold.
type FilterReport struct {
	Title   string   `json:"title"`
	Effect  string   `json:"effect,omitzero"` // of the two experimental kinds; "" for the normal one
	Clauses []string `json:"clauses"`
}

// OK reports whether the mapping can be run.
func (r MappingReport) OK() bool { return len(r.Errors) == 0 }

// Write writes the schema as the portal would export it. What is not known here is written too.
func (r MappingReport) Write() ([]byte, error) {
	if r.schema == nil {
		return nil, errNoSchema
	}
	return syncschema.Marshal(r.schema)
}

var errNoSchema = errors.New("it is not a synchronization schema")

// ReadMapping reads a mapping, by name or from a file, and reports on it. The error says that there is nothing to read; what is
// wrong with the text is in the report.
func ReadMapping(name string) (MappingReport, error) {
	data, err := mapping.Read(name)
	if err != nil {
		return MappingReport{}, err
	}
	return reportMapping(data, name), nil
}

func reportMapping(data []byte, name string) MappingReport {
	r := MappingReport{Name: name}
	set, problems := mapping.Inspect(data, name)
	if set != nil {
		r.schema = set.Schema
		r.Job, r.Version = set.Schema.ID, set.Schema.Version
		if set.Rule != nil {
			r.Rule = set.Rule.Name
		}
		for _, m := range []*mapping.ObjectMapping{set.User, set.Group} {
			if m != nil {
				r.Objects = append(r.Objects, reportObject(m))
				problems = append(problems, missingSources(m)...)
			}
		}
		problems = append(problems, uniqueValues(set, false)...)
		r.Kept = mappingProblems(set.Kept)
	}
	for _, p := range problems {
		list := &r.Errors
		if p.Warning {
			list = &r.Warnings
		}
		*list = append(*list, mappingProblems([]mapping.Problem{p})...)
	}
	if set == nil && len(bytes.TrimSpace(data)) == 0 {
		r.Errors[0].Message = "the file is empty"
	}
	return r
}

func mappingProblems(list []mapping.Problem) []MappingProblem {
	var out []MappingProblem
	for _, p := range list {
		out = append(out, MappingProblem{p.Line, p.Column, p.Pointer, p.Object, p.Target, p.Message, p.Hint})
	}
	return out
}

func reportObject(m *mapping.ObjectMapping) ObjectReport {
	o := ObjectReport{Name: m.Name, Source: m.Source, Target: m.Target, Enabled: m.Enabled, SoftDeletes: m.ReadsSoftDeleted()}
	for _, a := range []struct {
		name string
		flow syncschema.FlowTypes
	}{{"Create", syncschema.Add}, {"Update", syncschema.Update}, {"Delete", syncschema.Delete}} {
		if m.FlowTypes.Has(a.flow) {
			o.Actions = append(o.Actions, a.name)
		}
	}
	for _, a := range m.Attributes {
		o.Attributes = append(o.Attributes, reportAttribute(a))
	}
	if s := m.Definition.Scope; s != nil {
		o.Filters = append(o.Filters, reportFilters(s.Groups, "")...)
		o.Filters = append(o.Filters, reportFilters(s.InputFilterGroups, "others are not looked at, and not deprovisioned")...)
		o.Filters = append(o.Filters, reportFilters(s.CategoryFilterGroups, "others do not belong to this object mapping")...)
	}
	return o
}

// applies are the flow types in words.
var applies = map[syncschema.FlowType]string{
	syncschema.Always:            "always",
	syncschema.ObjectAddOnly:     "only during creation",
	syncschema.AttributeAddOnly:  "only where there is no value yet",
	syncschema.ValueAddOnly:      "values are only added",
	syncschema.MultiValueAddOnly: "values are only added",
}

func reportAttribute(a *mapping.AttributeMapping) AttributeReport {
	r := AttributeReport{
		Target: a.Path.String(), Kind: string(a.Kind), Source: a.Expr.String(), Matching: a.Priority, Type: string(a.Type), Apply: applies[a.FlowType],
	}
	if a.Default != nil {
		r.Default = *a.Default
	}
	if a.Definition.FlowBehavior == syncschema.FlowAlways {
		r.Apply += ", also when nothing has changed"
	}
	for _, t := range []struct {
		name string
		has  bool
	}{{"required", a.Required}, {"multi-valued", a.Multi}, {"exact case", a.CaseExact}, {"left out of creates", a.OmittedOnCreate}} {
		if t.has {
			r.Traits = append(r.Traits, t.name)
		}
	}
	return r
}

func reportFilters(groups []syncschema.FilterGroup, effect string) []FilterReport {
	var list []FilterReport
	for _, g := range groups {
		f := FilterReport{Title: g.Name, Effect: effect}
		for _, c := range g.Clauses {
			text := c.SourceOperandName + " " + c.OperatorName
			if c.TargetOperand != nil && len(c.TargetOperand.Values) > 0 {
				text += " '" + strings.Join(c.TargetOperand.Values, "', '") + "'"
			}
			f.Clauses = append(f.Clauses, text)
		}
		f.Title = cmp.Or(f.Title, "untitled")
		list = append(list, f)
	}
	return list
}
