package ledger_test

import (
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/entrasim/entrasim/ci/ledger"
)

// target answers the writes of the test and lists what it is told to.
func target(t *testing.T, users, groups, group string) string {
	t.Helper()
	mux := http.NewServeMux()
	answer := func(status int, body string) http.HandlerFunc {
		return func(w http.ResponseWriter, _ *http.Request) {
			w.WriteHeader(status)
			_, _ = io.WriteString(w, body)
		}
	}
	mux.HandleFunc("POST /scim/Users", answer(http.StatusCreated, `{"id":"u1","userName":"ada"}`))
	mux.HandleFunc("POST /scim/Groups", answer(http.StatusCreated, `{"id":"g1","displayName":"Optics"}`))
	mux.HandleFunc("PATCH /scim/Groups/g1", answer(http.StatusNoContent, ""))
	mux.HandleFunc("PATCH /scim/Groups/g2", answer(http.StatusServiceUnavailable, ""))
	mux.HandleFunc("GET /scim/Users", answer(http.StatusOK, users))
	mux.HandleFunc("GET /scim/Groups", answer(http.StatusOK, groups))
	mux.HandleFunc("GET /scim/Groups/g1", answer(http.StatusOK, group))
	srv := httptest.NewServer(mux)
	t.Cleanup(srv.Close)
	return srv.URL + "/scim"
}

func send(t *testing.T, l *ledger.Ledger, method, url, body string) {
	t.Helper()
	req, err := http.NewRequestWithContext(t.Context(), method, url, strings.NewReader(body))
	if err != nil {
		t.Fatal(err)
	}
	res, err := (&http.Client{Transport: l}).Do(req)
	if err != nil {
		t.Fatal(err)
	}
	res.Body.Close()
}

func list(resources string) string {
	return `{"totalResults":` + string('0'+rune(strings.Count(resources, `"id"`))) + `,"Resources":[` + resources + `]}`
}

func TestCheck(t *testing.T) {
	ada, optics := `{"id":"u1","userName":"ada"}`, `{"id":"g1","displayName":"Optics"}`
	for name, c := range map[string]struct{ users, groups, group, want string }{
		"all there":     {ada, optics, `{"id":"g1","members":[{"value":"u1"},{"value":"u2"}]}`, ""},
		"user gone":     {"", optics, `{"id":"g1","members":[{"value":"u1"},{"value":"u2"}]}`, "Users/u1 (ada) was acknowledged and is gone"},
		"other name":    {`{"id":"u1","userName":"bob"}`, optics, `{"id":"g1","members":[{"value":"u1"},{"value":"u2"}]}`, "Users/u1 was acknowledged as ada and is bob"},
		"user twice":    {ada + `,{"id":"u9","userName":"ADA"}`, optics, `{"id":"g1","members":[{"value":"u1"},{"value":"u2"}]}`, "ada is there twice"},
		"member gone":   {ada, optics, `{"id":"g1","members":[{"value":"u1"}]}`, "Groups/g1: member u2 was acknowledged and is gone"},
		"member twice":  {ada, optics, `{"id":"g1","members":[{"value":"u1"},{"value":"u1"},{"value":"u2"}]}`, "Groups/g1 has member u1 twice"},
		"list cut off":  {"", optics, "", "only 0 are listed"},
		"not even JSON": {"<html>", optics, "", "read /Users"},
	} {
		t.Run(name, func(t *testing.T) {
			users := list(c.users)
			switch name {
			case "list cut off":
				users = `{"totalResults":1,"Resources":[]}`
			case "not even JSON":
				users = c.users
			}
			base := target(t, users, list(c.groups), c.group)
			var l ledger.Ledger
			send(t, &l, http.MethodPost, base+"/Users", `{"userName":"ada"}`)
			send(t, &l, http.MethodPost, base+"/Groups", `{"displayName":"Optics","members":[{"value":"u1"}]}`)
			send(t, &l, http.MethodPatch, base+"/Groups/g1", `{"Operations":[{"op":"Add","path":"members","value":[{"value":"u2"}]}]}`)
			send(t, &l, http.MethodPatch, base+"/Groups/g2", `{"Operations":[{"op":"Add","path":"members","value":[{"value":"u2"}]}]}`)
			held, err := l.Check(t.Context(), base, "secret")
			if c.want == "" {
				if err != nil || held != (ledger.Holdings{Users: 1, Groups: 1}) || l.Writes() != 3 {
					t.Errorf("got %+v, %d writes, error %v; want one user, one group, 3 acknowledged writes, no error", held, l.Writes(), err)
				}
				return
			}
			if err == nil || !strings.Contains(err.Error(), c.want) {
				t.Errorf("got error %v, want one with %q", err, c.want)
			}
		})
	}
}

func TestAfterStrikesOnce(t *testing.T) {
	base := target(t, "", "", "")
	var l ledger.Ledger
	struck := 0
	l.After(2, func() { struck++ })
	for want := range 4 {
		if got := min(want/2, 1); struck != got {
			t.Errorf("after %d writes: struck %d times, want %d", want, struck, got)
		}
		send(t, &l, http.MethodPost, base+"/Users", `{}`)
	}
	if l.Disarm() {
		t.Error("Disarm says that it had not struck")
	}
	l.After(1, func() { struck++ })
	if !l.Disarm() {
		t.Error("Disarm says that it had struck")
	}
	send(t, &l, http.MethodPost, base+"/Users", `{}`)
	if struck != 1 {
		t.Errorf("struck %d times, want once", struck)
	}
}
