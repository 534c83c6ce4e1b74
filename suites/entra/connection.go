package entra

import "github.com/entrasim/entrasim/suites/internal/harness"

func connection() []harness.Spec {
	return []harness.Spec{
		harness.Check(harness.Declaration{
			ID: "AAD-001", Title: "Connection test: a filter for a random user answers 200 with an empty list",
			Level: harness.MustEntra, RFC: harness.Must, Ref: guide, Gate: harness.GateFilter, Effect: harness.EffectRead, Profiles: profiles,
			Requirement: "A user filter on the matching attribute that matches nobody answers 200 with an empty ListResponse, not 404.",
			Advice:      `Answer 200 with {"schemas":["urn:ietf:params:scim:api:messages:2.0:ListResponse"],"totalResults":0,"startIndex":1,"itemsPerPage":0,"Resources":[]}. Entra reads 404 as a wrong tenant URL and puts the job into quarantine; "Resources": null fails the test as well. Neither Accept nor User-Agent is sent.`,
			Entra:       "The portal's Test Connection sends this before anything else, and every cycle begins with it (Q06). 404 here is the most reported reason why a new integration cannot even be saved.",
		}, func(t *harness.T) { t.ConnectionTest("/Users", t.MatchingAttribute()) }),

		harness.Check(harness.Declaration{
			ID: "AAD-003", Title: "Matching: userName eq, and eq joined by and, find exactly the user",
			Level: harness.MustEntra, RFC: harness.Must, Ref: guide, Gate: harness.GateFilter, Effect: harness.EffectWrite, Profiles: profiles,
			Needs:       []harness.Need{harness.NeedUser},
			Requirement: "Attributes used for matching are filterable with eq, also two of them joined by and.",
			Advice:      "Evaluate the filter for every account whose userName would collide on create. A filter that cannot be evaluated is 400 invalidFilter; answering everybody makes Entra overwrite the first user of the list.",
			Entra:       "Entra looks every user up before it creates one, and decides by the first result whether to create or to update (Q06, Q49). A filter that is ignored makes it overwrite somebody else.",
		}, matching),
	}
}

func matching(t *harness.T) {
	user, other := t.User(nil), t.User(nil)

	if attribute := t.MatchingAttribute(); attribute != "userName" && attribute != "id" {
		found, value := t.MatchedUser()
		t.WantUsers(found.ID, attribute+` eq "%s"`, value)
		t.WantUsers("", attribute+` eq "%s"`, t.Name(harness.Domain))
	}
	t.WantUsers(user.ID, `userName eq "%s"`, user.UserName)
	t.WantUsers(other.ID, `userName eq "%s"`, other.UserName)
	t.WantUsers("", `userName eq "%s"`, t.Name(harness.Domain))
	// The two sides must both count: id is the attribute that Entra joins with others and every target has.
	t.WantUsers(user.ID, `userName eq "%s" and id eq "%s"`, user.UserName, user.ID)
	t.WantUsers("", `userName eq "%s" and id eq "%s"`, user.UserName, other.ID)
}
