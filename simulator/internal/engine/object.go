package engine

import (
	"github.com/entrasim/entrasim/simulator/internal/scimclient"
)

// object is one source object on its way through a pass: a state machine whose states are the functions it
// continues with. It sends one request at a time.
type object struct {
	c     *Cycle
	pass  *pass
	index int
	seq   int

	lanes     []string // matching values it shares with others
	blockers  int      // objects it waits for
	followers []int    // objects that wait for it

	began   bool
	settled bool // it will not link itself with an account that exists already
	done    bool
	start   func()      // begins it
	next    func(Reply) // continues it with the reply it waits for
	turn    func()      // continues it when everything before it is settled

	entry *Entry // its log entry; nil when it leaves none
	after []func()
}

// ask sends a request and continues with the reply.
func (o *object) ask(r scimclient.Request, then func(Reply)) {
	id := OpID{Pass: o.pass.number, Item: o.index, Seq: o.seq}
	o.seq++
	o.next = then
	if o.entry != nil {
		o.entry.Ops = append(o.entry.Ops, id)
		r.Cause = o.entry.Record.ChangeID
	}
	r.Activity = o.c.id
	r.OnDemand = o.c.onDemand()
	o.c.send(o, Op{ID: id, Request: r})
}

// await continues once all objects before this one are settled.
func (o *object) await(then func()) {
	o.turn = then
	p := o.pass
	at := len(p.turns)
	for at > 0 && p.turns[at-1] > o.index {
		at--
	}
	p.turns = append(p.turns, 0)
	copy(p.turns[at+1:], p.turns[at:])
	p.turns[at] = o.index
}

// finish ends the object.
func (o *object) finish() {
	o.done, o.settled, o.next = true, true, nil
	o.pass.finished(o)
}

// later registers what happens when the object leaves the pass, in canonical order.
func (o *object) later(f func()) { o.after = append(o.after, f) }
