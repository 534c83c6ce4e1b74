package engine

import (
	"fmt"
	"strings"

	"github.com/entrasim/entrasim/simulator/internal/job"
	"github.com/entrasim/entrasim/simulator/internal/mapping"
	"github.com/entrasim/entrasim/simulator/internal/mapping/syncschema"
	"github.com/entrasim/entrasim/simulator/internal/scimclient"
)

// Rule is an object mapping in the form the engine works with. It does not change and may be shared.
type Rule struct {
	*mapping.ObjectMapping
	kind     job.Kind
	resource scimclient.Resource
	reads    []string // source attributes the mapping reads, for the log

	create, update, remove bool // target object actions
	softDeletes            bool // a mapping reads IsSoftDeleted

	manager, members *mapping.AttributeMapping // the reference attributes; nil when not mapped
}

// NewRule prepares an object mapping. A nil mapping, or one that is switched off, gives nil: the job has none.
func NewRule(m *mapping.ObjectMapping) (*Rule, error) {
	if m == nil || !m.Enabled {
		return nil, nil
	}
	r := &Rule{
		ObjectMapping: m, kind: job.User, resource: scimclient.Users, reads: m.SourceAttributes(),
		create: m.FlowTypes.Has(syncschema.Add), update: m.FlowTypes.Has(syncschema.Update),
		remove: m.FlowTypes.Has(syncschema.Delete), softDeletes: m.ReadsSoftDeleted(),
	}
	if m.Source == mapping.SourceGroup {
		r.kind, r.resource = job.Group, scimclient.Groups
	}
	if len(m.Matching()) == 0 {
		return nil, fmt.Errorf("object mapping %q: no attribute has a matching precedence", m.Name)
	}
	for _, a := range m.Attributes {
		switch {
		case a.Reference && a.SourceAttribute() == attrManager:
			r.manager = a
		case a.Reference && a.SourceAttribute() == attrMembers:
			r.members = a
		}
	}
	return r, nil
}

// matcher is a matching attribute with the value an object is looked up by.
type matcher struct {
	path  mapping.TargetPath
	value string
}

// matchers returns the matching attributes that have a value, by precedence (§4.1).
func (r *Rule) matchers(values []mapping.Desired) []matcher {
	var list []matcher
	for _, a := range r.Matching() {
		for _, d := range values {
			if d.Mapping == a && !d.Null && !d.Ignored && len(d.Values) == 1 && d.Values[0] != "" {
				list = append(list, matcher{d.Path, d.Values[0]})
			}
		}
	}
	return list
}

// matchKeys names the matching values of an object, so that objects that share one can be told.
func (r *Rule) matchKeys(values []mapping.Desired) []string {
	var keys []string
	for _, m := range r.matchers(values) {
		keys = append(keys, m.path.String()+"="+strings.ToLower(m.value))
	}
	return keys
}

// keysOf names the matching values that a target object has.
func (r *Rule) keysOf(t Target) []string {
	var keys []string
	for _, a := range r.Matching() {
		if v, ok := t.Lookup(a.Path); ok && len(v) == 1 && v[0] != "" {
			keys = append(keys, a.Path.String()+"="+strings.ToLower(v[0]))
		}
	}
	return keys
}

// body is what a create sends. missing are the required attributes that have no value.
func body(values []mapping.Desired) (list []scimclient.Assignment, missing []string) {
	for _, d := range values {
		v, ok := d.CreateValues()
		switch {
		case ok:
			list = append(list, scimclient.Assignment{
				Path: d.Path, Type: d.Type, Multi: d.Mapping.Multi, Values: v, Redacted: d.Redacted,
			})
		case d.Mapping.Required && !d.Reference:
			missing = append(missing, d.Path.String())
		}
	}
	return list, missing
}
