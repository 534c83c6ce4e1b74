package entra

import (
	"net/http"
	"net/url"
	"strings"

	"github.com/gavv/httpexpect/v2"

	"github.com/entrasim/entrasim/suites/internal/harness"
)

// legacyGroupURN is what Entra's oldest jobs, and Microsoft's sample, list beside the core schema when they create a group.
const legacyGroupURN = "http://schemas.microsoft.com/2006/11/ResourceManagement/ADSCIM/2.0/Group"

func groups() []harness.Spec {
	needs := []harness.Need{harness.NeedGroup}
	return []harness.Spec{
		harness.Check(harness.Declaration{
			ID: "AAD-023", Title: "Group create: with the legacy schema URN, externalId and no members",
			Level: harness.MustEntra, RFC: harness.Silent, Ref: guide, Gate: harness.GateGroups, Effect: harness.EffectWrite, Profiles: profiles,
			Requirement: "A group is created from a body that lists the legacy ADSCIM schema URN, has an externalId and no members.",
			Advice:      "Ignore schema URNs you do not know, keep externalId, and do not demand members: Entra always creates groups empty.",
			Entra:       "Older jobs list a URN in the body of a group that no server publishes (Q57), and every job creates groups empty (Q23).",
		}, legacyGroup),

		harness.Check(harness.Declaration{
			ID: "AAD-024", Title: "Group query: displayName eq with excludedAttributes=members, in any letter case",
			Level: harness.MustEntra, RFC: harness.Must, Ref: guide, Gate: harness.GateGroups, Effect: harness.EffectWrite, Profiles: profiles, Needs: needs,
			Requirement: "displayName eq finds the group whatever the letter case, and excludedAttributes=members keeps the members out of the answer.",
			Advice:      "Compare displayName without regard to case (RFC 7643 §8.7.1: caseExact false), decode + as a space once, and leave the key members out altogether: Entra never asks for a group without excluding them.",
			Entra:       "Groups are looked up by displayName with excludedAttributes=members, always (Q12, Q36). A case-sensitive comparison creates the group a second time.",
		}, findGroup),

		harness.Check(harness.Declaration{
			ID: "AAD-025", Title: "Group create: a second group of the same name answers 409",
			Level: harness.MustEntra, RFC: harness.Silent, Ref: guide, Gate: harness.GateGroups, Effect: harness.EffectWrite, Profiles: profiles, Needs: needs,
			Requirement: "A second group with the same displayName answers 409.",
			Advice:      "Entra matches groups by displayName; with two of one name the group can never be matched again. Answer 409 with scimType uniqueness.",
			Entra:       "Entra matches groups by displayName alone. Two of one name make every later match ambiguous, and the job reports the group as failed.",
		}, uniqueGroup),
	}
}

func legacyGroup(t *harness.T) {
	name, external := t.Name(""), t.GUID()
	answer := t.Create("/Groups", harness.Attrs{
		"schemas":     []string{harness.GroupURN, legacyGroupURN},
		"externalId":  external,
		"displayName": name,
		"meta":        harness.Attrs{"resourceType": "Group"},
	}).Is(http.StatusCreated, http.StatusOK)
	t.ReadBack("/Groups/"+url.PathEscape(answer.ID()), func(o *httpexpect.Object) {
		o.Value("displayName").IsEqual(name)
		o.Value("externalId").IsEqual(external)
	})
}

func findGroup(t *harness.T) {
	// Blanks and capitals: the filter's value must be read as one quoted string.
	name := strings.ToUpper(t.Name("")) + " Crane Crew"
	var id string
	t.Arrange("creating a group", func() {
		id = t.Create("/Groups", harness.Attrs{"schemas": []string{harness.GroupURN}, "displayName": name}).Is(http.StatusCreated, http.StatusOK).ID()
	})
	group := harness.Group{ID: id, DisplayName: name, Path: "/Groups/" + url.PathEscape(id)}
	t.TryMember(group)
	for _, written := range []string{name, strings.ToLower(name)} {
		t.Settle(func() {
			found := t.FindGroups(`displayName eq "%s"`, written)
			if len(found) != 1 || found[0]["id"] != id {
				t.Fail("the filter does not find exactly the group", harness.Show(found), "the one group with id "+id)
			}
			wantNoMembers(t, found[0])
		})
	}
	t.Step("read by id", func() {
		wantNoMembers(t, t.Get(group.Path, harness.ExcludeMembers).Is(http.StatusOK).Object().Raw())
	})
}

func wantNoMembers(t *harness.T, group map[string]any) {
	if members, present := group["members"]; present {
		t.Fail("members are in the answer although they were excluded", harness.Show(members), "no key members")
	}
}

func uniqueGroup(t *harness.T) {
	group := t.Group()
	second := t.Create("/Groups", harness.Attrs{"schemas": []string{harness.GroupURN}, "displayName": group.DisplayName})
	second.Is(http.StatusConflict)
}
