package scenario

import (
	"context"

	"github.com/entrasim/entrasim/simulator"
)

func settingVerb() *Verb {
	return &Verb{
		Name: "setting",
		Forms: []string{
			"setting sync-all on|off", "setting skip-out-of-scope-deletions on|off", "setting delete-threshold N", "setting flag on|off",
		},
		Summary: "Sets what an administrator sets about the job besides the mappings.",
		Details: "| setting | meaning |\n|---|---|\n" +
			"| `sync-all` | sync all users and groups, not only assigned ones |\n" +
			"| `skip-out-of-scope-deletions` | leave accounts alone when users leave the scope |\n" +
			"| `delete-threshold` | accidental-deletion prevention: more deletions than this in a cycle are held back; 0 is off |\n" +
			"| `flag` | the tenant URL ends with ?aadOptscim062020 |",
		Example: []string{"setting flag on", "setting delete-threshold 2"},
		read: func(l *line, _ *Scenario) (action, error) {
			if len(l.words) != 2 {
				return nil, l.usage()
			}
			name, value := l.words[0], l.words[1]
			n, counted := number(value)
			on := value == "on"
			change, ok := map[string]func(*world){
				"sync-all":                    func(w *world) { w.config.SyncAll = on },
				"skip-out-of-scope-deletions": func(w *world) { w.config.SkipOutOfScopeDeletions = on },
				"delete-threshold":            func(w *world) { w.config.DeleteThreshold = n },
				"flag":                        func(w *world) { w.flag = on },
			}[name]
			if !ok || (name == "delete-threshold") != counted || !counted && !on && value != "off" {
				return nil, l.usage()
			}
			return func(_ context.Context, w *world) error {
				change(w)
				return w.configure(func(*simulator.Config) {})
			}, nil
		},
	}
}
