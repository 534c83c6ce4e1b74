package history_test

import (
	"net/http"
	"strings"
	"testing"

	"github.com/entrasim/entrasim/simulator/internal/history"
)

// lines makes a history by hand.
func lines(setup history.Setup, text string) history.History {
	h := history.History{Setup: setup}
	for line := range strings.Lines(strings.TrimSpace(text)) {
		h.Steps = append(h.Steps, history.Step{Line: strings.TrimSpace(line)})
	}
	return h
}

const (
	someone = `
change joiner: {userPrincipalName: u1@tenant.example, displayName: User 1}
change assign: {user: u1@tenant.example}`
	renamed  = "\nchange rename: {user: u1@tenant.example, to: u1b@tenant.example}"
	purged   = "\nchange delete: u1b@tenant.example\nchange purge: u1b@tenant.example\nrun 40m"
	unheard  = "\nfault 1st create answer 503 delivered\nrun 40m\nfault off"
	unlooked = "\nfault 1st lookup answer 503\nrun 40m\nfault off"
	inCrew   = "\nchange add-group: {displayName: Crew, members: [u1@tenant.example]}\nchange assign: {group: Crew}"
)

// TestStrays: an account that the job cannot know of is excused, and nothing beside it: each excuse is shown to be needed by a history
// that is as it should be, and to be no wider by an endpoint that lies in the very same history.
func TestStrays(t *testing.T) {
	known := history.Setup{Known: []string{"u1@tenant.example"}}
	keeps := func(method, word string) liar {
		return func(m, _, body string) bool { return m == method && strings.Contains(body, word) }
	}
	for name, tt := range map[string]struct {
		setup history.Setup
		text  string
		lie   liar
		want  string // part of the finding; "" when all is well
	}{
		"create not acknowledged":                       {text: someone + unheard},
		"create not acknowledged, then renamed":         {text: someone + unheard + renamed},
		"and then purged":                               {text: someone + unheard + renamed + "\nrun 40m" + purged},
		"lookup failed, then renamed":                   {setup: known, text: someone + unlooked + renamed},
		"lookup failed, then renamed and purged":        {setup: known, text: someone + unlooked + renamed + "\nrun 40m" + purged},
		"a stray of a member":                           {text: someone + inCrew + unheard + renamed},
		"the account the job knows survives the purge":  {text: someone + unheard + renamed + "\nrun 40m" + purged, lie: keeps(http.MethodDelete, ""), want: "has been purged and the account is still there"},
		"a purged user without a stray":                 {text: someone + renamed + "\nrun 40m" + purged, lie: keeps(http.MethodDelete, ""), want: "has been purged and the account is still there"},
		"the account the job knows is not in the group": {text: someone + inCrew + unheard + renamed, lie: keeps(http.MethodPatch, `"members"`), want: "is missing"},
		"the account the job knows keeps its values":    {text: someone + unheard + renamed + "\nrun 40m\nchange set: {user: u1b@tenant.example, attributes: {jobTitle: Mate}}", lie: keeps(http.MethodPatch, `"title"`), want: "title of"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			e := new(history.Endpoint)
			if tt.lie != nil {
				e.Around = tt.lie.around
			}
			f, err := lines(tt.setup, tt.text).Play(t.Context(), e)
			switch {
			case err != nil:
				t.Fatal(err)
			case tt.want == "" && f != nil:
				t.Errorf("got %s, want that nothing is found", f)
			case tt.want != "" && (f == nil || !strings.Contains(f.String(), tt.want)):
				t.Errorf("got %v, want a finding with %q", f, tt.want)
			}
		})
	}
}
