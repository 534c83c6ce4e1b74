package history

import (
	"fmt"
	"math/bits"
	"time"

	"pgregory.net/rapid"

	"github.com/entrasim/entrasim/simulator/internal/directory"
)

// Profile says what may happen in a history besides changes of the directory.
type Profile struct {
	Groups     bool
	Faults     bool // answers that go wrong
	Kills      bool
	Restarts   bool // also changes of filters
	Concurrent bool // several objects at a time; not together with faults and kills, which count requests
	Length     int  // steps at most; 0 means 20
}

// drawer makes a history. It plays the changes on a directory of its own, so that only possible ones are drawn.
type drawer struct {
	t       *rapid.T
	profile Profile
	dir     *directory.Directory
	users   []drawn
	groups  []drawn
	names   int
	steps   []Step
	spent   time.Duration
}

// drawn is an object by what the script calls it.
type drawn struct{ id, name string }

// Draw makes a history.
func Draw(t *rapid.T, p Profile) History {
	d := &drawer{t: t, profile: p, dir: directory.New(directory.Options{})}
	h := History{Setup: d.setup()}
	for range 1 + d.below(4, "users") {
		d.joiner()
	}
	if p.Groups {
		for range d.below(3, "groups") {
			d.team()
		}
	}
	if p.Length == 0 {
		p.Length = 20
	}
	for range d.below(p.Length, "steps") {
		d.step()
	}
	h.Steps = d.steps
	return h
}

// below draws a number from 0 to n-1. It does so by single bits, because rapid's own ranges prefer small numbers.
func (d *drawer) below(n int, label string) int {
	number := 0
	for range bits.Len(uint(n)) + 2 {
		number *= 2
		if rapid.Bool().Draw(d.t, label) {
			number++
		}
	}
	return number % n
}

// one draws an element.
func one[T any](d *drawer, list []T, label string) T { return list[d.below(len(list), label)] }

func (d *drawer) flip(label string) bool { return rapid.Bool().Draw(d.t, label) }

// rarely is true once in four times, and shrinks to false.
func (d *drawer) rarely(label string) bool { return d.below(4, label) == 3 }

func (d *drawer) setup() Setup {
	s := Setup{
		Flag: d.flip("flag"), SyncAll: d.rarely("sync all"), SkipOutOfScope: d.rarely("skip out of scope"), LateReferences: !d.rarely("restart for references"),
		KeepUsers: d.rarely("keep users"), MembersPerPatch: []int{0, 0, 2, 100}[d.below(4, "members per patch")],
		Strangers: d.below(3, "strangers"),
	}
	if d.profile.Groups {
		s.KeepGroups, s.GroupsOff = d.rarely("keep groups"), d.rarely("groups off")
	}
	if d.rarely("threshold") {
		s.Threshold = 1
	}
	if d.profile.Concurrent {
		s.Concurrency = 2 + d.below(4, "concurrency")
	}
	if d.flip("edited") {
		s.Edits = append(s.Edits, one(d, edits, "edit"))
	}
	for n := range d.below(3, "known") {
		s.Known = append(s.Known, fmt.Sprintf("u%d@tenant.example", n+1))
	}
	return s
}

// step draws what happens next: mostly changes, then a cycle.
func (d *drawer) step() {
	switch n := d.below(20, "step"); {
	case n < 6:
		d.cycle()
	case n == 18 && d.profile.Faults:
		d.fault()
	case n == 17 && d.profile.Faults:
		d.line("fault off")
	case n == 16 && d.profile.Kills:
		d.line("kill %d", 1+d.below(40, "last step"))
	case n == 15 && d.profile.Kills:
		d.line("resume")
	case n == 14 && d.profile.Restarts:
		d.steps = append(d.steps, Step{Line: "restart", note: (*checker).restarted})
	case n == 13 && d.profile.Restarts:
		d.filter()
	case n == 12:
		d.pass(time.Duration(1+d.below(5, "hours")) * 5 * time.Hour)
	case n == 11 && d.profile.Groups:
		d.team()
	case n == 10:
		d.joiner()
	case n >= 7 && n < 10 && d.profile.Groups && len(d.groups) > 0:
		d.groupChange()
	default:
		d.userChange()
	}
}

func (d *drawer) line(format string, args ...any) {
	d.steps = append(d.steps, Step{Line: fmt.Sprintf(format, args...)})
}

func (d *drawer) cycle() {
	d.line("run 40m")
	d.spend(40 * time.Minute)
}

// most is how much time a history takes at most. Nobody is purged by time in it, and no failure is given up (28 days).
const most = 20 * 24 * time.Hour

// pass lets time pass.
func (d *drawer) pass(t time.Duration) {
	if d.spent+t > most {
		return
	}
	d.line("advance %dh", int(t.Hours()))
	d.spend(t)
}

func (d *drawer) spend(t time.Duration) { d.spent += t }

// change draws a change of the directory; what is impossible is left out.
func (d *drawer) change(format string, args ...any) bool {
	text := fmt.Sprintf(format, args...)
	a, err := directory.ParseAction("history", text)
	if err != nil {
		d.t.Fatalf("draw a change: %v", err)
	}
	if d.dir.Do(a) != nil {
		return false
	}
	d.line("change %s", text)
	return true
}

// filter changes a scoping filter, which restarts the job.
func (d *drawer) filter() {
	kind, list := "user", userFilters
	if d.profile.Groups && d.flip("of groups") {
		kind, list = "group", groupFilters
	}
	f := one(d, list, "filter")
	d.steps = append(d.steps, Step{Line: "filter " + kind + " none", note: func(c *checker) {
		c.restarted()
		if kind == "user" {
			c.users = f
		} else {
			c.groups = f
		}
	}})
	for _, l := range f.Lines {
		d.line("%s", l)
	}
}
