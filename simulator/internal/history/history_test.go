package history_test

import (
	"flag"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"github.com/entrasim/entrasim/simulator/internal/history"
)

// profiles are what histories are about. Each has its share of them.
var profiles = map[string]history.Profile{
	"users":      {},
	"groups":     {Groups: true},
	"restarts":   {Groups: true, Restarts: true},
	"concurrent": {Groups: true, Restarts: true, Concurrent: true},
	"faults":     {Groups: true, Faults: true},
	"kills":      {Groups: true, Kills: true},
	"everything": {Groups: true, Faults: true, Kills: true, Restarts: true},
	"long":       {Groups: true, Faults: true, Kills: true, Restarts: true, Length: 60},
}

// TestHistories plays random histories: 2,000, with -short 160, the same each time, or as many others as ENTRASIM_HISTORIES says
// (`make histories`). A flag -rapid.checks wins and counts for each profile.
//
// What does not hold is shrunk and written to testdata/found as a scenario, and repeated with
//
//	entrasim scenario run simulator/internal/history/testdata/found/NAME.txtar
//	go test ./simulator/internal/history -run TestHistories/PROFILE -rapid.seed=SEED
func TestHistories(t *testing.T) {
	count(t)
	for name, p := range profiles {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			story := ""
			t.Cleanup(func() { keep(t, name, story) })
			rapid.Check(t, func(rt *rapid.T) {
				h := history.Draw(rt, p)
				f, err := h.Play(rt.Context(), new(history.Endpoint))
				if err != nil {
					rt.Fatalf("%v\n%s", err, h)
				}
				if f != nil {
					if story, err = h.Story(rt.Context(), f, new(history.Endpoint)); err != nil {
						rt.Fatal(err)
					}
					rt.Fatalf("%s\n%s", f, story)
				}
			})
		})
	}
}

// count tells rapid how many histories each profile has.
func count(t *testing.T) {
	t.Helper()
	given := map[string]bool{}
	flag.Visit(func(f *flag.Flag) { given[f.Name] = true })
	if given["rapid.checks"] {
		return
	}
	total := 2000
	if testing.Short() {
		total = 160
	}
	if text := os.Getenv("ENTRASIM_HISTORIES"); text != "" {
		n, err := strconv.Atoi(text)
		if err != nil || n < 1 {
			t.Fatalf("ENTRASIM_HISTORIES: %q is no number of histories; write one from 1", text)
		}
		total = n
	} else if !given["rapid.seed"] {
		set(t, "rapid.seed", "1", "0") // a test of a change is about the change; make histories goes where nobody has been
	}
	each := (total + len(profiles) - 1) / len(profiles)
	set(t, "rapid.checks", strconv.Itoa(each), "100")
}

// set gives a flag of rapid's a value for this test, and its default to the others.
func set(t *testing.T, name, value, byDefault string) {
	t.Helper()
	if err := flag.Set(name, value); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := flag.Set(name, byDefault); err != nil {
			t.Error(err)
		}
	})
}

// keep writes what was found where it can be played.
func keep(t *testing.T, name, story string) {
	if story == "" {
		return
	}
	path := filepath.Join("testdata", "found", name+".txtar")
	if err := os.MkdirAll(filepath.Dir(path), 0o750); err != nil {
		t.Error(err)
	}
	if err := os.WriteFile(path, []byte(story), 0o600); err != nil {
		t.Error(err)
	}
	t.Logf("written to %s; play it with: entrasim scenario run %s", path, filepath.Join("simulator/internal/history", path))
}

// TestHistoriesAreEventful: the histories do what they are for. A drawer that never lets anything go wrong would pass for ever.
func TestHistoriesAreEventful(t *testing.T) {
	seen := map[string]int{}
	for seed := range 60 {
		h := rapid.Custom(func(t *rapid.T) history.History { return history.Draw(t, profiles["long"]) }).Example(seed)
		for line := range strings.Lines(h.String()) {
			words := strings.Fields(line)
			seen[words[0]]++
			if words[0] == "change" {
				seen[words[0]+" "+strings.TrimSuffix(words[1], ":")]++
			}
		}
	}
	for _, want := range []string{
		"fault", "kill", "resume", "restart", "filter", "run", "advance", "target", "map", "actions", "dial", "setting",
		"change joiner", "change add-group", "change assign", "change unassign", "change set", "change rename", "change rename-group",
		"change disable", "change enable", "change delete", "change restore", "change purge", "change delete-group",
		"change set-manager", "change clear-manager", "change add-member", "change remove-member",
	} {
		if seen[want] == 0 {
			t.Errorf("in 60 histories there is no %q; there is %v", want, seen)
		}
	}
}
