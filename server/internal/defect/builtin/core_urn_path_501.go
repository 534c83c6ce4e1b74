package builtin

import (
	"net/http"
	"slices"
	"strings"

	"github.com/entrasim/entrasim/server/internal/defect"
	"github.com/entrasim/entrasim/server/internal/defect/wire"
	"github.com/entrasim/entrasim/server/internal/filter"
)

var coreURNPath501 = defect.Defect{
	Name:   "core-urn-path-501",
	Title:  "Core attributes addressed by their full URN answer 501",
	Models: "URNs known for extensions only",
	Source: "#48, Q42",
	Checks: []string{"ATT-009", "FLT-026", "PAT-040"},
	Wrap: wire.Each(func(x *wire.Exchange) *wire.Answer {
		qualified := func(name string) bool {
			return strings.HasPrefix(strings.ToLower(name), "urn:ietf:params:scim:schemas:core:")
		}
		asked := false
		for _, o := range x.Operations() {
			asked = asked || slices.ContainsFunc(o.Names(), qualified)
		}
		if e := x.Filter(); e != nil {
			wire.Comparisons(e, func(path string, _ *filter.Compare) { asked = asked || qualified(path) })
		}
		for _, name := range []string{"attributes", "excludedAttributes"} {
			list, _ := x.Query(name)
			asked = asked || slices.ContainsFunc(strings.Split(list, ","), qualified)
		}
		if !asked {
			return nil
		}
		return x.Refuse(http.StatusNotImplemented, "", "qualified names of core attributes are not supported")
	}),
}
