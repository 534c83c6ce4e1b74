package engine

import (
	"strings"

	"github.com/entrasim/entrasim/simulator/internal/directory"
	"github.com/entrasim/entrasim/simulator/internal/job"
	"github.com/entrasim/entrasim/simulator/internal/mapping"
	"github.com/entrasim/entrasim/simulator/internal/provlog"
	"github.com/entrasim/entrasim/simulator/internal/scimclient"
	"github.com/entrasim/entrasim/simulator/internal/scope"
)

// Entry is what the provisioning log says about one object in one cycle (engine §8), and the operations it caused.
type Entry struct {
	Record provlog.Record
	Kind   job.Kind
	Class  job.Class // Object for the passes over users and groups
	Ops    []OpID    // in the order in which they were sent

	c    *Cycle
	name string // what the log calls the object
}

// newEntry opens the log entry of an object with its import step.
func (c *Cycle) newEntry(e *entry, from origin) *Entry {
	l := c.blank(e.id, e.kind, job.Object, e.name)
	l.identify(e.source, e.link)
	kind := string(e.kind)
	step := provlog.Step{Name: provlog.StepName("EntryImport" + string(from)), Type: provlog.Import, Status: provlog.Success}
	if from == originRetry {
		step.Description = provlog.RetrievedSourceText(kind, l.name)
	} else {
		step.Description = provlog.ReceivedText(kind, l.name, string(from))
	}
	if from != originDelete {
		step.Details = importDetails(e.source, e.rule)
	}
	l.step(step)
	return l
}

// referenceEntry opens the log entry of a manager or membership update: a further, separate event after the export of the
// object (§2.2). When the object itself had nothing to export, its entry is continued.
func (c *Cycle) referenceEntry(carried *Entry, src directory.Object, link job.Link, class job.Class) *Entry {
	if carried != nil {
		carried.Class = class
		return carried
	}
	l := c.blank(src.ID(), link.Kind, class, reportable(src))
	l.identify(src, link)
	l.step(provlog.Step{
		Name: provlog.StepImport, Type: provlog.Import, Status: provlog.Success,
		Description: provlog.RetrievedSourceText(string(link.Kind), l.name),
	})
	return l
}

func (c *Cycle) blank(id string, kind job.Kind, class job.Class, name string) *Entry {
	l := &Entry{Record: c.in.Template, Kind: kind, Class: class, c: c, name: name}
	if l.name == "" {
		l.name = id
	}
	object := id
	if class != job.Object {
		object += "/" + string(class)
	}
	n := c.result.Number
	_, record, change := c.purposes()
	l.Record.ID = c.in.IDs.Derive(record, n, object)
	l.Record.ChangeID = c.in.IDs.Derive(change, n, object)
	l.Record.CycleID = c.id
	l.Record.InitiatedBy = provlog.Service()
	l.Record.Action = provlog.ActionOther
	l.Record.SourceIdentity.ID = id
	return l
}

// identify fills in both identities.
func (l *Entry) identify(src directory.Object, link job.Link) {
	s, t := &l.Record.SourceIdentity, &l.Record.TargetIdentity
	s.IdentityType = string(l.Kind)
	s.DisplayName = link.Display
	if src.ID() != "" {
		s.DisplayName = src.DisplayName()
		if upn := src.UserPrincipalName(); upn != "" {
			s.Details = provlog.Details{{Name: "UserPrincipalName", Value: upn}}
		}
	}
	t.ID = link.Target
	t.IdentityType = provlog.UserTargetURN
	if l.Kind == job.Group {
		t.IdentityType = provlog.GroupTarget
	}
}

// importDetails shows the source values that the mapping reads.
func importDetails(src directory.Object, rule *Rule) provlog.Details {
	d := provlog.Details{{Name: "objectId", Value: src.ID()}}
	for _, name := range rule.reads {
		if values, ok := src.Attr(name); ok && name != "objectId" {
			d = append(d, provlog.Detail{Name: name, Value: strings.Join(values, ";")})
		}
	}
	return d
}

func (o *object) log() *Entry { return o.entry }

func (l *Entry) step(s provlog.Step) { l.Record.Steps = append(l.Record.Steps, s) }

// retrieved records the target object as it was read, in terms of the mapping.
func (l *Entry) retrieved(values []mapping.Desired, t Target) {
	l.Record.TargetIdentity.ID = t.ID()
	d := provlog.Details{{Name: "id", Value: t.ID()}}
	for _, v := range values {
		if got, ok := t.Lookup(v.Path); ok {
			d = append(d, provlog.Detail{Name: v.Path.String(), Value: shown(v.Type, got, v.Redacted)})
		}
	}
	l.step(provlog.Step{
		Name: provlog.StepImport, Type: provlog.Matching, Status: provlog.Success,
		Description: provlog.RetrievedTargetText(l.name), Details: d,
	})
}

// scoping records the scope decision.
func (l *Entry) scoping(s scope.Decision) {
	l.step(provlog.Step{
		Name: provlog.StepScoping, Type: provlog.Scoping, Status: provlog.Success,
		Description: provlog.ScopingText(string(l.Kind)), Details: scopeDetails(s),
	})
}

func scopeDetails(s scope.Decision) provlog.Details {
	var d provlog.Details
	for _, p := range s.Details() {
		d = append(d, provlog.Detail(p))
	}
	return d
}

// joined records that an existing account was found by a matching attribute.
func (l *Entry) joined(m matcher) {
	l.step(provlog.Step{
		Name: provlog.StepUpdate, Type: provlog.Matching, Status: provlog.Success,
		Description: provlog.UpdateText(string(l.Kind), l.name),
		Details:     provlog.Details{{Name: m.path.String(), Value: m.value}},
	})
}

// creates records the decision to create, and the values that will be sent.
func (l *Entry) creates(body []scimclient.Assignment) {
	l.step(provlog.Step{
		Name: provlog.StepAdd, Type: provlog.Matching, Status: provlog.Success,
		Description: provlog.CreateText(string(l.Kind), l.name),
	})
	for _, a := range body {
		l.modified(a.Path, "", shown(a.Type, a.Values, a.Redacted))
	}
}

// modifies records the differences that will be sent.
func (l *Entry) modifies(changes []change) {
	for _, ch := range changes {
		l.modified(ch.Path, shown(ch.Type, ch.old, ch.Redacted), shown(ch.Type, ch.Values, ch.Redacted))
	}
}

func (l *Entry) modified(path mapping.TargetPath, from, to string) {
	l.Record.Modified = append(l.Record.Modified, provlog.ModifiedProperty{
		DisplayName: path.String(), OldValue: from, NewValue: to,
	})
}
