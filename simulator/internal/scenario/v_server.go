package scenario

import "context"

func serverVerb() *Verb {
	return &Verb{
		Name:    "server",
		Forms:   []string{"server mood MOOD", "server switch NAME=CHOICE…", "server defect NAME… [off]"},
		Summary: "Changes how the reference server answers: its mood, single switches, defects.",
		Details: "`entrasim switches` and `entrasim defects` list what there is. Scenarios with this verb are skipped when another endpoint " +
			"is played against.",
		Example: []string{"server mood strict", "server defect resources-null"},
		read: func(l *line, _ *Scenario) (action, error) {
			if len(l.words) < 2 {
				return nil, l.usage()
			}
			var c Change
			switch values := l.words[1:]; l.words[0] {
			case "mood":
				c.Mood = values[0]
			case "switch":
				c.Switches = map[string]string{}
				for _, word := range values {
					name, choice, ok := option(word)
					if !ok {
						return nil, l.usage()
					}
					c.Switches[name] = choice
				}
			case "defect":
				if last := len(values) - 1; last > 0 && values[last] == "off" {
					c.TurnOff = values[:last]
				} else {
					c.TurnOn = values
				}
			default:
				return nil, l.usage()
			}
			return func(ctx context.Context, w *world) error { return w.stage.own.Configure(ctx, c) }, nil
		},
	}
}
