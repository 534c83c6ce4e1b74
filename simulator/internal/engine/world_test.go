package engine_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/entrasim/entrasim/simulator/internal/dial"
	"github.com/entrasim/entrasim/simulator/internal/directory"
	"github.com/entrasim/entrasim/simulator/internal/engine"
	"github.com/entrasim/entrasim/simulator/internal/job"
	"github.com/entrasim/entrasim/simulator/internal/mapping"
	"github.com/entrasim/entrasim/simulator/internal/provlog"
	"github.com/entrasim/entrasim/simulator/internal/scimclient"
	"github.com/entrasim/entrasim/simulator/internal/scope"
)

const work = `emails[type eq "work"].value`

// world is a directory, a job and a target that is a map: everything the engine deals with, without HTTP.
type world struct {
	t      *testing.T
	dir    *directory.Directory
	source engine.Source // dir, unless a test watches
	state  *job.State
	set    *mapping.Set
	scope  scope.Settings
	dials  dial.Set
	now    time.Time

	threshold int             // of the deletion guard
	subject   *engine.Subject // when the next run is about one object

	users  int
	target map[scimclient.Resource]map[string]*thing
	sent   []string // requests of the last cycle but the probes, in canonical order, shortly
	// refuse answers an operation with a failure, when it returns one.
	refuse func(scimclient.Request) *scimclient.Failure
	// pick chooses which of the outstanding operations is answered next.
	pick func(n int) int
	seen []string // log entries of the last cycle, shortly
	logs []provlog.Record
}

// thing is a resource of the target.
type thing struct {
	id      string
	attrs   map[string][]string
	members map[string]bool
}

func (r *thing) ID() string { return r.id }

func (r *thing) Lookup(p mapping.TargetPath) ([]string, bool) {
	v, ok := r.attrs[p.String()]
	return v, ok && len(v) > 0
}

func newWorld(t *testing.T) *world {
	t.Helper()
	set, err := mapping.Load(mapping.Default)
	if err != nil {
		t.Fatal(err)
	}
	return newWorldWith(t, set)
}

// newWorldWith makes a world whose job has a mapping that is there already.
func newWorldWith(t *testing.T, set *mapping.Set) *world {
	t.Helper()
	dir := directory.New(directory.Options{})
	return &world{
		t: t, dir: dir, state: &job.State{}, set: set, now: dir.Start(), dials: dial.Defaults(),
		target: map[scimclient.Resource]map[string]*thing{scimclient.Users: {}, scimclient.Groups: {}},
		pick:   func(int) int { return 0 },
	}
}

func (w *world) dial(assignments ...string) {
	w.t.Helper()
	set, err := dial.Parse(assignments...)
	if err != nil {
		w.t.Fatal(err)
	}
	w.dials = set
}

// user adds an assigned user.
func (w *world) user(name string) string {
	w.t.Helper()
	id := w.stranger(name)
	w.must(w.dir.Assign(id))
	return id
}

// stranger adds a user without an assignment.
func (w *world) stranger(name string) string {
	w.t.Helper()
	w.users++
	id := fmt.Sprintf("00000000-0000-4000-8000-%012d", w.users)
	_, err := w.dir.AddUser(directory.User{ID: id, UserPrincipalName: name + "@x.example", DisplayName: name})
	w.must(err)
	return id
}

// group adds an assigned group.
func (w *world) group(name string, members ...string) string {
	w.t.Helper()
	id, err := w.dir.AddGroup(directory.Group{DisplayName: name, Members: members})
	w.must(err)
	w.must(w.dir.Assign(id))
	return id
}

func (w *world) must(err error) {
	w.t.Helper()
	if err != nil {
		w.t.Fatal(err)
	}
}

// start makes a cycle of the world as it is.
func (w *world) start() *engine.Cycle {
	w.t.Helper()
	users, err := engine.NewRule(w.set.User)
	w.must(err)
	groups, err := engine.NewRule(w.set.Group)
	w.must(err)
	settings := engine.SettingsOf(w.dials, w.scope, groups != nil)
	settings.DeleteThreshold = w.threshold
	src := w.source
	if src == nil {
		src = w.dir
	}
	return engine.New(engine.Input{
		State: w.state, Settings: settings, Users: users, Groups: groups,
		Subject: w.subject,
		Source:  src, IDs: provlog.IDs{Seed: 1, Job: "j"}, Now: w.now, Domain: w.dir.Tenant(),
	})
}

// cycle runs a whole cycle, 40 minutes after the one before.
func (w *world) cycle() engine.Result {
	w.t.Helper()
	if _, err := w.dir.AdvanceTo(w.now); err != nil {
		w.t.Fatal(err)
	}
	c := w.start()
	w.sent, w.seen, w.logs = nil, nil, nil
	requests := map[engine.OpID]string{}
	var pending []engine.Op
	for {
		r := c.Ready()
		for _, e := range r.Entries {
			w.logs = append(w.logs, e.Record)
			w.seen = append(w.seen, brief(e))
		}
		pending = append(pending, r.Ops...)
		if r.Done {
			break
		}
		if len(pending) == 0 {
			w.t.Fatal("the engine waits for a reply and has asked for nothing")
		}
		i := w.pick(len(pending))
		op := pending[i]
		pending = slices.Delete(pending, i, i+1)
		requests[op.ID] = terse(op.Request)
		reply := w.answer(op.Request)
		reply.ID, reply.At = op.ID, w.now
		c.Step(reply)
	}
	ids := make([]engine.OpID, 0, len(requests))
	for id := range requests {
		ids = append(ids, id)
	}
	slices.SortFunc(ids, engine.OpID.Compare)
	for _, id := range ids {
		if id.Pass != engine.PassProbe {
			w.sent = append(w.sent, requests[id])
		}
	}
	w.now = w.now.Add(40 * time.Minute)
	return c.Result()
}

// brief is a log entry in a few words.
func brief(e *engine.Entry) string {
	r := e.Record
	s := fmt.Sprintf("%s %s", r.Action, r.StatusInfo.Status)
	if reason := r.SkipReason(); reason != "" {
		s += " " + string(reason)
	}
	if r.StatusInfo.Error != nil {
		s += " " + r.StatusInfo.Error.Code
	}
	return s
}

// terse is a request in a few words.
func terse(r scimclient.Request) string {
	s := string(r.Kind) + " " + string(r.Resource)
	switch r.Kind {
	case scimclient.KindMatch:
		return s + " " + r.Match.String() + "=" + r.Value
	case scimclient.KindCreate:
		var names []string
		for _, a := range r.Create {
			if p := a.Path.String(); p == "userName" || p == "displayName" || p == "active" {
				names = append(names, p+"="+strings.Join(a.Values, ","))
			}
		}
		return s + " " + strings.Join(names, " ")
	case scimclient.KindUpdate:
		s += " " + r.ID
		for _, ch := range r.Changes {
			path := ch.Path.Attr
			if ch.Path.URN == "" {
				path = ch.Path.String()
			}
			s += fmt.Sprintf(" %s %s=%s", ch.Op, path, strings.Join(ch.Values, ","))
		}
		return s
	default:
		return s + " " + r.ID
	}
}

func (w *world) want(what string, got, want []string) {
	w.t.Helper()
	if !slices.Equal(got, want) {
		w.t.Errorf("%s:\n got  %s\n want %s", what, strings.Join(got, "\n      "), strings.Join(want, "\n      "))
	}
}
