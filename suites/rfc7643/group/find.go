package group

import (
	"net/http"

	"github.com/entrasim/entrasim/suites/internal/harness"
	"github.com/entrasim/entrasim/suites/internal/subject"
)

func find() []harness.Spec {
	return []harness.Spec{
		harness.RFC(harness.Declaration{
			ID: "GRP-020", Title: "displayName eq finds the group; an unknown name gives an empty list",
			Level: harness.Must, Ref: "7644 §3.4.2.2", Gate: harness.GateFilter, Effect: harness.EffectWrite,
			Requirement: "A filter on displayName finds the groups of that name and no others; one that matches nothing answers 200 with an empty list.",
			Advice:      "Compare the whole value between the quotes. 404 for an empty list makes Entra take the tenant URL for wrong.",
		}, byName),

		harness.RFC(harness.Declaration{
			ID: "GRP-022", Title: "GET, PATCH and DELETE of an unknown group answer 404",
			Level: harness.Must, Ref: "7644 §3.12", Gate: harness.GateGroups, Effect: harness.EffectDelete, Needs: []harness.Need{harness.NeedGroup},
			Requirement: "Every operation on a group that does not exist answers 404.",
			Advice:      "Look the group up first, in every handler.",
		}, unknown),
	}
}

// byName has blanks in the name, as names of groups do, and another group whose name begins with it.
func byName(t *harness.T) {
	offered(t)
	name := t.Name("") + " Crane Crew"
	var group harness.Group
	t.Arrange("creating two groups", func() {
		for _, display := range []string{name + " North", name} {
			sent := body(t, harness.Attrs{"displayName": display})
			group = made(t.Create("/Groups", sent), sent)
		}
	})
	t.Settle(func() {
		found := t.Get("/Groups", harness.Filter(`displayName eq "%s"`, name)).List()
		if len(found) != 1 || found[0]["id"] != group.ID {
			t.Fail("the filter does not find exactly the group", harness.Show(found), "the one group with the id "+group.ID)
		}
	})
	t.Step("a name that no group has", func() {
		if found := t.Get("/Groups", harness.Filter(`displayName eq "%s"`, name+" South")).List(); len(found) > 0 {
			t.Fail("a filter on a name that no group has finds groups", harness.Show(found), "an empty list")
		}
	})
}

func unknown(t *harness.T) {
	path := subject.UnknownPath(t, "/Groups", t.Group().ID)
	t.Get(path).Is(http.StatusNotFound)
	if t.Open(harness.GatePatch) {
		t.TryPatch(path, op("replace", "displayName", t.Name(""))).Is(http.StatusNotFound)
	}
	t.Delete(path).Is(http.StatusNotFound)
}
