package scenario

import (
	"github.com/entrasim/entrasim/simulator/internal/expr"
	"github.com/entrasim/entrasim/simulator/internal/mapping/portal"
)

func mapVerb() *Verb {
	return &Verb{
		Name:    "map",
		Forms:   []string{"map KIND TARGET SOURCE [OPTION…]"},
		Summary: "Adds an attribute mapping, or replaces the one of the same target attribute.",
		Details: "KIND is user or group. SOURCE is an expression: `[attribute]`, a `\"constant\"` (in single quotes, `'\"constant\"'`), or a " +
			"function; `none` is the mapping type None. Put quotes around TARGET and SOURCE when they hold blanks.\n\n" +
			"| option | in the portal |\n|---|---|\n" +
			"| `match=N` | match objects using this attribute, precedence N |\n" +
			"| `default=TEXT` | default value if null |\n" +
			"| `on-create` | apply this mapping only during object creation |\n" +
			"| `type=TYPE` | attribute list: String, Integer, Boolean, Reference, Binary, DateTime |\n" +
			"| `multi`, `case-exact`, `required` | attribute list: the ticks of these names |",
		Example: []string{"map user externalId [objectId] match=2", `map user 'emails[type eq "work"].value' 'ToLower([mail], )'`},
		read: func(l *line, _ *Scenario) (action, error) {
			if len(l.words) < 3 {
				return nil, l.usage()
			}
			a := portal.Attribute{Target: l.words[1], Source: l.words[2]}
			if a.Source == "none" {
				a.Source = ""
			} else if _, err := expr.Parse(a.Source); err != nil {
				return nil, l.wrap(err, "put quotes around an expression that holds blanks")
			}
			for _, word := range l.words[3:] {
				if !mapOption(&a, word) {
					return nil, l.fail("the options are match=N, default=TEXT, on-create, type=TYPE, multi, case-exact, required",
						"%q is no option", word)
				}
			}
			return edit(l, l.words[0], func(o portal.Object) error { return o.Map(a) })
		},
	}
}

// mapOption reads one option.
func mapOption(a *portal.Attribute, word string) bool {
	switch word {
	case "on-create":
		a.OnCreate = true
	case "multi":
		a.Multi = true
	case "case-exact":
		a.CaseExact = true
	case "required":
		a.Required = true
	default:
		name, value, ok := option(word)
		if !ok {
			return false
		}
		switch name {
		case "match":
			a.Precedence, ok = number(value)
			return ok
		case "default":
			a.Default = &value
		case "type":
			a.Type = value
		default:
			return false
		}
	}
	return true
}
