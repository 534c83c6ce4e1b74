package projection

import (
	"net/http"

	"github.com/entrasim/entrasim/suites/internal/harness"
)

func chosen() []harness.Spec {
	return []harness.Spec{
		harness.RFC(harness.Declaration{
			ID: "ATT-001", Title: "attributes chooses what a read returns",
			Level: harness.Must, Ref: section, Needs: needs, Effect: harness.EffectWrite,
			Requirement: "GET with attributes=userName returns userName and what is always returned, and nothing else.",
			Advice:      "Start from the attributes whose returned is always and add what was asked for; everything else stays out, meta too.",
		}, onRead),

		harness.RFC(harness.Declaration{
			ID: "ATT-002", Title: "attributes chooses what a list returns",
			Level: harness.Must, Ref: section, Needs: needs, Effect: harness.EffectWrite,
			Requirement: "A list with attributes=userName returns userName and what is always returned of each resource, and nothing else.",
			Advice:      "Apply the projection to every resource of the list.",
		}, onList),

		harness.RFC(harness.Declaration{
			ID: "ATT-003", Title: "attributes chooses what a search returns",
			Level: harness.Must, Ref: section, Needs: needs, Effect: harness.EffectWrite,
			Requirement: "attributes of a SearchRequest, an array of names, chooses as the parameter of a list does.",
			Advice:      "Read attributes from the body of .search, where it is an array of strings.",
		}, onSearch),

		harness.RFC(harness.Declaration{
			ID: "ATT-010", Title: "Names in attributes may be written in any letter case",
			Level: harness.Must, Ref: "7644 §3.10", Needs: needs, Effect: harness.EffectWrite,
			Requirement: "Attribute names in attributes and excludedAttributes are read without regard to letter case.",
			Advice:      "Look attributes up by their folded name.",
		}, anyCase),

		harness.RFC(harness.Declaration{
			ID: "ATT-011", Title: "An unknown name in attributes is ignored",
			Level: harness.Should, Ref: section, Needs: needs, Effect: harness.EffectWrite,
			Requirement: "A name that no schema has does not keep the others in attributes from being returned.",
			Advice:      "Ignore unknown names: clients ask for attributes of other servers' schemas too.",
		}, unknownName),
	}
}

func onRead(t *harness.T) {
	user := t.User(nil)
	answer := t.Get(user.Path, attributes("userName")).Is(http.StatusOK)
	wantOnly(t, answer, answer.Object().Raw(), "userName")
}

// find asks for the user alone where there are filters, and for some users where there are none.
func find(t *harness.T, user harness.User) []harness.Param {
	if t.Holds(harness.NeedFilter) {
		return []harness.Param{harness.Filter(`userName eq "%s"`, user.UserName)}
	}
	return []harness.Param{{Name: "startIndex", Value: "1"}, {Name: "count", Value: "5"}}
}

func onList(t *harness.T) {
	user := t.User(nil)
	t.Settle(func() {
		answer := t.Get("/Users", append(find(t, user), attributes("userName"))...).Is(http.StatusOK)
		var found []map[string]any
		if !t.Try(func() { found = answer.List() }) || len(found) == 0 {
			t.SkipBecause("the list does not show the user, which FLT-001, LST-001 and LST-002 are about")
		}
		for _, one := range found {
			wantOnly(t, answer, one, "userName")
		}
	})
}

func onSearch(t *harness.T) {
	chooses.Get(t)
	user := t.User(nil)
	ask := func(projection harness.Attrs) (answer *harness.Answer, found map[string]any) {
		body := harness.Attrs{"schemas": []string{harness.SearchRequestURN}, "startIndex": 1, "count": 5}
		if t.Holds(harness.NeedFilter) {
			body["filter"] = `userName eq "` + user.UserName + `"`
		}
		for name, value := range projection {
			body[name] = value
		}
		answer = t.Post("/Users/.search", body)
		if answer.Status() == http.StatusNotFound {
			t.NotSupported("the target answers .search with 404; SEA-001 is about that")
		}
		resources, _ := answer.Offered("").Doc()["Resources"].([]any)
		if len(resources) == 0 {
			t.SkipBecause("the search does not find the user, which SEA-001 and SEA-003 are about")
		}
		found, _ = resources[0].(map[string]any)
		return answer, found
	}
	answer, one := ask(harness.Attrs{"attributes": []string{"userName"}})
	wantOnly(t, answer, one, "userName")
	if t.Declares(harness.UserURN, "displayName") && !always(t, "displayName") && excludes.Get(t) {
		answer, one = ask(harness.Attrs{"excludedAttributes": []string{"displayName"}})
		wantNot(answer, one, "displayName")
	}
}

func anyCase(t *harness.T) {
	chooses.Get(t)
	user := t.User(nil)
	for _, name := range []string{"USERNAME", "username"} {
		answer := t.Get(user.Path, attributes(name)).Is(http.StatusOK)
		wantOnly(t, answer, answer.Object().Raw(), "userName")
	}
	if t.Declares(harness.UserURN, "displayName") && !always(t, "displayName") && excludes.Get(t) {
		answer := t.Get(user.Path, excluding("DISPLAYNAME")).Is(http.StatusOK)
		wantNot(answer, answer.Object().Raw(), "displayName")
	}
}

func unknownName(t *harness.T) {
	user := t.User(nil)
	answer := t.Get(user.Path, attributes("userName", "noSuchAttribute")).Is(http.StatusOK)
	answer.Object().Value("userName").IsEqual(user.UserName)
}
