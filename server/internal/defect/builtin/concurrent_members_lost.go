package builtin

import (
	"net/http"
	"slices"
	"time"

	"github.com/entrasim/entrasim/server/internal/defect"
	"github.com/entrasim/entrasim/server/internal/defect/wire"
)

// raceWindow is how long the fault holds what it has read before it writes; long enough for requests in flight to meet.
const raceWindow = 20 * time.Millisecond

var concurrentMembersLost = defect.Defect{
	Name:   "concurrent-members-lost",
	Title:  "Concurrent changes of one group's members overwrite each other",
	Models: "read, modify, write without a lock or a version; every PATCH succeeds and some have no effect",
	Source: "#19, Q13",
	Checks: []string{"ROB-010"},
	Wrap: wire.Each(func(x *wire.Exchange) *wire.Answer {
		if !isPatch(x, groups) {
			return nil
		}
		ops := x.Operations()
		for _, o := range ops {
			if _, ok := memberIDs(o); !ok || o.Op() == "replace" {
				return nil // the race is about single members coming and going
			}
		}
		group := x.Current()
		if !group.OK() || len(ops) == 0 {
			return nil
		}
		if x.Env.Sleep(x.Context(), raceWindow) != nil {
			return nil
		}
		body := group.JSON()
		var ids []string
		for _, m := range body.Get("members").List() {
			ids = append(ids, m.Get("value").Str())
		}
		for _, o := range ops {
			listed, _ := memberIDs(o)
			for _, id := range listed {
				ids = slices.DeleteFunc(ids, func(known string) bool { return known == id })
				if o.Op() == "add" {
					ids = append(ids, id)
				}
			}
		}
		body.Set("members", memberList(ids))
		a := x.Send(http.MethodPut, x.Path(), "", body)
		if a.OK() {
			a.Status = http.StatusNoContent
			a.SetBody(nil)
		}
		return a
	}),
}
