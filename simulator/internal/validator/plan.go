package validator

import (
	"context"
	"net/http"
	"slices"
	"strings"

	"github.com/entrasim/entrasim/simulator/internal/mapping"
	"github.com/entrasim/entrasim/simulator/internal/scimclient"
	"github.com/entrasim/entrasim/simulator/internal/validator/attribute"
	"github.com/entrasim/entrasim/simulator/internal/validator/gallery"
	"github.com/entrasim/entrasim/simulator/internal/validator/resource"
	"github.com/entrasim/entrasim/simulator/internal/validator/trial"
	"github.com/entrasim/entrasim/simulator/internal/validator/validation"
	"github.com/entrasim/entrasim/simulator/internal/validator/wire"
)

// plan is what one tool is going to do.
type plan struct {
	tool        trial.Tool
	env         trial.Env
	tests       []trial.Test
	off         trial.Needs // abilities that are switched off
	noGroups    bool
	preparation []scimclient.Exchange
	failure     *Result // what kept the tool from beginning
}

// plan settles what is to be done, before anything is sent.
func (r *runner) plan() ([]*plan, error) {
	var plans []*plan
	for _, tool := range r.cfg.tools() {
		p := &plan{tool: tool, noGroups: r.cfg.NoGroups, env: trial.Env{
			Client: r.client, Seed: r.cfg.Seed, Mapping: r.cfg.Mapping, NewJob: r.cfg.NewJob, OAuth: r.cfg.OAuth, Ledger: new(trial.Ledger),
		}}
		for ability, need := range map[string]trial.Needs{Deactivation: trial.Deactivation, UserDelete: trial.UserDelete, GroupDelete: trial.GroupDelete} {
			if slices.Contains(r.cfg.Without, ability) {
				p.off |= need
			}
		}
		if err := p.choose(r.cfg); err != nil {
			return nil, err
		}
		plans = append(plans, p)
	}
	return plans, r.known(plans)
}

// choose settles attributes, joining properties and tests.
func (p *plan) choose(cfg Config) error {
	var err error
	if p.env.UserJoin, err = join("UserJoin", cfg.UserJoin, "userName"); err != nil {
		return err
	}
	if p.env.GroupJoin, err = join("GroupJoin", cfg.GroupJoin, "displayName"); err != nil {
		return err
	}
	switch {
	case p.tool == trial.Gallery:
		if p.env.Mapping == nil {
			if p.env.Mapping, err = mapping.Load(mapping.Default); err != nil {
				return err
			}
		}
		p.env.Attributes = attribute.Target(p.env.Mapping)
		p.env.Verbose = cfg.Patch != Folded
		p.tests = gallery.Tests()
	case cfg.Mapping != nil:
		p.env.Attributes = attribute.Uploaded(cfg.Mapping)
	case cfg.Discover:
		p.env.Attributes = attribute.List{Origin: attribute.FromDiscovery}
	default:
		p.env.Attributes = attribute.Default()
	}
	if p.tool == trial.Validator {
		p.env.Verbose = cfg.Patch == Verbose
		p.tests = validation.Tests(p.env.UserJoin, p.env.GroupJoin)
	}
	if p.tool == trial.Validator && !cfg.Discover {
		if err := p.complete(); err != nil {
			return err
		}
	}
	p.tests = slices.DeleteFunc(p.tests, func(t trial.Test) bool {
		return !selected(cfg.Only, t) || t.Needs&trial.Verbose != 0 && !p.env.Verbose || t.Needs&trial.Concise != 0 && p.env.Verbose
	})
	return nil
}

func join(field, name, other string) (mapping.TargetPath, error) {
	if name == "" {
		name = other
	}
	path, err := mapping.ParseTargetPath(name)
	if err != nil {
		return path, bad(field, `write it as in a mapping: userName, externalId, emails[type eq "work"].value`, "joining property: %v", err)
	}
	return path, nil
}

