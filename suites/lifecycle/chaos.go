package lifecycle

import (
	"math/rand/v2"
	"net/http"
	"strings"

	"github.com/entrasim/entrasim/simulator"
	"github.com/entrasim/entrasim/suites/internal/harness"
)

func chaos() []harness.Spec {
	return []harness.Spec{
		harness.Check(harness.Declaration{
			ID: "LIF-011", Title: "After drops, doubles and late copies a full reconcile leads back to the source",
			Level: harness.Should, RFC: harness.Silent, Ref: "—", Gate: harness.GateFaults, Effect: harness.EffectWrite, Profiles: faultProfiles,
			Needs:       append(groupNeeds[:len(groupNeeds):len(groupNeeds)], harness.NeedDisable, harness.NeedText),
			Requirement: "Whatever was dropped, doubled or came late, a restart of provisioning over a good connection leaves users, states and members exactly as in the source.",
			Advice:      "Take a request that comes twice as coming once: 409 for the second create, 2xx for a member who is there already or is gone already, 404 for the second delete.",
			Entra:       `"Restart provisioning" is what every support engineer tries first: it has to repair whatever happened before.`,
		}, badWeather),
	}
}

// storm draws what happens to each write. What could leave a state behind that no reconcile sees is left out: a second group of the
// same name is legal (RFC 7643 §8.7.1), and Entra never reads the members of a group.
func storm(seed uint64) func(*http.Request) fault {
	r := rand.New(rand.NewPCG(seed, 11))
	return func(req *http.Request) fault {
		if !changes(req) {
			return none
		}
		drawn := []fault{none, none, none, unavailable, reset, lost, twice, late}[r.IntN(8)]
		group := strings.Contains(req.URL.Path, "/Groups")
		switch {
		case group && drawn == late, group && drawn == twice && req.Method == http.MethodPost:
			return none
		}
		return drawn
	}
}

func badWeather(t *harness.T) {
	w := &weather{}
	s := tellAs(t, true, w.under)
	ada, bo, cy, di := s.hire("Ada Vane", nil), s.hire("Bo Quist", nil), s.hire("Cy Ørsted", nil), s.hire("Di Marsh", nil)
	yard, pier := s.form(ada, bo, cy), s.form(ada, di)
	w.set(storm(t.Seed()))
	s.ride("initial cycle, in a storm")

	ada.name = "Ada Vane-Holt"
	s.must("change the display name", s.dir.SetAttr(ada.source, "displayName", ada.name))
	s.must("leave a group", s.dir.RemoveMember(yard.source, cy.source))
	s.must("join a group", s.dir.AddMember(pier.source, bo.source))
	s.ride("cycle with a change of name and members, in a storm")

	s.must("disable the account", s.dir.Disable(bo.source))
	s.must("leave a group", s.dir.RemoveMember(pier.source, ada.source))
	ed := s.hire("Ed Yarrow", nil)
	s.must("join a group", s.dir.AddMember(yard.source, ed.source))
	s.ride("cycle with a leaver and a joiner, in a storm")

	w.set(nil)
	s.rest("cycle over a good connection")
	s.must("restart provisioning", s.sim.Restart(t.Context(), simulator.ResetPortal)) // with links: Entra takes up nobody who is disabled
	s.cycle("full reconcile")
	s.rest("cycle after the reconcile")
	t.Remark("in the storm: %s", w)

	for _, p := range []person{ada, cy, di, ed} {
		s.wantPerson(p, true)
	}
	s.wantPerson(bo, false)
	s.wantTeam(yard, ada, bo, ed)
	s.wantTeam(pier, bo, di)
}
