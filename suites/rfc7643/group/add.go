package group

import (
	"net/http"
	"slices"

	"github.com/entrasim/entrasim/suites/internal/harness"
	"github.com/entrasim/entrasim/suites/internal/subject"
)

func add() []harness.Spec {
	needs := []harness.Need{harness.NeedUser}
	return []harness.Spec{
		harness.RFC(harness.Declaration{
			ID: "GRP-006", Title: "PATCH add adds one member and keeps the rest",
			Level: harness.Must, Ref: "7644 §3.5.2.1", Gate: harness.GatePatch, Effect: harness.EffectWrite, Needs: needs,
			Requirement: "add on members adds the member given to those who are in the group.",
			Advice:      "Form the union by value; an add must never remove anybody.",
		}, addOne),

		harness.RFC(harness.Declaration{
			ID: "GRP-007", Title: "PATCH add adds many members in one operation",
			Level: harness.Must, Ref: "7644 §3.5.2.1", Gate: harness.GatePatch, Effect: harness.EffectWrite, Needs: needs,
			Requirement: "add on members adds every member of the list given.",
			Advice:      "Add all elements of value: Entra sends many at a time.",
		}, addMany),

		harness.RFC(harness.Declaration{
			ID: "GRP-008", Title: "Adding a present member succeeds and makes no duplicate",
			Level: harness.Should, Ref: "7644 §3.5.2.1", Gate: harness.GatePatch, Effect: harness.EffectWrite, Needs: needs,
			Requirement: "add of a member who is in the group already answers success, and the member is in the group once.",
			Advice:      "Take a member who is there already for a success and compare by value; Entra repeats an add whose answer it has lost.",
		}, addPresent),

		harness.RFC(harness.Declaration{
			ID: "GRP-015", Title: "An unknown member is refused or ignored; valid ones are not lost silently",
			Level: harness.Should, Ref: groups, Gate: harness.GatePatch, Effect: harness.EffectWrite, Needs: needs,
			Requirement: "add with an id that nobody has is refused with 400 or 404, or the id is ignored; a success never loses the valid members of the request.",
			Advice:      "Refuse the whole request with 400 and say which id is unknown, or add the others.",
		}, addUnknown),
	}
}

func addOne(t *harness.T) {
	offered(t)
	first, second := t.User(nil), t.User(nil)
	group := t.Group()
	t.Patch(group.Path, op("add", "members", harness.MemberValues(first.ID)))
	t.WantMembers(group, first.ID)
	t.Patch(group.Path, op("add", "members", harness.MemberValues(second.ID)))
	t.WantMembers(group, first.ID, second.ID)
}

func addMany(t *harness.T) {
	offered(t)
	a, b, c := t.User(nil), t.User(nil), t.User(nil)
	group := t.Group()
	t.Patch(group.Path, op("add", "members", harness.MemberValues(a.ID, b.ID, c.ID)))
	present(t, group)
	t.WantMembers(group, a.ID, b.ID, c.ID)
}

// present skips where no member can be seen at all: GRP-006 is about that.
func present(t *harness.T, group harness.Group) {
	t.Arrange("reading members", func() {
		t.Settle(func() {
			if len(t.Members(group)) == 0 {
				t.Fail("the group shows no members though some were added", "no members", "members")
			}
		})
	})
}

func addPresent(t *harness.T) {
	offered(t)
	member := t.User(nil)
	group := t.Group(member)
	t.Patch(group.Path, op("add", "members", harness.MemberValues(member.ID)))
	t.WantMembers(group, member.ID)
}

func addUnknown(t *harness.T) {
	offered(t)
	valid := t.User(nil)
	unknown := t.GUID()
	group := t.Group()
	answer := t.TryPatch(group.Path, op("add", "members", harness.MemberValues(valid.ID, unknown)))
	if status := answer.Status(); status >= http.StatusMultipleChoices {
		answer.Is(http.StatusBadRequest, http.StatusNotFound)
		t.Remark("an unknown member is refused with %d", status)
		return
	}
	t.Settle(func() {
		members := t.Members(group)
		if !slices.Contains(members, valid.ID) {
			t.Fail("a success has lost the valid member of a request that names an unknown one too", harness.Show(members),
				harness.Show([]string{valid.ID}), "400 Bad Request")
		}
		if slices.Contains(members, unknown) {
			t.Remark("an unknown member is stored")
			return
		}
		t.Remark("an unknown member is ignored")
	})
	subject.Want(t, group.Path, harness.Attrs{"displayName": group.DisplayName})
}
