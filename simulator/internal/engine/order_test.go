package engine_test

import (
	"fmt"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"github.com/entrasim/entrasim/simulator/internal/directory"
	"github.com/go-json-experiment/json"
)

// TestNameTakenOver: a user who takes over the name of a leaver waits until the leaver has given it up, even when the leaver's
// answers are the slowest.
func TestNameTakenOver(t *testing.T) {
	w := newWorld(t)
	ada := w.user("ada")
	w.user("bob")
	w.cycle()
	w.must(w.dir.SoftDelete(ada))
	w.user("ada")
	w.pick = func(n int) int { return n - 1 }
	w.cycle()
	w.want("log", w.seen, []string{"disable success", "create success"})
}

// TestNameOfTheDisabled: an account that was disabled before its user was deleted keeps its name (dial tombstone-disabled), so
// that a new user with that name has to wait for the purge.
func TestNameOfTheDisabled(t *testing.T) {
	for dial, want := range map[string][]string{
		"tombstone-disabled=off": {"other skipped AlreadyDisabled", "other failure DuplicateSourceEntries"},
		"tombstone-disabled=on":  {"update success", "create success"},
	} {
		w := newWorld(t)
		w.dial(dial)
		ada := w.user("ada")
		w.cycle()
		w.must(w.dir.Disable(ada))
		w.cycle()
		w.must(w.dir.SoftDelete(ada))
		w.user("ada")
		w.pick = func(n int) int { return n - 1 }
		w.cycle()
		w.want("log with "+dial, w.seen, want)
		if dial == "tombstone-disabled=on" {
			continue
		}
		w.must(w.dir.HardDelete(ada))
		for range 2 {
			w.cycle()
		}
		if len(w.target["Users"]) != 1 || len(w.state.Escrows) != 0 {
			t.Errorf("after the purge: target %v, escrows %v, want the new user alone", w.target["Users"], w.state.Escrows)
		}
	}
}

// TestTimingDoesNotMatter plays a random history twice: once one object at a time, once many at a time with the answers in
// random order. Log, requests and target must be the same.
func TestTimingDoesNotMatter(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		history := rapid.SliceOfN(rapid.IntRange(0, 1<<20), 1, 40).Draw(rt, "history")
		order := rapid.SliceOfN(rapid.IntRange(0, 1<<20), 1, 50).Draw(rt, "order")
		one, many := newWorld(t), newWorld(t)
		one.dial("concurrency=1", "late-references=next-cycle")
		many.dial("concurrency=16", "late-references=next-cycle")
		i := 0
		many.pick = func(n int) int { i++; return order[i%len(order)] % n }
		for start := 0; start < len(history); start += 10 {
			part := history[start:min(start+10, len(history))]
			for _, w := range []*world{one, many} {
				for _, h := range part {
					w.happen(h)
				}
				w.cycle()
			}
			if !slices.Equal(one.sent, many.sent) {
				rt.Fatalf("requests differ:\none  %q\nmany %q", one.sent, many.sent)
			}
			if a, b := lines(rt, one), lines(rt, many); a != b {
				rt.Fatalf("logs differ:\none  %s\nmany %s", a, b)
			}
		}
	})
}

func lines(rt *rapid.T, w *world) string {
	b, err := json.Marshal(w.logs)
	if err != nil {
		rt.Fatal(err)
	}
	return string(b)
}

// happen changes the directory, or the target behind the job's back; what is impossible does not happen.
func (w *world) happen(h int) {
	var ids []string
	for o := range w.dir.All("User") {
		ids = append(ids, o.ID())
	}
	var groups []string
	for o := range w.dir.All("Group") {
		groups = append(groups, o.ID())
	}
	kind, h := h%13, h/13
	if len(ids) == 0 {
		kind = 0
	}
	pick := func(n int) string { return ids[(h/(n+1))%len(ids)] }
	switch kind {
	case 0, 1:
		w.users++
		id := fmt.Sprintf("00000000-0000-4000-8000-%012d", w.users)
		if _, err := w.dir.AddUser(directory.User{ID: id, UserPrincipalName: fmt.Sprintf("u%d@x.example", w.users%11)}); err == nil {
			w.must(w.dir.Assign(id))
		}
	case 2:
		_ = w.dir.Rename(pick(0), fmt.Sprintf("u%d@x.example", h%7))
	case 3:
		_ = w.dir.Disable(pick(0))
	case 4:
		_ = w.dir.Enable(pick(0))
	case 5:
		_ = w.dir.SoftDelete(pick(0))
	case 6:
		_ = w.dir.Restore(pick(0))
	case 7:
		_ = w.dir.Unassign(pick(0))
	case 8:
		_ = w.dir.Assign(pick(0))
	case 9:
		_ = w.dir.SetManager(pick(0), pick(3))
	case 10:
		if id, err := w.dir.AddGroup(directory.Group{DisplayName: fmt.Sprintf("G%d", len(groups)), Members: []string{pick(0)}}); err == nil {
			w.must(w.dir.Assign(id))
		}
	case 11:
		if len(groups) > 0 {
			_ = w.dir.AddMember(groups[h%len(groups)], pick(1))
		}
	case 12:
		if len(groups) > 0 {
			_ = w.dir.RemoveMember(groups[h%len(groups)], pick(1))
		}
		// Accounts that are linked keep their name: what somebody else does to them is not for the engine to order.
		if id := fmt.Sprintf("found%d", h%5); w.target["Users"][id] == nil {
			w.put("Users", id, map[string]string{"userName": fmt.Sprintf("u%d@x.example", h%9)})
		}
	}
}
