package directory_test

import (
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"github.com/entrasim/entrasim/simulator/internal/directory"
)

// replica is kept up to date by the change feed alone: it reads an object only when the feed says that it changed, and only what
// the feed says has changed.
type replica map[string]*copied

type copied struct {
	attrs    string
	manager  string
	members  []string
	assigned bool
}

func (r replica) apply(d *directory.Directory, changes []directory.Change) {
	for _, c := range changes {
		if c.HardDeleted {
			delete(r, c.ID)
			continue
		}
		o, found := d.Object(c.ID)
		if !found {
			continue
		}
		if c.Added {
			r[c.ID] = &copied{}
		}
		mine := r[c.ID]
		if c.Added || c.Updated {
			mine.attrs = attributes(o)
		}
		if c.ManagerChanged {
			mine.manager = o.ManagerID()
		}
		if c.AssignmentChanged {
			mine.assigned = d.Assigned(c.ID)
		}
		mine.members = slices.DeleteFunc(mine.members, func(id string) bool { return slices.Contains(c.MembersRemoved, id) })
		mine.members = append(mine.members, c.MembersAdded...)
	}
}

// attributes writes down what an object has, apart from references.
func attributes(o directory.Object) string {
	var b strings.Builder
	for _, a := range directory.Attributes(o.Kind()) {
		if a.Type != directory.Reference {
			values, _ := o.Attr(a.Name)
			fmt.Fprintf(&b, "%s=%q ", a.Name, values)
		}
	}
	fmt.Fprint(&b, o.SoftDeleted(), o.DeletedAt())
	return b.String()
}

// world is a directory under random treatment, its replica, and what the test itself knows about assignments.
type world struct {
	d        *directory.Directory
	replica  replica
	mark     int64
	users    []string
	groups   []string
	assigned map[string]bool
}

func (w *world) pick(t *rapid.T, from []string) string {
	if len(from) == 0 {
		t.Skip("there is nothing to pick from")
	}
	return rapid.SampledFrom(from).Draw(t, "object")
}

// allow passes over refusals that are right: the recycle bin, names taken, objects purged before.
func allow(t *rapid.T, err error) bool {
	for _, fine := range []error{directory.ErrSoftDeleted, directory.ErrNotSoftDeleted, directory.ErrTaken, directory.ErrNotFound} {
		if errors.Is(err, fine) {
			return false
		}
	}
	if err != nil {
		t.Fatalf("unexpected error: %v", err)
	}
	return true
}

func (w *world) actions() map[string]func(*rapid.T) {
	d := w.d
	user := func(do func(string) error) func(*rapid.T) {
		return func(t *rapid.T) { allow(t, do(w.pick(t, w.users))) }
	}
	either := func(t *rapid.T) string { return w.pick(t, slices.Concat(w.users, w.groups)) }
	name := func(t *rapid.T) string {
		return fmt.Sprintf("user%d@tenant.example", rapid.IntRange(0, 12).Draw(t, "name"))
	}
	return map[string]func(*rapid.T){
		"add user": func(t *rapid.T) {
			id, err := d.AddUser(directory.User{UserPrincipalName: name(t), Disabled: rapid.Bool().Draw(t, "disabled")})
			if allow(t, err) {
				w.users = append(w.users, id)
			}
		},
		"add group": func(t *rapid.T) {
			id, err := d.AddGroup(directory.Group{DisplayName: rapid.SampledFrom([]string{"A", "B", "C"}).Draw(t, "name")})
			if allow(t, err) {
				w.groups = append(w.groups, id)
			}
		},
		"set": func(t *rapid.T) {
			values := rapid.SliceOfN(rapid.StringN(0, 8, -1), 0, 1).Draw(t, "values")
			allow(t, d.SetAttr(either(t), rapid.SampledFrom([]string{"mail", "extensionAttribute3"}).Draw(t, "attribute"), values...))
		},
		"rename":  func(t *rapid.T) { allow(t, d.Rename(w.pick(t, w.users), name(t))) },
		"enable":  user(d.Enable),
		"disable": user(d.Disable),
		"delete":  user(d.SoftDelete),
		"restore": user(d.Restore),
		"leave": func(t *rapid.T) {
			if id := w.pick(t, w.users); allow(t, d.Leave(id)) {
				w.assigned[id] = false
			}
		},
		"purge": func(t *rapid.T) { allow(t, d.HardDelete(either(t))) },
		"join": func(t *rapid.T) {
			group, member := w.pick(t, w.groups), either(t)
			if group != member {
				allow(t, d.AddMember(group, member))
			}
		},
		"quit":     func(t *rapid.T) { allow(t, d.RemoveMember(w.pick(t, w.groups), either(t))) },
		"unmanage": user(func(id string) error { return d.SetManager(id, "") }),
		"manage": func(t *rapid.T) {
			if id, boss := w.pick(t, w.users), w.pick(t, w.users); id != boss {
				allow(t, d.SetManager(id, boss))
			}
		},
		"assign": func(t *rapid.T) {
			if id := either(t); allow(t, d.Assign(id, rapid.SampledFrom([]string{"User", "Editor"}).Draw(t, "role"))) {
				w.assigned[id] = true
			}
		},
		"unassign": func(t *rapid.T) {
			if id := either(t); allow(t, d.Unassign(id)) {
				w.assigned[id] = false
			}
		},
		"wait": func(t *rapid.T) {
			if _, err := d.AdvanceTo(d.Now().Add(time.Duration(rapid.IntRange(1, 20).Draw(t, "days")) * 24 * time.Hour)); err != nil {
				t.Fatalf("advance: %v", err)
			}
		},
		"replicate": func(t *rapid.T) { w.replicate(t) },
	}
}

