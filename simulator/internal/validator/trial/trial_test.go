package trial_test

import (
	"context"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/entrasim/entrasim/simulator/internal/validator/resource"
	"github.com/entrasim/entrasim/simulator/internal/validator/trial"
	"github.com/entrasim/entrasim/simulator/internal/validator/wire"
)

// TestVerdicts: two opinions make one verdict.
func TestVerdicts(t *testing.T) {
	for name, tt := range map[string]struct {
		run      func(*trial.T)
		verdict  trial.Verdict
		tool     trial.Outcome
		rfc      trial.Outcome
		sentence string
	}{
		"nothing asked":        {func(*trial.T) {}, trial.OK, trial.Passed, trial.Unasked, "holds"},
		"both content":         {func(t *trial.T) { t.Both(true, "§1", "a", "x") }, trial.OK, trial.Passed, trial.Passed, "holds"},
		"both not":             {func(t *trial.T) { t.Both(false, "§1", "a", "x") }, trial.Bad, trial.Failed, trial.Failed, "a; got x"},
		"tool alone":           {func(t *trial.T) { t.Asks(false, "a", "") }, trial.Bad, trial.Failed, trial.Unasked, "a"},
		"tool wrong":           {func(t *trial.T) { t.Differ(false, true, "§1", "a", "x", "why") }, trial.FalseAlarm, trial.Failed, trial.Passed, "the validator says fail, the RFC says fine: a; got x (why)"},
		"tool wrong and right": {func(t *trial.T) { t.Differ(false, true, "§1", "a", "x", "why"); t.Asks(false, "b", "y") }, trial.Bad, trial.Failed, trial.Passed, "a; got x (why) (and 1 more)"},
		"tool blind":           {func(t *trial.T) { t.Blind(false, "§1", "a", "x") }, trial.Unseen, trial.Passed, trial.Failed, "the validator says fine, the RFC does not: a; got x"},
		"wrong and blind":      {func(t *trial.T) { t.Differ(false, true, "§1", "a", "", ""); t.Blind(false, "§1", "b", "") }, trial.Bad, trial.Failed, trial.Failed, "a"},
		"skipped":              {func(t *trial.T) { t.Both(true, "§1", "a", ""); t.Skip("no time") }, trial.Skipped, trial.Unasked, trial.Unasked, "no time"},
		"tenant":               {func(t *trial.T) { t.Tenant("no tenant", "GET /") }, trial.NeedsTenant, trial.Unasked, trial.Unasked, "no tenant"},
	} {
		t.Run(name, func(t *testing.T) {
			test := trial.Test{ID: "X", Tool: trial.Validator, Run: tt.run}
			r, err := trial.Execute(t.Context(), &trial.Env{Ledger: new(trial.Ledger)}, test)
			if err != nil {
				t.Fatal(err)
			}
			if r.Verdict != tt.verdict || r.Tool != tt.tool || r.RFC != tt.rfc || !strings.Contains(r.Summary, tt.sentence) {
				t.Errorf("got %s (tool %s, RFC %s): %s\nwant %s (tool %s, RFC %s): %s", r.Verdict, r.Tool, r.RFC, r.Summary, tt.verdict, tt.tool, tt.rfc, tt.sentence)
			}
			if ran := tt.verdict != trial.Skipped && tt.verdict != trial.NeedsTenant; r.Verdict.Ran() != ran {
				t.Errorf("%s counts as carried out: %v", r.Verdict, r.Verdict.Ran())
			}
		})
	}
}

// TestLedger: only what carries our name is removed, whatever an endpoint answers to a lookup.
func TestLedger(t *testing.T) {
	var deleted []string
	srv := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		switch {
		case r.Method == http.MethodDelete && strings.HasSuffix(r.URL.Path, "/stuck"):
			w.WriteHeader(http.StatusConflict)
		case r.Method == http.MethodDelete:
			deleted = append(deleted, r.URL.Path)
			w.WriteHeader(http.StatusNotFound) // gone already is as good
		default: // a filter that is ignored
			_, _ = w.Write(resource.Encode(resource.Object{{Name: "Resources", Value: []any{
				resource.Object{{Name: "id", Value: "1"}, {Name: "userName", Value: "a stranger"}},
				resource.Object{{Name: "id", Value: "2"}, {Name: "userName", Value: "ours"}},
			}}}))
		}
	}))
	defer srv.Close()
	client, err := wire.New(wire.Config{TenantURL: srv.URL + "/scim", Token: "ledger-token"})
	if err != nil {
		t.Fatal(err)
	}
	defer client.Close()
	var l trial.Ledger
	l.Enter(trial.Users, "userName", "ours") // the answer was lost
	l.Enter(trial.GroupsEnd, "displayName", "crew").ID = "g"
	l.Enter(trial.Users, "userName", "fast").ID = "stuck"
	l.Enter(trial.Users, "userName", "struck").ID = "gone"
	l.Strike(trial.Users, "gone")
	exchanges := l.Clear(context.Background(), client, wire.Validator)
	if got := strings.Join(deleted, " "); got != "/scim/Groups/g /scim/Users/2" {
		t.Errorf("deleted: got %s, want the group and our user, last first", got)
	}
	left := l.Left()
	if len(left) != 1 || left[0].ID != "stuck" || !strings.Contains(left[0].Problem, "409") || len(exchanges) != 4 {
		t.Errorf("left: got %+v after %d requests, want the one that is stuck after 4", left, len(exchanges))
	}
}
