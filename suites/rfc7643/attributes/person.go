package attributes

import (
	"net/http"
	"net/url"

	"github.com/entrasim/entrasim/suites/internal/harness"
)

// person is a user with everything that the target declares, in a group where that is possible. The checks that share it only
// look.
type person struct {
	user  harness.User
	group harness.Group // zero where there is none
}

var shared = harness.Shared[person]{
	Name: "a user with a value for every attribute can be created and read",
	Make: func(t *harness.T) person {
		var p person
		p.user, _ = t.RichUser()
		t.ReadBack(p.user.Path, nil)
		if t.Open(harness.GateGroups) {
			t.Try(func() { p.group = groupOf(t, p.user) })
		}
		return p
	},
}

// groupOf creates a group with a member, for checks that can do without.
func groupOf(t *harness.T, members ...harness.User) harness.Group {
	name := t.Name("")
	id := t.Create("/Groups", harness.Attrs{"schemas": []string{harness.GroupURN}, "displayName": name}).Is(http.StatusCreated, http.StatusOK).ID()
	group := harness.Group{ID: id, DisplayName: name, Path: "/Groups/" + url.PathEscape(id)}
	for _, m := range members {
		t.Patch(group.Path, harness.Op{Op: "add", Path: "members", Value: harness.MemberValues(m.ID)})
	}
	return group
}

// sight is one resource in one answer.
type sight struct {
	answer   *harness.Answer
	rt       harness.ResourceType
	path     string
	resource map[string]any
}

// sights are the answers in which the person and the group show: read by id, and found by a filter where that works.
func sights(t *harness.T) []sight {
	p := shared.Get(t)
	out := []sight{read(t, t.UserType(), p.user.Path)}
	if t.Open(harness.GateFilter) {
		answer := t.Get("/Users", harness.Filter(`userName eq "%s"`, p.user.UserName))
		list, _ := answer.Doc()["Resources"].([]any)
		for _, v := range list {
			if o, ok := v.(map[string]any); ok && answer.Status() == http.StatusOK && o["id"] == p.user.ID {
				out = append(out, sight{answer, t.UserType(), p.user.Path, o})
			}
		}
	}
	if p.group.ID != "" {
		out = append(out, read(t, t.GroupType(), p.group.Path))
	}
	return out
}

func read(t *harness.T, rt harness.ResourceType, path string) sight {
	answer := t.Get(path).Is(http.StatusOK)
	return sight{answer, rt, path, answer.Object().Raw()}
}

// look lets judge see every value that the schemas declare, in every answer. The first fault that it names is reported.
func look(t *harness.T, judge func(v harness.Value) (fault string, allowed string)) {
	for _, s := range sights(t) {
		for _, v := range t.Values(s.rt, s.resource) {
			if fault, allowed := judge(v); fault != "" {
				s.answer.Fail(v.Path+" "+fault, harness.Show(v.Raw), allowed)
			}
		}
	}
}