// replicate brings the replica up to date and compares it with everything there is.
func (w *world) replicate(t *rapid.T) {
	w.replica.apply(w.d, w.d.Changes(w.mark))
	w.mark = w.d.Watermark()
	left := maps.Clone(w.replica)
	for _, kind := range []directory.Kind{directory.KindUser, directory.KindGroup} {
		for o := range w.d.All(kind) {
			mine, found := left[o.ID()]
			if !found {
				t.Fatalf("the feed never mentioned %s %s", kind, o.DisplayName())
			}
			delete(left, o.ID())
			want := copied{attributes(o), o.ManagerID(), slices.Sorted(slices.Values(o.Members())), w.naivelyAssigned(o.ID())}
			got := copied{mine.attrs, mine.manager, slices.Sorted(slices.Values(mine.members)), mine.assigned}
			if fmt.Sprint(got) != fmt.Sprint(want) {
				t.Fatalf("by the feed alone %s %s is\n%+v, really it is\n%+v", kind, o.DisplayName(), got, want)
			}
			if w.d.Assigned(o.ID()) != want.assigned {
				t.Fatalf("Assigned(%s): got %v, want %v", o.DisplayName(), w.d.Assigned(o.ID()), want.assigned)
			}
		}
	}
	if len(left) > 0 {
		t.Fatalf("the feed never mentioned that %d objects are gone", len(left))
	}
}

// naivelyAssigned goes through all groups, from what the test did itself.
func (w *world) naivelyAssigned(id string) bool {
	if w.assigned[id] {
		return true
	}
	o, _ := w.d.Object(id)
	for g := range w.d.All(directory.KindGroup) {
		if o.Kind() == directory.KindUser && w.assigned[g.ID()] && slices.Contains(g.Members(), id) {
			return true
		}
	}
	return false
}

func newWorld() *world {
	return &world{d: directory.New(directory.Options{}), replica: replica{}, assigned: map[string]bool{}}
}

func TestTheFeedTellsEverything(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		w := newWorld()
		t.Repeat(w.actions())
		w.replicate(t)
		all := replica{}
		all.apply(w.d, w.d.Changes(0))
		if len(all) != len(w.replica) {
			t.Fatalf("since the beginning the feed tells of %d objects, in pieces of %d", len(all), len(w.replica))
		}
	})
}

func TestCloneIsIndependent(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		w := newWorld()
		t.Repeat(w.actions())
		original, mark := yaml(t, w.d), w.d.Watermark()
		other := *w
		other.d = w.d.Clone()
		if got := yaml(t, other.d); got != original {
			t.Fatalf("the clone differs\n%s\nfrom\n%s", got, original)
		}
		other.replica, other.assigned = replica{}, maps.Clone(w.assigned)
		other.mark = 0
		t.Repeat(other.actions())
		if got := yaml(t, w.d); got != original || w.d.Watermark() != mark {
			t.Fatalf("changes to the clone show in the original\n%s\nbefore\n%s", got, original)
		}
		clone := yaml(t, other.d)
		t.Repeat(w.actions())
		if got := yaml(t, other.d); got != clone {
			t.Fatalf("changes to the original show in the clone\n%s\nbefore\n%s", got, clone)
		}
	})
}

func TestWrittenDirectoriesLoadToTheSame(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		w := newWorld()
		t.Repeat(w.actions())
		first := yaml(t, w.d)
		second := parse(t, first)
		if got := yaml(t, second); got != first {
			t.Fatalf("written, loaded and written again:\n%s\nwas\n%s", got, first)
		}
		for _, days := range []int{15, 31} {
			later := w.d.Now().AddDate(0, 0, days)
			_, err := w.d.AdvanceTo(later)
			_, err2 := second.AdvanceTo(later)
			ok(t, errors.Join(err, err2))
			if a, b := yaml(t, w.d), yaml(t, second); a != b {
				t.Fatalf("%d days later the loaded one is\n%s\nthe original\n%s", days, b, a)
			}
		}
	})
}
