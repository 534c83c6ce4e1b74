package engine

import (
	"strings"

	"github.com/entrasim/entrasim/simulator/internal/directory"
	"github.com/entrasim/entrasim/simulator/internal/expr"
	"github.com/entrasim/entrasim/simulator/internal/job"
	"github.com/entrasim/entrasim/simulator/internal/mapping"
	"github.com/entrasim/entrasim/simulator/internal/scope"
)

// tombstoned is a soft-deleted user as the mapping sees it while the dial tombstone-upn is off: under its old name.
type tombstoned struct{ directory.Object }

// Attr gives the values of a source attribute.
func (t tombstoned) Attr(name string) ([]string, bool) {
	values, ok := t.Object.Attr(name)
	if name == attrUPN && len(values) == 1 {
		values = []string{strings.TrimPrefix(values[0], strings.ReplaceAll(t.ID(), "-", ""))}
	}
	return values, ok
}

// The source attributes the engine knows by name.
const (
	attrUPN     = "userPrincipalName"
	attrMembers = "members"
	attrManager = "manager"
	attrRoles   = "appRoleAssignments"
)

// Context is what the mapping of an object depends on.
func (in *Input) Context(o directory.Object, d scope.Decision) expr.Context {
	var src expr.Source = o
	if o.SoftDeleted() && !in.Settings.TombstoneUPN {
		src = tombstoned{o}
	}
	return expr.Context{
		Source: mapping.WithSoftDeleted(src, d.IsSoftDeleted()), Now: in.Now,
		Random: expr.NewRandom(in.IDs.Seed, in.IDs.Job, o.ID()), DefaultDomain: in.Domain,
	}
}

// Decide evaluates whether an object is in scope (§3).
func (in *Input) Decide(o directory.Object, rule *Rule) scope.Decision {
	return scope.Evaluate(scope.Subject{
		AccountEnabled: rule.kind == job.Group || o.Enabled(),
		SoftDeleted:    o.SoftDeleted(),
		Assigned:       in.Source.Assigned(o.ID()),
	}, in.Settings.Scope, rule.Scope, o)
}

// decide evaluates whether an object is in scope.
func (c *Cycle) decide(o directory.Object, rule *Rule) scope.Decision { return c.in.Decide(o, rule) }

// reportable is what the log calls an object.
func reportable(o directory.Object) string {
	if upn := o.UserPrincipalName(); upn != "" {
		return upn
	}
	return o.DisplayName()
}