// complete demands what no test can do without: the names, and the joining properties.
func (p *plan) complete() error {
	l := p.env.Attributes
	if p.noGroups {
		l.Group = nil
		p.env.Attributes.Group = nil
	}
	for _, want := range []struct {
		field, name string
		list        []attribute.Attribute
	}{
		{"Mapping", "userName", l.User},
		{"UserJoin", p.env.UserJoin.String(), l.User},
		{"Mapping", "displayName", l.Group},
		{"GroupJoin", p.env.GroupJoin.String(), l.Group},
	} {
		a, ok := attribute.Find(want.list, want.name)
		switch {
		case len(want.list) == 0:
		case !ok:
			return bad(want.field, "name one of: "+names(want.list), "%s is not among the attributes (%s)", want.name, l.Origin)
		case a.Multi || a.Reference() || a.Type == mapping.Boolean:
			return bad(want.field, "name a text that differs between resources", "%s cannot be a joining property", want.name)
		}
	}
	return nil
}

func names(list []attribute.Attribute) string {
	var all []string
	for _, a := range list {
		all = append(all, a.Name())
	}
	return strings.Join(all, ", ")
}

// selected reports whether a test was asked for, by its id or its name.
func selected(only []string, t trial.Test) bool {
	return len(only) == 0 || slices.ContainsFunc(only, func(o string) bool {
		return strings.EqualFold(o, t.ID) || strings.EqualFold(o, t.Name)
	})
}

// known refuses names of tests that do not exist.
func (r *runner) known(plans []*plan) error {
	for _, o := range r.cfg.Only {
		if !slices.ContainsFunc(plans, func(p *plan) bool {
			return slices.ContainsFunc(p.tests, func(t trial.Test) bool { return selected([]string{o}, t) })
		}) {
			return bad("Only", "--list names the tests of each tool; some take the place of others when PATCH is verbose", "there is no test %q in this run", o)
		}
	}
	return nil
}

// skip says why a test of the validator does not apply; "" when it does. The gallery's tests judge that themselves.
func (p *plan) skip(t trial.Test) string {
	switch {
	case t.Needs&p.off != 0:
		return "the endpoint is said not to have the ability (--without)"
	case p.tool == trial.Gallery:
		return ""
	case t.Needs&trial.Groups != 0 && p.noGroups:
		return "groups are left out (--no-groups)"
	case t.Needs&trial.Groups != 0 && len(p.env.Attributes.Group) == 0:
		return "the schema has no groups"
	case t.Needs&trial.Manager != 0:
		if _, ok := p.env.Attributes.Manager(); !ok {
			return "the schema has no manager"
		}
	case t.Needs&trial.Deactivation != 0:
		if _, ok := attribute.Find(p.env.Attributes.User, "active"); !ok {
			return "the schema has no active"
		}
	}
	return ""
}

// prepare reads /Schemas for the tools that do so before their first test.
func (r *runner) prepare(ctx context.Context, p *plan) {
	discover := p.tool == trial.Validator && r.cfg.Discover
	if r.stop != nil || len(p.tests) == 0 || !discover && p.tool != trial.Gallery {
		return
	}
	a, err := r.client.Do(ctx, trial.DialectOf(p.tool), wire.Request{Method: http.MethodGet, Path: "/Schemas", Cause: "read the schemas"})
	p.preparation = append(p.preparation, a.Exchange)
	r.learn(ctx, Result{Exchanges: p.preparation}, err)
	if r.stop != nil {
		return
	}
	document, _ := resource.Decode(a.Body)
	p.env.Schemas = attribute.Discoverable(document)
	p.env.Groups = p.env.Schemas.GroupSchema && !p.noGroups
	if discover {
		p.discover(a, document, err)
	}
}

// discover takes the validator's attributes from /Schemas.
func (p *plan) discover(a wire.Answer, document any, err error) {
	test := trial.Test{
		ID: "D", Name: "Discover schema", Request: "GET /Schemas", Tool: trial.Validator, Kind: trial.Mandatory,
		Evidence: trial.Evidence{Mark: "obs 6", Source: "quirks Q66, validator tutorial"},
	}
	fail := func(why string) {
		res := trial.Without(test, trial.Bad, why)
		res.Tool, res.RFC, res.Exchanges = trial.Failed, trial.Failed, p.preparation
		p.failure = &res
	}
	switch {
	case err != nil:
		fail(err.Error())
		return
	case a.Status != http.StatusOK:
		fail("GET /Schemas answers " + trial.Status(a) + "; the validator needs it to discover the schema")
		return
	}
	if p.env.Attributes, err = attribute.Discovered(document); err != nil {
		p.env.Attributes.Origin = attribute.FromDiscovery
		fail("/Schemas cannot be used: " + err.Error())
		return
	}
	if err = p.complete(); err != nil {
		fail(err.Error())
	}
}
