package server_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/entrasim/entrasim/server"
)

// quickness is how often the first of two takes less time than the second, run in turn: 0 to 1. Two that do the same come near
// a half, whatever the machine does meanwhile.
func quickness(pairs int, first, second func()) float64 {
	timed := func(f func()) time.Duration {
		started := time.Now()
		f()
		return time.Since(started)
	}
	won := 0.0
	for i := range pairs {
		var a, b time.Duration
		if i%2 == 0 { // whoever comes second may find something warm
			a, b = timed(first), timed(second)
		} else {
			b, a = timed(second), timed(first)
		}
		switch {
		case a < b:
			won++
		case a == b:
			won += 0.5
		}
	}
	return won / float64(pairs)
}

// An id of another organisation cannot be told from one that nobody has by the time of the answer, on any route. That the
// measurement can tell is shown first, by a resource of one's own, which takes longer to find than none.
func TestForeignIDsTakeAsLongAsUnknownOnes(t *testing.T) {
	if testing.Short() {
		t.Skip("times say nothing under the race detector")
	}
	const pairs = 600
	for name, cfg := range stores(t) {
		if cfg.Memory {
			continue // so quick that finding something takes no longer than finding nothing
		}
		t.Run(name, func(t *testing.T) {
			srv := open(t, cfg)
			theirs, mine := newCaller(t, srv, "theirs", server.Change{}), newCaller(t, srv, "mine", server.Change{})
			var foreign, own []string
			for i := range 40 {
				foreign = append(foreign, theirs.user(fmt.Sprintf(`"userName":"u%d"`, i)))
				own = append(own, mine.user(fmt.Sprintf(`"userName":"v%d"`, i)))
			}
			foreign = append(foreign, theirs.create("/Groups", `{"displayName":"Theirs","members":[{"value":"`+foreign[0]+`"},{"value":"`+foreign[1]+`"}]}`))
			group := mine.create("/Groups", `{"displayName":"Mine","members":[{"value":"`+own[0]+`"}]}`)
			n := 0
			// Unknown ids have the form of real ones, and lie among them: a time first, then something random.
			of := func(ids []string, unknown bool, method, path, body string) func() {
				return func() {
					n++
					id := ids[n%len(ids)]
					changed := id[:len(id)-6] + fmt.Sprintf("%06x", n)
					if unknown {
						id = changed
					}
					mine.send(method, strings.ReplaceAll(path, "ID", id), strings.ReplaceAll(body, "ID", id), nil)
				}
			}
			if q := quickness(pairs, of(own, true, "GET", "/Users/ID", ""), of(own, false, "GET", "/Users/ID", "")); q < 0.8 {
				t.Fatalf("an unknown id is answered faster than a known one in %.0f%% of cases only: this measurement cannot tell anything", 100*q)
			}
			patch := `{"schemas":["urn:ietf:params:scim:api:messages:2.0:PatchOp"],"Operations":[`
			for _, r := range []struct{ method, path, body string }{
				{"GET", "/Users/ID", ""},
				{"GET", "/Groups/ID", ""},
				{"DELETE", "/Users/ID", ""},
				{"PUT", "/Users/ID", `{"schemas":["` + core + `"],"userName":"x"}`},
				{"PATCH", "/Users/ID", patch + `{"op":"replace","path":"title","value":"x"}]}`},
				{"GET", "/Users?filter=id+eq+%22ID%22", ""},
				{"GET", "/Groups?filter=members+eq+%22ID%22", ""},
				{"GET", "/Users?filter=groups+eq+%22ID%22", ""},
				{"POST", "/Groups", `{"displayName":"G","members":[{"value":"ID"}]}`},
				{"PATCH", "/Groups/" + group, patch + `{"op":"add","path":"members","value":[{"value":"ID"}]}]}`},
				{"PATCH", "/Groups/" + group, patch + `{"op":"remove","path":"members[value eq \"ID\"]"}]}`},
			} {
				q := quickness(pairs, of(foreign, false, r.method, r.path, r.body), of(foreign, true, r.method, r.path, r.body))
				if q < 0.3 || q > 0.7 {
					t.Errorf("%s %s: an id of another organisation is answered faster than one that nobody has in %.0f%% of cases, want about half", r.method, r.path, 100*q)
				}
			}
		})
	}
}

// A guess that is right but for its end takes as long as one that is wrong throughout: tokens are looked up and compared by hash.
func TestNearTokensTakeAsLongAsFarOnes(t *testing.T) {
	if testing.Short() {
		t.Skip("times say nothing under the race detector")
	}
	for name, cfg := range stores(t) {
		t.Run(name, func(t *testing.T) {
			srv := open(t, cfg)
			c := newCaller(t, srv, "tokens", server.Change{})
			raw, provider, _ := strings.Cut(c.token, ":")
			n := 0
			guess := func(right int) func() {
				return func() {
					n++
					wrong := []byte(raw)
					for i := right; i < len(wrong); i++ {
						wrong[i] = 'a' + (wrong[i]+byte(n))%26
					}
					wrong[len(wrong)-1] = '-'
					if w := (caller{t, srv, string(wrong) + ":" + provider}).send("GET", "/Users", "", nil); w.Code != 401 {
						t.Errorf("got %d %s, want 401", w.Code, w.Body)
					}
				}
			}
			if q := quickness(1000, guess(len(raw)-1), guess(0)); q < 0.3 || q > 0.7 {
				t.Errorf("a token that is right but for its end is refused faster than any other in %.0f%% of cases, want about half", 100*q)
			}
		})
	}
}
