package defect_test

import (
	"context"
	"fmt"
	"net/http"
	"net/http/httptest"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/entrasim/entrasim/server/internal/defect"
)

// shown holds the defects that the language of acts cannot show: those of time, of chance, of size and of concurrency.
var shown = map[string]func(t *testing.T, registry *defect.Registry){
	"answers-late":            waits("answers-late", step{method: "GET", target: "/Users"}, 3*time.Second, 3*time.Second),
	"group-list-slow":         waits("group-list-slow", step{method: "GET", target: "/Groups"}, 2*time.Second, 2*time.Second),
	"body-slow":               waits("body-slow", step{method: "GET", target: "/Users"}, 200*time.Millisecond, 2*time.Second),
	"latency-varies":          waits("latency-varies", step{method: "GET", target: "/Users"}, 5*time.Millisecond, 2*time.Second),
	"writes-slow":             waits("writes-slow", step{method: "POST", target: "/Users", body: `{user "userName":"ada"}`}, 500*time.Millisecond, 2*time.Second),
	"hangs":                   hangs,
	"down-later":              downLater,
	"fails-at-random":         atRandom("fails-at-random", "500", 60, 140),
	"throttled-at-random":     atRandom("throttled-at-random", "429", 120, 280),
	"large-group-truncated":   largeGroup,
	"concurrent-members-lost": membersLost,
}

// waits shows a defect that answers as it should, only later; control requests of another method and path come at once.
func waits(name string, s step, least, most time.Duration) func(*testing.T, *defect.Registry) {
	return func(t *testing.T, registry *defect.Registry) {
		right, wrong := newTarget(t, registry, nil), newTarget(t, registry, []string{name})
		r, w := right.send(s, nil), wrong.send(s, nil)
		// What comes in pieces is chunked by HTTP when its length is not known, which is no matter of the defect.
		if r.text() != w.text() {
			t.Errorf("%s: the answer must be that of a correct server\ngot %s\nwant %s", name, w, r)
		}
		if got := time.Duration(wrong.slept.Load()); got < least || got > most {
			t.Errorf("%s: waited %s, want %s to %s", name, got, least, most)
		}
		if right.slept.Load() != 0 {
			t.Errorf("a correct server waited")
		}
	}
}

// hangs waits for an hour, every eighth time, and is given up when the client goes.
func hangs(t *testing.T, registry *defect.Registry) {
	tg := newTarget(t, registry, []string{"hangs"})
	for i := 1; i <= 8; i++ {
		before := tg.slept.Load()
		if a := tg.send(step{method: "GET", target: "/Users"}, nil); a.status != "200" {
			t.Errorf("request %d: got %s", i, a)
		}
		if hung := tg.slept.Load()-before == int64(time.Hour); hung != (i == 8) {
			t.Errorf("request %d: hung %t, want %t", i, hung, i == 8)
		}
	}
	env := tg.env()
	env.Sleep = func(ctx context.Context, _ time.Duration) error { return context.Canceled }
	wrap, err := registry.Compile([]string{"hangs"}, env)
	if err != nil {
		t.Fatalf("compile: %v", err)
	}
	calls := 0
	handler := wrap(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) { calls++ }))
	for i := 1; i <= 8; i++ {
		func() {
			defer func() {
				if v := recover(); (v == http.ErrAbortHandler) != (i == 8) {
					t.Errorf("request %d of a client that goes: recovered %v", i, v)
				}
			}()
			handler.ServeHTTP(httptest.NewRecorder(), httptest.NewRequest(http.MethodGet, "/scim/v2/Users", nil))
		}()
	}
	if calls != 7 {
		t.Errorf("%d requests reached the handler, want 7: the one whose client has gone must not", calls)
	}
}

func downLater(t *testing.T, registry *defect.Registry) {
	tg := newTarget(t, registry, []string{"down-later"})
	for i := 1; i <= 25; i++ {
		want := "200"
		if i > 20 {
			want = "500"
		}
		if a := tg.send(step{method: "GET", target: "/Users"}, nil); a.status != want {
			t.Errorf("request %d: got status %s, want %s", i, a.status, want)
		}
	}
}

