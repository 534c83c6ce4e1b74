package okta

import (
	"net/http"
	"net/url"
	"time"

	"github.com/gavv/httpexpect/v2"

	"github.com/entrasim/entrasim/suites/internal/harness"
)

func list() []harness.Spec {
	return []harness.Spec{
		harness.Check(harness.Declaration{
			ID: "OKT-001", Title: "A page of one user has numbers and the whole user",
			Level: harness.MustOkta, RFC: harness.Must, Ref: specTest, Effect: harness.EffectWrite, Profiles: profiles,
			Needs:       []harness.Need{harness.NeedUser},
			Requirement: "GET /Users?startIndex=1&count=1 answers numbers in itemsPerPage, startIndex and totalResults, and one user as a read of it shows it.",
			Advice:      "Write the three as JSON numbers in every list, and the same attributes for each user as GET /Users/{id} does: Okta imports from lists alone.",
		}, onePage),
		harness.Check(harness.Declaration{
			ID: "OKT-002", Title: "Lookup before create: nobody is an empty list",
			Level: harness.MustOkta, RFC: harness.Must, Ref: specTest, Gate: harness.GateFilter, Effect: harness.EffectWrite, Profiles: profiles,
			Needs:       []harness.Need{harness.NeedUser, harness.NeedFilter},
			Requirement: `GET /Users?filter=userName eq "…"&startIndex=1&count=100 answers 200, empty before the user is created and with the user after.`,
			Advice:      `Answer 200 with "totalResults": 0 when nobody matches, never 404, and let count be larger than what you would page by.`,
		}, lookup),
		harness.Check(harness.Declaration{
			ID: "OKT-008", Title: "Groups are listed within 600 ms",
			Level: harness.ShouldOkta, RFC: harness.Silent, Ref: specTest, Gate: harness.GateGroups, Effect: harness.EffectRead, Profiles: profiles,
			Requirement: "GET /Groups answers within 600 ms.",
			Advice:      "Page lists by default and do not read the members of every group one by one.",
		}, quickly),
	}
}

func page(count string) []harness.Param {
	return []harness.Param{{Name: "startIndex", Value: "1"}, {Name: "count", Value: count}}
}

// onePage compares the user in the list with a read of the same user: whose user it is and what it has is nobody's business.
func onePage(t *harness.T) {
	own, other := t.User(nil), t.User(nil)
	answer := t.Get("/Users", page("1")...)
	o := answer.Is(http.StatusOK).Object()
	o.Value("itemsPerPage").Number()
	o.Value("startIndex").Number().IsEqual(1)
	if total := o.Value("totalResults").Number().Raw(); total < 2 {
		t.Fail("totalResults is less than the users that there are", harness.Show(total), "2 at least: "+own.UserName+" and "+other.UserName)
	}
	resources := o.Value("Resources").Array()
	if n := len(resources.Raw()); n != 1 {
		t.Fail("the page does not hold one user", harness.Show(n)+" users", "1 user")
	}
	wantWhole(t, answer, resources.Value(0).Object())
	if t.Open(harness.GateFilter) {
		found := t.Get("/Users", append(page("1"), harness.Filter(`userName eq "%s"`, own.UserName))...)
		if resources, ok := found.Doc()["Resources"].([]any); ok && len(resources) == 1 { // filters have checks of their own
			wantWhole(t, found, found.Object().Value("Resources").Array().Value(0).Object())
		}
	}
}

// wantWhole demands that a list shows what Okta reads of a user, as a read shows it.
func wantWhole(t *harness.T, list *harness.Answer, user *httpexpect.Object) {
	id := user.Value("id").String().NotEmpty().Raw()
	read := t.Get("/Users/" + url.PathEscape(id))
	if read.Status() != http.StatusOK {
		t.SkipBecause("the user in the list cannot be read, which GET-001 is about")
	}
	for _, name := range []string{"name", "userName", "active", "emails"} {
		want, got := harness.Member(read.Doc(), name), harness.Member(user.Raw(), name)
		switch {
		case harness.Unassigned(want):
		case harness.Unassigned(got):
			list.Fail("the list leaves out "+name+", which a read shows", "no "+name, name+" "+harness.Show(want))
		case !ofType[name](got):
			list.Fail(name+" has the wrong JSON type", harness.Show(got), types[name])
		}
	}
}

// What Okta parses the attributes as.
var (
	ofType = map[string]func(any) bool{
		"name": is[map[string]any], "userName": is[string], "active": is[bool], "emails": is[[]any],
	}
	types = map[string]string{"name": "an object", "userName": "a string", "active": "true or false", "emails": "a list"}
)

func is[V any](v any) bool {
	_, ok := v.(V)
	return ok
}

func lookup(t *harness.T) {
	body := t.UserBody(nil)
	find := func() (ids []string) {
		answer := t.Get("/Users", append([]harness.Param{harness.Filter(`userName eq "%s"`, body["userName"])}, page("100")...)...)
		for _, user := range answer.Is(http.StatusOK).List() {
			id, _ := user["id"].(string)
			ids = append(ids, id)
		}
		return ids
	}
	if before := find(); len(before) > 0 {
		t.Fail("somebody is found before the user is created", harness.Show(before), "an empty list")
	}
	id := t.Create("/Users", body).Is(http.StatusCreated, http.StatusOK).ID()
	t.Settle(func() {
		if after := find(); len(after) != 1 || after[0] != id {
			t.Fail("the lookup does not find the user that was created", harness.Show(after), harness.Show([]string{id}))
		}
	})
}

const patience = 600 * time.Millisecond

// quickly takes the better of two, so that a target that was asleep is judged awake.
func quickly(t *harness.T) {
	t.Readable()
	best := time.Hour
	for range 2 {
		answer := t.Get("/Groups")
		if answer.Status() != http.StatusOK {
			t.SkipBecause("groups cannot be listed: GET /Groups answers " + harness.Status(answer))
		}
		if best = min(best, answer.Duration()); best <= patience {
			t.Remark("answered within %s", best.Round(time.Millisecond))
			return
		}
	}
	t.Fail("the list of groups takes too long", best.Round(time.Millisecond).String(), "600 ms at most")
}
