package scenario

import "github.com/entrasim/entrasim/simulator/internal/mapping/portal"

func objectVerb() *Verb {
	return &Verb{
		Name:    "object",
		Forms:   []string{"object KIND on|off"},
		Summary: "Switches an object mapping on or off.",
		Details: "KIND is user or group. With the groups switched off, group objects are not provisioned; their members still are.",
		Example: []string{"object group off"},
		read: func(l *line, _ *Scenario) (action, error) {
			if len(l.words) != 2 || l.words[1] != "on" && l.words[1] != "off" {
				return nil, l.usage()
			}
			return edit(l, l.words[0], func(o portal.Object) error { o.Enable(l.words[1] == "on"); return nil })
		},
	}
}