// atRandom shows a defect of chance: about as often as it says among 1,000, and the same ones with the same seed.
func atRandom(name, status string, least, most int) func(*testing.T, *defect.Registry) {
	return func(t *testing.T, registry *defect.Registry) {
		ok := http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(http.StatusOK) })
		run := func(seed uint64) string {
			env := (&target{}).env()
			env.Seed = seed
			wrap, err := registry.Compile([]string{name}, env)
			if err != nil {
				t.Fatalf("compile: %v", err)
			}
			handler := wrap(ok)
			var b strings.Builder
			for range 1000 {
				rec := httptest.NewRecorder()
				handler.ServeHTTP(rec, httptest.NewRequest(http.MethodGet, "/scim/v2/Users", nil))
				b.WriteString(strconv.Itoa(rec.Code) + " ")
			}
			return b.String()
		}
		first := run(1)
		if n := strings.Count(first, status); n < least || n > most {
			t.Errorf("%s: %d of 1,000 requests answered %s, want %d to %d", name, n, status, least, most)
		}
		if first != run(1) {
			t.Errorf("%s: the same seed must fail the same requests", name)
		}
		if first == run(2) {
			t.Errorf("%s: another seed must fail other requests", name)
		}
	}
}

// populated makes users and a group of the first n of them; it returns the ids of the users and the group.
func populated(tg *target, users, n int) (ids []string, group string) {
	for i := range users {
		a := tg.send(step{method: "POST", target: "/Users", body: fmt.Sprintf(`{user "userName":"u%03d"}`, i)}, nil)
		ids = append(ids, idIn(a.body))
	}
	members := make([]string, n)
	for i := range n {
		members[i] = `{"value":"` + ids[i] + `"}`
	}
	a := tg.send(step{method: "POST", target: "/Groups", body: `{group "displayName":"Optics","members":[` + strings.Join(members, ",") + `]}`}, nil)
	return ids, idIn(a.body)
}

func (tg *target) add(group, member string) answer {
	body := `{ops [{"op":"Add","path":"members","value":[{"value":"` + member + `"}]}]}`
	return tg.send(step{method: "PATCH", target: "/Groups/" + group, body: body}, nil)
}

func (tg *target) memberCount(group string) int {
	return strings.Count(tg.send(step{method: "GET", target: "/Groups/" + group}, nil).body, `"value":`)
}

// #63: adding a member to a group of 150 keeps 151.
func largeGroup(t *testing.T, registry *defect.Registry) {
	for _, test := range []struct {
		names        []string
		before, want int
	}{{nil, 150, 151}, {[]string{"large-group-truncated"}, 150, 100}, {[]string{"large-group-truncated"}, 10, 11}} {
		tg := newTarget(t, registry, test.names)
		ids, group := populated(tg, test.before+1, test.before)
		if a := tg.add(group, ids[test.before]); a.status != "204" {
			t.Fatalf("add a member: %s", a)
		}
		if got := tg.memberCount(group); got != test.want {
			t.Errorf("with %v, a group of %d has %d members after an add, want %d", test.names, test.before, got, test.want)
		}
	}
}

// #19: parallel single-member adds. The sleep between read and write ends when all have read, so that each overwrites the
// others.
func membersLost(t *testing.T, registry *defect.Registry) {
	const writers = 8
	for _, test := range []struct {
		names []string
		want  int
	}{{nil, writers}, {[]string{"concurrent-members-lost"}, 1}} {
		tg := newTarget(t, registry, test.names)
		ids, group := populated(tg, writers, 0)
		var reading sync.WaitGroup
		reading.Add(writers)
		meet := func() {
			reading.Done()
			reading.Wait()
		}
		tg.onSleep.Store(&meet)
		var done sync.WaitGroup
		for _, id := range ids {
			done.Go(func() {
				if a := tg.add(group, id); a.status != "204" {
					t.Errorf("add a member: %s", a)
				}
			})
		}
		done.Wait()
		if got := tg.memberCount(group); got != test.want {
			t.Errorf("with %v, %d concurrent adds end with %d members, want %d", test.names, writers, got, test.want)
		}
	}
}
