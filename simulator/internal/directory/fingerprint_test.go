package directory_test

import (
	"strings"
	"testing"
	"time"

	"github.com/entrasim/entrasim/simulator/internal/directory"
)

const marked = `
users:
  - userPrincipalName: ada@yard.example
    displayName: Ada
  - userPrincipalName: bob@yard.example
    manager: ada@yard.example
groups:
  - displayName: Crew
    members: [ada@yard.example, bob@yard.example]
assignments:
  - group: Crew
changes:
  - at: +1h
    disable: bob@yard.example
  - at: +3h
    delete: bob@yard.example
`

// TestHolds: a file that is loaded again and played to the time of the mark holds it, unless what happened until then was
// edited.
func TestHolds(t *testing.T) {
	d := parse(t, marked)
	advance(t, d, 2*time.Hour)
	mark := d.Mark()
	for name, tt := range map[string]struct {
		old, new string
		want     bool
	}{
		"nothing edited":             {"", "", true},
		"a comment":                  {"users:", "# the yard\nusers:", true},
		"a change yet to come":       {"+3h", "+4h", true},
		"a value":                    {"displayName: Ada", "displayName: Ava", false},
		"a new attribute":            {"displayName: Ada", "displayName: Ada\n    jobTitle: Boss", false},
		"disabled from the start":    {"displayName: Ada", "displayName: Ada\n    accountEnabled: false", false},
		"a manager":                  {"    manager: ada@yard.example\n", "", false},
		"a member less":              {"[ada@yard.example, bob@yard.example]", "[ada@yard.example]", false},
		"members the other way":      {"[ada@yard.example, bob@yard.example]", "[bob@yard.example, ada@yard.example]", false},
		"a role":                     {"group: Crew", "group: Crew\n    role: Boss", false},
		"a change that was played":   {"disable: bob", "disable: ada", false},
		"a change at another time":   {"+1h", "+1h30m", true}, // the same history, half an hour later
		"a change that is not due":   {"+1h", "+2h30m", false},
		"one more change in between": {"changes:", "changes:\n  - at: +5m\n    enable: bob@yard.example\n  - at: +6m\n    rename: {user: ada@yard.example, to: ava@yard.example}", false},
	} {
		t.Run(name, func(t *testing.T) {
			if !strings.Contains(marked, tt.old) {
				t.Fatalf("%q is not in the file", tt.old)
			}
			again := parse(t, strings.Replace(marked, tt.old, tt.new, 1))
			if _, err := again.AdvanceTo(mark.At); err != nil {
				t.Fatal(err)
			}
			if got := again.Holds(mark); got != tt.want {
				t.Errorf("holds the mark: got %t, want %t", got, tt.want)
			}
		})
	}
}

// TestHoldsWhileItGoesOn: a directory that lives on holds the marks it gave, and no others.
func TestHoldsWhileItGoesOn(t *testing.T) {
	d := directory.New(directory.Options{})
	ada := addUser(t, d, "ada@tenant.example")
	first := d.Mark()
	ok(t, d.Disable(ada))
	second := d.Mark()
	clone := d.Clone()
	ok(t, d.Enable(ada))
	third := d.Mark()
	other := first
	other.Fingerprint++
	for name, tt := range map[string]struct {
		d    *directory.Directory
		m    directory.Mark
		want bool
	}{
		"the first":                 {d, first, true},
		"the second":                {d, second, true},
		"the present":               {d, third, true},
		"the beginning":             {d, directory.Mark{}, true},
		"another history":           {d, other, false},
		"never given":               {d, directory.Mark{Position: third.Position + 1, Fingerprint: 1}, false},
		"given before the clone":    {clone, second, true},
		"given by the original":     {clone, third, false},
		"the other way of the same": {clone, first, true},
	} {
		if got := tt.d.Holds(tt.m); got != tt.want {
			t.Errorf("%s: holds %+v: got %t, want %t", name, tt.m, got, tt.want)
		}
	}
}
