package scenario

import "github.com/entrasim/entrasim/simulator/internal/mapping/portal"

func unmapVerb() *Verb {
	return &Verb{
		Name:    "unmap",
		Forms:   []string{"unmap KIND TARGET…"},
		Summary: "Removes the mappings of target attributes.",
		Details: "KIND is user or group.",
		Example: []string{"unmap user active"},
		read: func(l *line, _ *Scenario) (action, error) {
			if len(l.words) < 2 {
				return nil, l.usage()
			}
			return edit(l, l.words[0], func(o portal.Object) error {
				for _, target := range l.words[1:] {
					if err := o.Unmap(target); err != nil {
						return err
					}
				}
				return nil
			})
		},
	}
}
