package group

import (
	"net/http"
	"time"

	"github.com/entrasim/entrasim/suites/internal/harness"
)

// The size of a large group, of the batches in which members are added, and how many users are created at the same time.
const (
	manyMembers = 1000
	batch       = 100
	atOnce      = 10
)

func large() []harness.Spec {
	return []harness.Spec{
		harness.RFC(harness.Declaration{
			ID: "GRP-024", Title: "1,000 members: added in batches, read, removed",
			Level: harness.Info, Ref: "—", Gate: harness.GateLoad, Effect: harness.EffectHeavy, Needs: []harness.Need{harness.NeedUser, harness.NeedGroup},
			Requirement: "A group of 1,000 members can be filled in batches of 100, read and emptied, and holds exactly these members.",
			Advice:      "Add and remove memberships as rows of their own instead of rewriting the list, and do not page inside an attribute.",
		}, thousand),
	}
}

func thousand(t *harness.T) {
	offered(t)
	if !t.Open(harness.GatePatch) {
		t.NotSupported("without PATCH every change of a large group sends it as a whole")
	}
	members := make([]string, 0, manyMembers)
	t.Arrange("creating 1,000 users", func() {
		for len(members) < manyMembers {
			bodies := make([]harness.Attrs, atOnce)
			for i := range bodies {
				bodies[i] = t.UserBody(nil)
			}
			for _, answer := range t.CreateTogether("/Users", bodies...) {
				members = append(members, answer.Is(http.StatusCreated, http.StatusOK).ID())
			}
		}
	})
	group := t.Group()
	var adding, removing time.Duration
	for at := 0; at < manyMembers; at += batch {
		answer := t.TryPatch(group.Path, op("add", "members", harness.MemberValues(members[at:at+batch]...)))
		answer.Is(http.StatusOK, http.StatusNoContent)
		adding += answer.Duration()
	}
	t.WantMembers(group, members...)
	for _, leaving := range [][]string{members[:1], members[1:2]} {
		answer := t.TryPatch(group.Path, op("remove", `members[value eq "`+leaving[0]+`"]`, nil))
		answer.Is(http.StatusOK, http.StatusNoContent)
		removing += answer.Duration()
	}
	t.WantMembers(group, members[2:]...)
	t.Patch(group.Path, op("remove", "members", nil))
	t.WantMembers(group)
	t.Remark("adding 1,000 members in batches of %d took %s, removing two one by one %s", batch, adding.Round(time.Millisecond), removing.Round(time.Millisecond))
}
