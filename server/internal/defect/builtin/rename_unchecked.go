package builtin

import (
	"net/http"
	"strings"

	"github.com/entrasim/entrasim/server/internal/defect"
	"github.com/entrasim/entrasim/server/internal/defect/wire"
)

var renameUnchecked = defect.Defect{
	Name:   "rename-unchecked",
	Title:  "A PATCH may give a user the userName of another user",
	Models: "uniqueness checked when users are created, and never again",
	Source: "#30, Q24",
	Checks: []string{"PAT-043"},
	Wrap: wire.Remembering(func(wire.Env) wire.Handler {
		taken := newMemory[[]wire.Member]()
		return func(x *wire.Exchange) *wire.Answer {
			name := wire.Text(written(x, "userName").Str())
			a := x.Call()
			switch {
			case name.Text == "" || !isPatch(x, users):
			case a.Status == http.StatusConflict:
				a = withoutName(x)
				if a.OK() {
					taken.put(x.Target.ID, []wire.Member{{Name: "userName", Value: name}})
				}
			case a.OK():
				taken.take(x.Target.ID)
			}
			show(a, taken)
			return a
		}
	}),
}

// withoutName does what a PATCH asks for, except for the userName.
func withoutName(x *wire.Exchange) *wire.Answer {
	_, empty := x.Rewrite(func(o wire.Operation) ([]wire.Operation, bool) {
		if strings.EqualFold(o.Path(), "userName") {
			return nil, true
		}
		kept, named := splitKeys(o, func(key string) bool { return strings.EqualFold(key, "userName") })
		return kept, len(named) > 0
	})
	if empty {
		return x.Unchanged()
	}
	return x.Call()
}
