package engine

import (
	"iter"
	"time"

	"github.com/entrasim/entrasim/simulator/internal/directory"
	"github.com/entrasim/entrasim/simulator/internal/job"
	"github.com/entrasim/entrasim/simulator/internal/provlog"
	"github.com/entrasim/entrasim/simulator/internal/scimclient"
)

// Source is what the engine reads of the directory. [directory.Directory] implements it.
type Source interface {
	// Mark is the present position in the change feed.
	Mark() directory.Mark
	// Changes reports what happened since a position, once per object, in order of first change.
	Changes(since int64) []directory.Change
	// All yields the objects of a kind in order of creation. Only initial cycles call it.
	All(kind directory.Kind) iter.Seq[directory.Object]
	// Object finds an object that has not been purged.
	Object(id string) (directory.Object, bool)
	// Assigned reports whether an object is assigned to the application, directly or through a group.
	Assigned(id string) bool
	// IsMember reports whether an object is a direct member of a group.
	IsMember(group, member string) bool
}

// Input is everything a cycle depends on.
type Input struct {
	// State is the job's state. The cycle changes it and reports each change in [Ready].
	State    *job.State
	Settings Settings
	Users    *Rule
	Groups   *Rule // nil when the group mapping is switched off
	Source   Source
	IDs      provlog.IDs
	// Template is the part of a log record that is the same for the whole job: tenant, application, systems.
	Template provlog.Record
	Domain   string // the tenant's default domain
	Now      time.Time
	// Subject makes it a run about one object; nil for cycles.
	Subject *Subject
}

// Ready is what has become due. It is handed out once.
type Ready struct {
	Ops       []Op
	Mutations []job.Mutation
	Entries   []*Entry // in canonical order
	Done      bool
}

// Cycle is one run of a provisioning job.
type Cycle struct {
	in      Input
	state   *job.State
	id      string
	now     time.Time
	initial bool
	mark    directory.Mark
	feed    []directory.Change
	asked   bool

	pass    *pass
	next    []func() *pass
	waiting map[OpID]*object
	due     []job.Escrow
	refs    references
	doubts  doubts
	guard   guard
	out     Ready
	result  Result
	failure *scimclient.Failure
	done    bool
}

// New begins a cycle. The first operations are ready at once.
func New(in Input) *Cycle {
	c := &Cycle{in: in, state: in.State, now: in.Now, waiting: make(map[OpID]*object)}
	if !c.alone() {
		c.mark, c.due = in.Source.Mark(), in.State.Due(in.Now)
	}
	c.initial = !in.State.Initialised && !c.onDemand()
	number := c.number()
	run, _, _ := c.purposes()
	c.id = in.IDs.Derive(run, number, "")
	c.refs.init()
	c.doubts = c.doubt()
	c.guard = guard{limit: in.Settings.DeleteThreshold, forced: in.State.ForceDeletes}
	c.result = Result{ID: c.id, Number: number, Initial: c.initial, Began: in.Now}
	c.next = []func() *pass{c.probePass, c.userPass, c.groupPass, c.managerPass, c.memberPass}
	c.run()
	return c
}

// Step takes a reply. Replies to operations the cycle does not wait for are ignored.
func (c *Cycle) Step(r Reply) {
	o, ok := c.waiting[r.ID]
	if !ok || c.done {
		return
	}
	delete(c.waiting, r.ID)
	if r.At.After(c.now) {
		c.now = r.At
	}
	o.next(r)
	c.run()
}

// Ready hands out what has become due since the last call.
func (c *Cycle) Ready() Ready {
	r := c.out
	r.Done = c.done
	c.out = Ready{}
	return r
}

// Abort ends the cycle without the missing replies. What has been done stays done, and the watermark stays where it
// was: the next cycle comes across the same changes again.
func (c *Cycle) Abort() {
	if c.done {
		return
	}
	if c.pass != nil {
		c.pass.drop()
	}
	c.result.State = Canceled
	c.finish()
}

// Result tells how the cycle went; it is complete once Ready has said Done.
func (c *Cycle) Result() Result { return c.result }

// run drives the passes until every object under way waits for a reply.
func (c *Cycle) run() {
	for !c.done {
		switch {
		case c.pass == nil && (c.failure != nil || len(c.next) == 0):
			c.end()
		case c.pass == nil:
			c.pass, c.next = c.next[0](), c.next[1:]
		default:
			c.pass.pump(c.failure != nil)
			switch {
			case c.pass.complete():
				c.pass = nil
			case c.failure != nil && len(c.waiting) == 0:
				c.pass.drop()
				c.pass = nil
			default:
				return
			}
		}
	}
}

// fail ends the cycle as a whole: the endpoint refuses the credentials or is no SCIM endpoint (§6.3).
func (c *Cycle) fail(f *scimclient.Failure) {
	if c.failure == nil {
		c.failure = f
	}
}

// fatal reports whether a failure ends the cycle rather than the object.
func fatal(f *scimclient.Failure) bool {
	return f != nil && (f.Class == scimclient.Credential || f.Class == scimclient.Compliance)
}

func (c *Cycle) send(o *object, op Op) {
	c.waiting[op.ID] = o
	c.out.Ops = append(c.out.Ops, op)
	c.result.Requests++
	switch op.Request.Kind {
	case scimclient.KindCreate, scimclient.KindUpdate, scimclient.KindDelete:
		c.result.Writes++
		if op.ID.Pass >= PassManagers {
			c.unsettle()
		}
	default:
	}
}

func (c *Cycle) mutate(m job.Mutation) {
	c.state.Apply(m)
	c.out.Mutations = append(c.out.Mutations, m)
}

// leave takes an object that has gone through its pass.
func (c *Cycle) leave(o *object) {
	for _, f := range o.after {
		f()
	}
	if o.entry != nil {
		c.emit(o.entry)
	}
}

// emit hands out a finished log entry.
func (c *Cycle) emit(l *Entry) {
	c.result.count(l)
	c.out.Entries = append(c.out.Entries, l)
}
