package list

import (
	"fmt"
	"net/http"
	"slices"
	"strings"

	"github.com/entrasim/entrasim/suites/internal/harness"
	"github.com/entrasim/entrasim/suites/rfc7644/internal/people"
)

func content() []harness.Spec {
	return []harness.Spec{
		harness.RFC(harness.Declaration{
			ID: "LST-016", Title: "A listed resource is what a read of it shows",
			Level: harness.Must, Ref: "7644 §3.4.2", Needs: needs, Effect: harness.EffectWrite,
			Requirement: "Each resource of a list has the same id and shows the same attributes as a GET of it.",
			Advice:      "Use the same representation for lists and single resources; clients compare what they find with what they want.",
		}, likeRead),

		harness.RFC(harness.Declaration{
			ID: "LST-017", Title: "A query at the root spans all resource types",
			Level: harness.Must, Ref: "7644 §3.4.2.1", Needs: []harness.Need{harness.NeedUser, harness.NeedGroup}, Effect: harness.EffectWrite,
			Requirement: "A query at the root, where it is served, finds resources of all types; an attribute that a type does not have counts as absent.",
			Advice:      "Evaluate the filter for every resource type, or answer 501 at the root.",
		}, atRoot),
	}
}

func likeRead(t *harness.T) {
	p, mine := own(t)
	t.Settle(func() {
		for _, listed := range t.All("/Users", 0, mine).Resources {
			i := slices.IndexFunc(p.All, func(x people.Person) bool { return x.Seen["userName"] == listed["userName"] })
			if i < 0 {
				t.Fail("a listed user does not show the userName that a read shows", harness.Show(listed["userName"]), "one of "+p.Prefix+"…")
			}
			if listed["id"] != p.All[i].ID {
				t.Fail("a listed user has another id than on a read", harness.Show(listed["id"]), harness.Show(p.All[i].ID))
			}
			if got, want := names(listed), names(p.All[i].Seen); !slices.Equal(got, want) {
				t.Fail("a listed user does not show the attributes that a read shows", strings.Join(got, ", "), strings.Join(want, ", "))
			}
		}
	})
}

// names are the attributes that have a value, in order.
func names(resource map[string]any) []string {
	var out []string
	for name, value := range resource {
		switch v := value.(type) {
		case nil:
			continue
		case []any:
			if len(v) == 0 {
				continue
			}
		}
		out = append(out, name)
	}
	slices.Sort(out)
	return out
}

func atRoot(t *harness.T) {
	if !t.Open(harness.GateGroups) || !t.Open(harness.GateFilter) {
		t.NotSupported("a query that spans resource types takes groups and filters")
	}
	none := t.Get("/", harness.Filter(`displayName eq "%s"`, t.GUID()))
	switch status := none.Status(); {
	case status == http.StatusNotFound, status == http.StatusMethodNotAllowed, status == http.StatusNotImplemented, status == http.StatusForbidden:
		t.NotSupported(fmt.Sprintf("the target answers queries at the root with %d", status))
	case status == http.StatusOK && none.Doc()["totalResults"] == nil:
		t.NotSupported("what the target answers at the root is no list")
	}
	group := t.Group()
	user := t.User(harness.Attrs{"displayName": group.DisplayName})
	finds := func(filter string, want ...string) {
		slices.Sort(want)
		t.Settle(func() {
			if got := slices.Sorted(slices.Values(t.All("/", 0, harness.Filter("%s", filter)).IDs())); !slices.Equal(got, want) {
				t.Fail("the query at the root with the filter "+filter+" does not find what it should", harness.Show(got), harness.Show(want))
			}
		})
	}
	finds(fmt.Sprintf(`userName eq "%s"`, user.UserName), user.ID)
	if t.Declares(harness.UserURN, "displayName") {
		finds(fmt.Sprintf(`displayName eq "%s"`, group.DisplayName), user.ID, group.ID)
	}
}
