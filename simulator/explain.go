package simulator

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/entrasim/entrasim/simulator/internal/directory"
	"github.com/entrasim/entrasim/simulator/internal/engine"
	"github.com/entrasim/entrasim/simulator/internal/job"
	"github.com/entrasim/entrasim/simulator/internal/scimclient"
	"github.com/entrasim/entrasim/simulator/internal/scope"
)

// Explanation says about one user or group everything that somebody in support is asked: whether they are in scope and why,
// how each attribute gets its value, what the target has, what the next cycle would send, and what went wrong the last time.
type Explanation struct {
	ID   string    `json:"id"`
	Kind string    `json:"kind"` // User or Group
	Name string    `json:"name"`
	At   time.Time `json:"at"` // the next cycle, for which all of this holds

	Scope      ScopeExplanation       `json:"scope"`
	Attributes []AttributeExplanation `json:"attributes"`

	Linked   string `json:"linked"`   // target id; "" when the job has no object connection
	LeftJob  bool   `json:"leftJob"`  // the job disabled the object when it left the scope, and takes no further notice
	Pending  string `json:"pending"`  // why the next cycle looks at the object; "" when it does not
	HeldBack bool   `json:"heldBack"` // the deletion guard holds its deletion back

	// Asked says whether the target was asked; the following is empty otherwise.
	Asked bool `json:"asked"`
	// Target is the resource as the target showed it, as JSON; "" when there is none.
	Target string `json:"target"`
	// Reads are the requests that were sent to find out. They change nothing.
	Reads []Exchange `json:"reads"`
	// Writes are the requests that the cycle would send, had it a reason to look at the object. They have not been sent.
	Writes  []Exchange  `json:"writes"`
	Outcome []Record    `json:"outcome"`           // what the log would say, if all of them succeed
	Refusal *CycleError `json:"refusal,omitempty"` // the target refuses the connection

	// Escrows are the failed operations of the object that wait for another attempt.
	Escrows []Escrow `json:"escrows"`
}

// Explain explains a user or group: ref is an object id, a userPrincipalName, or the displayName of a group. Everything holds for
// the time at which the next cycle is due, changes scheduled until then included. With ask the target is asked, by requests that
// only read. Nothing is changed, neither in the target nor in the job.
func (s *Simulator) Explain(ctx context.Context, ref string, ask bool) (Explanation, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if err := s.refresh(ctx); err != nil {
		return Explanation{}, err
	}
	s.play()
	now := later(s.clock.Now(), s.state.Next)
	dir := s.cfg.Directory.Clone()
	// What the schedule has in store and is refused is reported when it is due.
	_, _ = dir.AdvanceTo(now.Add(s.offset))
	o, err := dir.Resolve(ref, "")
	if err != nil {
		return Explanation{}, &OnDemandError{Subject: ref, Err: fmt.Errorf("%w: %w", ErrNotFound, err), hint: objectHint(dir, ref)}
	}
	rule := s.users
	if o.Kind() == KindGroup {
		rule = s.groups
	}
	if rule == nil {
		return Explanation{}, errNoGroups
	}
	x := &explainer{Simulator: s, dir: dir, object: o, rule: rule}
	x.input = engine.Input{
		State: s.state.Clone(), Settings: s.settings, Users: s.users, Groups: s.groups, Source: dir, IDs: s.ids,
		Template: s.template, Domain: dir.Tenant(), Now: now,
	}
	return x.explain(ctx, ask)
}

var errNoGroups = errors.New("the mapping does not provision groups")

// explainer puts one explanation together.
type explainer struct {
	*Simulator
	dir      *directory.Directory // as it will be
	object   directory.Object
	rule     *engine.Rule
	input    engine.Input
	decision scope.Decision
	change   directory.Change   // what the next cycle will find in the feed
	read     *scimclient.Object // what the target has; nil when there is nothing, or it was not asked
	out      Explanation
}

func (x *explainer) explain(ctx context.Context, ask bool) (Explanation, error) {
	x.decision = x.input.Decide(x.object, x.rule)
	x.out = Explanation{ID: x.object.ID(), Kind: string(x.object.Kind()), Name: nameOf(x.object), At: x.input.Now}
	x.out.Scope = x.scope()
	x.history()
	var err error
	if ask {
		err = x.rehearse(ctx)
	}
	return x.out, errors.Join(err, x.attributes())
}

// history is what the job knows of the object.
func (x *explainer) history() {
	st := x.input.State
	if link, ok := st.Link(x.out.ID); ok {
		x.out.Linked, x.out.LeftJob = link.Target, link.Unmanaged
	}
	_, x.out.HeldBack = st.Staged[x.out.ID]
	for _, class := range []job.Class{job.Object, job.Manager, job.Members} {
		if e, ok := st.Escrows[job.Key{Object: x.out.ID, Class: class}]; ok {
			x.out.Escrows = append(x.out.Escrows, e)
		}
	}
	x.out.Pending = x.pending()
}

// pending says why the next cycle looks at the object.
func (x *explainer) pending() string {
	if !x.state.Initialised {
		return "the next cycle is an initial one and looks at everything"
	}
	for _, c := range x.dir.Changes(x.state.Watermark) {
		if c.ID == x.out.ID {
			x.change = c
			return "changed since the last cycle: " + changed(c)
		}
	}
	for _, e := range x.out.Escrows {
		if !e.Next.After(x.input.Now) {
			return "a failed operation is due to be tried again"
		}
	}
	if x.out.HeldBack {
		return "its deletion is held back and is decided about anew"
	}
	return ""
}
