package scenario

import "github.com/entrasim/entrasim/simulator/internal/mapping/portal"

func actionsVerb() *Verb {
	return &Verb{
		Name:    "actions",
		Forms:   []string{"actions KIND [create] [update] [delete]", "actions KIND none"},
		Summary: "Ticks the target object actions of an object mapping; those that are not named are unticked.",
		Details: "KIND is user or group.",
		Example: []string{"actions user create update"},
		read: func(l *line, _ *Scenario) (action, error) {
			if len(l.words) < 2 {
				return nil, l.usage()
			}
			names := l.words[1:]
			if len(names) == 1 && names[0] == "none" {
				names = nil
			}
			if _, err := portal.ParseActions(names...); err != nil {
				return nil, l.wrap(err, "")
			}
			return edit(l, l.words[0], func(o portal.Object) error { return o.Actions(names...) })
		},
	}
}
