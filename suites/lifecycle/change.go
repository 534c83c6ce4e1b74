package lifecycle

import (
	"slices"
	"strings"

	"github.com/gavv/httpexpect/v2"

	"github.com/entrasim/entrasim/simulator"
	"github.com/entrasim/entrasim/suites/internal/harness"
)

func change() []harness.Spec {
	return []harness.Spec{
		harness.Check(harness.Declaration{
			ID: "LIF-003", Title: "Incremental cycle: only the changed user is written, with only the changed attribute",
			Level: harness.MustEntra, RFC: harness.Silent, Ref: cycleRef, Gate: harness.GatePatch, Effect: harness.EffectWrite, Profiles: profiles, Needs: userNeeds,
			Requirement: "After one attribute of one user changed, the next cycle sends one PATCH for that user with that attribute.",
			Advice:      "Return every accepted value unchanged: Entra compares with what it reads and sends again whatever is missing or was reformatted, each time it looks at the user.",
			Entra:       "Entra reads before it updates and sends what differs; a target that returns values in another form gets them for ever (Q17).",
		}, oneChange),

		harness.Check(harness.Declaration{
			ID: "LIF-004", Title: "Join: an account that is there already is adopted, not duplicated",
			Level: harness.MustEntra, RFC: harness.Silent, Ref: cycleRef, Gate: harness.GateFilter, Effect: harness.EffectWrite, Profiles: profiles, Needs: userNeeds,
			Requirement: "An account with the same matching value, in whatever letter case, is found, linked and updated.",
			Advice:      "The filter on userName must find every account that a create would collide with; userName ignores letter case (RFC 7643 §4.1.1).",
			Entra:       "Nearly every roll-out begins with accounts that exist already. Without a join people have two accounts and lose their data.",
		}, join),

		harness.Check(harness.Declaration{
			ID: "LIF-006", Title: "Rename: a new matching value goes to the known id",
			Level: harness.MustEntra, RFC: harness.Silent, Ref: cycleRef, Gate: harness.GatePatch, Effect: harness.EffectWrite, Profiles: profiles, Needs: userNeeds,
			Requirement: "When the matching value changes in the source, the same account is renamed and no new one appears.",
			Advice:      "Accept a change of userName by PATCH and keep the id.",
			Entra:       "The matching attribute is only used until the account is linked; from then on Entra goes by the id (Q24).",
		}, newName),
	}
}

func oneChange(t *harness.T) {
	s := tell(t, false)
	people := []person{s.hire("Ada Vane", nil), s.hire("Bo Quist", nil), s.hire("Cy Ørsted", nil)}
	s.cycle("initial cycle")
	for _, p := range people {
		s.wantPerson(p, true)
	}
	people[1].name = "Bo Quist-Vane"
	s.must("change the display name", s.dir.SetAttr(people[1].source, "displayName", people[1].name))
	sent := writes(s.cycle("incremental cycle"))
	id := s.wantPerson(people[1], true)
	if len(sent) != 1 || sent[0].Method != "PATCH" || !strings.Contains(sent[0].URL(), userPath(id)) {
		t.Fail("the cycle did not send exactly one PATCH for the changed user", describe(sent), "one PATCH "+userPath(id))
	}
	if paths := attributesOf(sent[0].RequestBody); !slices.Equal(paths, []string{"displayName"}) {
		t.Fail("the PATCH carries more than the changed attribute: the target does not return the others as they were sent",
			harness.Show(paths), `["displayName"]`)
	}
}

func join(t *harness.T) {
	existing := t.User(harness.Attrs{"displayName": "Local Account"})
	s := tell(t, false)
	local, domain, _ := strings.Cut(existing.UserName, "@")
	ada := s.hire("Ada Vane", func(u *simulator.User) { u.UserPrincipalName = strings.ToUpper(local) + "@" + domain })
	s.cycle("initial cycle")
	id := s.idOf(ada.name, ada.source)
	if id != existing.ID {
		t.Fail("another account than the existing one was linked", id, existing.ID)
	}
	t.ReadBack(userPath(id), func(o *httpexpect.Object) {
		if t.Declares(harness.UserURN, "displayName") {
			o.Value("displayName").IsEqual("Ada Vane")
		}
	})
	t.WantUsers(existing.ID, `userName eq "%s"`, ada.userName)
}

func newName(t *harness.T) {
	s := tell(t, false)
	ada := s.hire("Ada Vane", nil)
	s.cycle("initial cycle")
	id := s.wantPerson(ada, true)
	old := ada.userName
	ada.userName = t.Name(harness.Domain)
	t.Own("Users", "userName", ada.userName)
	s.must("rename the user", s.dir.Rename(ada.source, ada.userName))
	s.cycle("cycle after the rename")
	if now := s.wantPerson(ada, true); now != id {
		t.Fail("the account is another one after the rename", now, id)
	}
	t.WantUsers("", `userName eq "%s"`, old)
}
