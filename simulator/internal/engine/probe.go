package engine

import (
	"github.com/entrasim/entrasim/simulator/internal/mapping"
	"github.com/entrasim/entrasim/simulator/internal/provlog"
	"github.com/entrasim/entrasim/simulator/internal/scimclient"
)

// displayName is what groups are looked up by when no mapping says otherwise.
var displayName = mapping.MustParseTargetPath("displayName")

// probe looks up a user and a group that cannot exist, to see that the credentials hold and that the endpoint answers like
// a SCIM server (wire §4, Q06, Q31). Every cycle begins with it.
type probe struct {
	*object
	requests []scimclient.Request
}

// ProbeRequests are the lookups of Test Connection and of the start of every cycle.
func ProbeRequests(users, groups *Rule, s Settings, ids provlog.IDs, cycle int) []scimclient.Request {
	list := []scimclient.Request{{
		Kind: scimclient.KindProbeUsers, Resource: scimclient.Users,
		Match: users.Matching()[0].Path, Value: ids.Derive(provlog.PurposeProbeUser, cycle, ""),
	}}
	if s.ProbeGroups {
		r := scimclient.Request{
			Kind: scimclient.KindProbeGroups, Resource: scimclient.Groups,
			Match: displayName, Value: ids.Derive(provlog.PurposeProbeGroup, cycle, ""),
		}
		if groups != nil {
			r.Match = groups.Matching()[0].Path
		}
		list = append(list, r)
	}
	return list
}

func (c *Cycle) probePass() *pass {
	return newPass(PassProbe, 1, 1, func(int) *object {
		p := &probe{
			object:   &object{c: c, settled: true},
			requests: ProbeRequests(c.in.Users, c.in.Groups, c.in.Settings, c.in.IDs, c.result.Number),
		}
		p.start = func() { p.send(0) }
		return p.object
	}, c.leave)
}

// send sends the n-th lookup. Any failure ends the cycle: before anything is done, an endpoint that cannot
// answer is as good as one that refuses.
func (p *probe) send(n int) {
	if n == len(p.requests) {
		p.finish()
		return
	}
	p.ask(p.requests[n], func(r Reply) {
		if r.Failure != nil {
			p.c.fail(r.Failure)
			p.finish()
			return
		}
		p.send(n + 1)
	})
}
