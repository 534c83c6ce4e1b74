package robustness

import (
	"net/http"
	"time"

	"github.com/entrasim/entrasim/suites/internal/harness"
)

func concurrent() []harness.Spec {
	return []harness.Spec{harness.Practice(harness.Declaration{
		ID: "ROB-010", Title: "Members that are added at the same time are all there",
		Level: harness.Should, Ref: none, Gate: harness.GateGroups, Effect: harness.EffectWrite,
		Needs:       []harness.Need{harness.NeedUser, harness.NeedGroup, harness.NeedMembers},
		Requirement: "PATCH requests that add different members to one group at the same time lose none of them.",
		Advice:      "Add members as rows of their own, or lock the group while its list is read and written. Entra sends changes of one group one after the other, but not everybody does.",
	}, together)}
}

const writers = 6

// together sends those again that were refused with 409, 412, 429 or 503: a target may tell writers to take turns.
func together(t *harness.T) {
	group := t.Group()
	var ids []string
	var waiting []harness.Request
	for range writers {
		member := t.User(nil)
		ids = append(ids, member.ID)
		waiting = append(waiting, harness.Request{Method: http.MethodPatch, Path: group.Path, Body: harness.Attrs{
			"schemas":    []string{"urn:ietf:params:scim:api:messages:2.0:PatchOp"},
			"Operations": []harness.Attrs{{"op": "add", "path": "members", "value": harness.MemberValues(member.ID)}},
		}})
	}
	for range writers {
		var again []harness.Request
		for i, answer := range t.Together(waiting...) {
			switch answer.Status() {
			case http.StatusConflict, http.StatusPreconditionFailed, http.StatusTooManyRequests, http.StatusServiceUnavailable:
				again = append(again, waiting[i])
			default:
				answer.Is(http.StatusOK, http.StatusNoContent)
			}
		}
		if waiting = again; len(waiting) == 0 {
			break
		}
		t.Remark("%d writers were told to come again", len(waiting))
		t.Pause(20 * time.Millisecond)
	}
	if len(waiting) > 0 {
		t.Fail("some writers are refused again and again", harness.Show(len(waiting))+" of "+harness.Show(writers), "all succeed in the end")
	}
	t.WantMembers(group, ids...)
}
