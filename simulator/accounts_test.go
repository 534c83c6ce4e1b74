package simulator_test

import (
	"errors"
	"fmt"
	"net/http"
	"strconv"
	"strings"
	"testing"

	"github.com/entrasim/entrasim/simulator"
)

// paged answers listings of users with the accounts of a target, in pages. broken says what is wrong with it.
func paged(accounts []string, broken string) func(http.ResponseWriter, *http.Request, string) bool {
	return func(rw http.ResponseWriter, r *http.Request, _ string) bool {
		q := r.URL.Query()
		if !q.Has("startIndex") {
			return false
		}
		start, _ := strconv.Atoi(q.Get("startIndex"))
		count, _ := strconv.Atoi(q.Get("count"))
		total := len(accounts)
		switch broken {
		case "startIndex ignored":
			start = 1
		case "totalResults of the page":
			total = min(count, 7)
		}
		var page []string
		for i := start - 1; i < len(accounts) && len(page) < min(count, 100); i++ {
			page = append(page, fmt.Sprintf(`{"id":"t%d","userName":%q}`, i, accounts[i]))
		}
		rw.Header().Set("Content-Type", "application/scim+json")
		fmt.Fprintf(rw, `{"schemas":["urn:ietf:params:scim:api:messages:2.0:ListResponse"],"totalResults":%d,"startIndex":%d,"itemsPerPage":%d,"Resources":[%s]}`,
			total, start, len(page), strings.Join(page, ","))
		return true
	}
}

// TestDiscoverAccounts: all pages are read, and every account is local, unassigned or assigned (engine §4.3).
func TestDiscoverAccounts(t *testing.T) {
	dir, _ := people(t, 3)
	spare, err := dir.AddUser(simulator.User{UserPrincipalName: "spare@x.example", DisplayName: "Spare"})
	if err != nil {
		t.Fatal(err)
	}
	var accounts []string
	for i := range 204 {
		accounts = append(accounts, fmt.Sprintf("local%03d@x.example", i))
	}
	accounts = append(accounts, "U0@X.example", "spare@x.example", "u0@x.example")
	w := newWorld(t, dir, nil)
	w.target.Before = paged(accounts, "")
	r, err := w.sim.DiscoverAccounts(t.Context())
	w.must(err)
	if r.Pages != 3 || r.Local != 204 || r.Unassigned != 1 || r.Assigned != 2 {
		t.Errorf("got %d pages, %d local, %d unassigned, %d assigned; want 3, 204, 1, 2", r.Pages, r.Local, r.Unassigned, r.Assigned)
	}
	if got := strings.Join(r.Missing, " "); got != "u1@x.example u2@x.example" {
		t.Errorf("assigned users without an account: got %q, want u1 and u2", got)
	}
	last := r.Accounts[len(r.Accounts)-3:]
	if last[0].OwnerID != spare || last[0].Class != simulator.UnassignedAccount || last[1].Repeated || !last[2].Repeated || last[2].Owner != "u0@x.example" {
		t.Errorf("got %+v, want the account of the spare user, and two of the same assigned one", last)
	}
}

// TestDiscoverAccountsNeedsPaging: an endpoint that cannot page is told apart from an empty one.
func TestDiscoverAccountsNeedsPaging(t *testing.T) {
	var accounts []string
	for i := range 300 {
		accounts = append(accounts, fmt.Sprintf("a%03d", i))
	}
	for broken, want := range map[string]string{"startIndex ignored": "the same accounts", "totalResults of the page": "more accounts than its totalResults"} {
		t.Run(broken, func(t *testing.T) {
			dir, _ := people(t, 1)
			w := newWorld(t, dir, nil)
			w.target.Before = paged(accounts, broken)
			var failed *simulator.AccountsError
			if _, err := w.sim.DiscoverAccounts(t.Context()); !errors.As(err, &failed) || !strings.Contains(err.Error(), want) || failed.Hint() == "" {
				t.Errorf("got %v, want an error with a hint that says %q", err, want)
			}
		})
	}
}

// TestDiscoverAccountsNeedsADirectMapping: nothing is evaluated, so an expression cannot be compared (DISC).
func TestDiscoverAccountsNeedsADirectMapping(t *testing.T) {
	dir, _ := people(t, 1)
	path := mappingFile(t, func(users map[string]any) {
		for _, m := range users["attributeMappings"].([]any) {
			if m := m.(map[string]any); m["targetAttributeName"] == "userName" {
				m["source"] = from(`ToLower([userPrincipalName], )`)
			}
		}
	})
	w := newWorld(t, dir, func(cfg *simulator.Config) { cfg.Mapping = path })
	var failed *simulator.AccountsError
	if _, err := w.sim.DiscoverAccounts(t.Context()); !errors.As(err, &failed) || !strings.Contains(err.Error(), "ToLower") {
		t.Errorf("got %v, want an error that names the expression", err)
	}
}
