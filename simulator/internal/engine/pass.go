package engine

import (
	"slices"
)

// window bounds how far a pass runs ahead of its oldest unfinished object. It bounds the memory for records that
// wait for their turn when one request hangs; the outcome does not depend on it.
const window = 1024

// pass works through a list of objects in canonical order, several at a time. Everything that leaves it
// leaves it in that order, whatever the order of the answers.
type pass struct {
	number int
	total  int
	limit  int // objects in flight
	// enter makes the i-th object. It is called in order, and may consult what earlier objects have settled.
	enter func(i int) *object
	// leave takes a finished object, in order.
	leave func(*object)

	entered  int             // objects made so far
	frontier int             // first object that has not left
	slots    map[int]*object // from frontier to entered
	ready    []int           // entered, not started, nothing to wait for; ascending
	active   int             // started, not finished
	turns    []int           // objects that wait for their turn; ascending
	lanes    map[string]int  // last object that holds a key
}

func newPass(number, total, limit int, enter func(int) *object, leave func(*object)) *pass {
	return &pass{
		number: number, total: total, limit: max(limit, 1), enter: enter, leave: leave,
		slots: make(map[int]*object), lanes: make(map[string]int),
	}
}

// pump starts objects as long as there is room. It returns when every started object waits for an answer.
func (p *pass) pump(stop bool) {
	for {
		p.takeTurns()
		p.flush()
		if p.active >= p.limit {
			return
		}
		switch {
		case len(p.ready) > 0 && !stop:
			i := p.ready[0]
			p.ready = p.ready[1:]
			p.active++
			o := p.slots[i]
			o.began = true
			o.start()
		case p.entered < p.total && p.entered < p.frontier+window && !stop:
			p.admit()
		default:
			return
		}
	}
}

// admit makes the next object and finds out whom it has to wait for.
func (p *pass) admit() {
	i := p.entered
	p.entered++
	o := p.enter(i)
	o.pass, o.index = p, i
	p.slots[i] = o
	for _, key := range o.lanes {
		if j, ok := p.lanes[key]; ok && j != i {
			if other := p.slots[j]; other != nil && !other.done && !slices.Contains(other.followers, i) {
				other.followers = append(other.followers, i)
				o.blockers++
			}
		}
		p.lanes[key] = i
	}
	if o.blockers == 0 {
		p.ready = append(p.ready, i)
	}
}

// finished is called by an object that has come to its end.
func (p *pass) finished(o *object) {
	p.active--
	for _, key := range o.lanes {
		if p.lanes[key] == o.index {
			delete(p.lanes, key)
		}
	}
	for _, i := range o.followers {
		f := p.slots[i]
		if f.blockers--; f.blockers == 0 {
			at, _ := slices.BinarySearch(p.ready, i)
			p.ready = slices.Insert(p.ready, at, i)
		}
	}
}

// takeTurns continues the objects whose turn has come: everything before them is settled.
func (p *pass) takeTurns() {
	for len(p.turns) > 0 {
		i := p.turns[0]
		for j := p.frontier; j < i; j++ {
			if o := p.slots[j]; o != nil && !o.settled {
				return
			}
		}
		p.turns = p.turns[1:]
		o := p.slots[i]
		then := o.turn
		o.turn = nil
		then()
	}
}

// flush lets the finished objects at the frontier leave.
func (p *pass) flush() {
	for {
		o, ok := p.slots[p.frontier]
		if !ok || !o.done {
			return
		}
		delete(p.slots, p.frontier)
		p.frontier++
		p.leave(o)
	}
}

// complete reports whether all objects have left.
func (p *pass) complete() bool { return p.frontier == p.total }

// drop gives up everything that has not begun or will get no answer, and lets what is finished leave in order.
func (p *pass) drop() {
	for i := p.frontier; i < p.entered; i++ {
		if o := p.slots[i]; o.done {
			p.leave(o)
		}
	}
	p.slots, p.ready, p.turns = nil, nil, nil
	p.frontier, p.entered = p.total, p.total
	p.active = 0
}
