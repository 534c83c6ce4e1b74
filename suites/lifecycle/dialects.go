package lifecycle

import (
	"fmt"
	"maps"
	"net/http"
	"net/url"
	"slices"
	"strings"

	"github.com/entrasim/entrasim/simulator"
	"github.com/entrasim/entrasim/suites/internal/harness"
)

func dialects() []harness.Spec {
	return []harness.Spec{
		harness.Check(harness.Declaration{
			ID: "LIF-012", Title: "One story in the dialects of Entra, Okta and the plain RFC ends the same",
			Level: harness.Should, RFC: harness.Silent, Ref: "—", Gate: harness.GateGroups, Effect: harness.EffectWrite, Profiles: profiles,
			Needs:       append(groupNeeds[:len(groupNeeds):len(groupNeeds)], harness.NeedPatch, harness.NeedDisable, harness.NeedText),
			Requirement: "Joining, a change of name and leaving end in the same users and members, whether they are told as Entra does with and without aadOptscim062020, as Okta does, or in the plainest form of the RFC.",
			Advice:      "Let all forms of an operation lead to the same code: with path or without, op in any case, booleans as text, members by filter or by value.",
			Entra:       "Organisations change their identity provider, or have two. The same application has to understand all of them.",
		}, sameEnd),
	}
}

// ending is what a story leaves in the target, without what differs by nature (ids, names, times).
type ending map[string]string

// dialect tells the story: two users join, with a group of both; the first gets another name, the second is disabled and leaves
// the group.
type dialect struct {
	name string
	tell func(*harness.T) ending
}

const (
	nameBefore, nameAfter = "Ada Vane", "Ada Vane-Holt"
	familyAfter           = "Vane-Holt"
	leaverName            = "Bo Quist"
)

func sameEnd(t *harness.T) {
	told := []dialect{
		{"the plain RFC", tellPlain},
		{"Entra", func(t *harness.T) ending { return tellEntra(t, false) }},
		{"Entra with aadOptscim062020", func(t *harness.T) ending { return tellEntra(t, true) }},
	}
	if t.Holds(harness.NeedPut) {
		told = append(told, dialect{"Okta", tellOkta})
	} else {
		t.Remark("Okta's dialect is left out: PUT does not change a user")
	}
	var want ending
	for i, d := range told {
		var got ending
		t.Step("as "+d.name, func() { got = d.tell(t) })
		if i == 0 {
			want = got
			continue
		}
		if !maps.Equal(got, want) {
			t.Fail("the story ends differently when it is told as "+d.name, show(got), show(want)+" as "+told[0].name)
		}
	}
}

func show(e ending) string {
	var parts []string
	for _, key := range slices.Sorted(maps.Keys(e)) {
		parts = append(parts, key+" "+e[key])
	}
	return strings.Join(parts, ", ")
}

// tellEntra lets the simulator tell the story.
func tellEntra(t *harness.T, flag bool) ending {
	s := tellAs(t, true, func(cfg *simulator.Config) { cfg.URL = flagged(cfg.URL, flag) })
	ada, bo := s.hire(nameBefore, nil), s.hire(leaverName, nil)
	crew := s.form(ada, bo)
	s.cycle("initial cycle")
	s.must("change the display name", s.dir.SetAttr(ada.source, "displayName", nameAfter))
	s.must("change the family name", s.dir.SetAttr(ada.source, "surname", familyAfter))
	s.must("leave the group", s.dir.RemoveMember(crew.source, bo.source))
	s.must("unassign the user", s.dir.Unassign(bo.source))
	s.cycle("cycle after the changes")
	id := s.idOf("group "+crew.name, crew.source)
	return read(t, s.idOf(ada.name, ada.source), s.idOf(bo.name, bo.source), harness.Group{ID: id, DisplayName: crew.name, Path: "/Groups/" + url.PathEscape(id)})
}

// flagged is the tenant URL with Entra's feature flag or without it.
func flagged(tenant string, flag bool) string {
	base, query, _ := strings.Cut(tenant, "?")
	params := slices.DeleteFunc(strings.Split(query, "&"), func(p string) bool {
		return p == "" || strings.HasPrefix(p, "aadOptscim062020")
	})
	if flag {
		params = append(params, "aadOptscim062020")
	}
	if len(params) == 0 {
		return base
	}
	return base + "?" + strings.Join(params, "&")
}

func tellPlain(t *harness.T) ending {
	ada, bo := t.User(member(t, nameBefore)), t.User(member(t, leaverName))
	crew := t.Group(ada, bo)
	t.Patch(ada.Path, harness.Op{Op: "replace", Path: "displayName", Value: nameAfter}, harness.Op{Op: "replace", Path: "name.familyName", Value: familyAfter})
	t.Patch(crew.Path, harness.Op{Op: "remove", Path: fmt.Sprintf(`members[value eq "%s"]`, bo.ID)})
	t.Patch(bo.Path, harness.Op{Op: "replace", Path: "active", Value: false})
	return read(t, ada.ID, bo.ID, crew)
}

func tellOkta(t *harness.T) ending {
	ada, bo := t.User(member(t, nameBefore)), t.User(member(t, leaverName))
	crew := t.Group(ada, bo)
	whole := harness.Attrs{}
	maps.Copy(whole, t.Get(ada.Path).Is(http.StatusOK).Object().Raw())
	whole["displayName"], whole["groups"] = nameAfter, []any{}
	given, _, _ := strings.Cut(nameBefore, " ")
	whole["name"] = harness.Attrs{"givenName": given, "familyName": familyAfter}
	t.PutUser(ada, whole)
	t.Patch(crew.Path, harness.Op{Op: "remove", Path: fmt.Sprintf(`members[value eq "%s"]`, bo.ID)})
	t.Patch(bo.Path, harness.Op{Op: "replace", Value: harness.Attrs{"active": false}})
	return read(t, ada.ID, bo.ID, crew)
}

func member(t *harness.T, name string) harness.Attrs {
	given, family, _ := strings.Cut(name, " ")
	attrs := harness.Attrs{"name": harness.Attrs{"givenName": given, "familyName": family}}
	if t.Declares(harness.UserURN, "displayName") {
		attrs["displayName"] = name
	}
	return attrs
}

// read tells how the story ended. Values that come in several right forms are read in each.
func read(t *harness.T, ada, bo string, crew harness.Group) (e ending) {
	names := map[string]string{ada: "ada", bo: "bo"}
	e = ending{}
	for _, id := range []string{ada, bo} {
		doc := t.Get(userPath(id)).Is(http.StatusOK).Object().Raw()
		who := names[id]
		e[who+".active"] = fmt.Sprint(isActive(doc))
		if t.Declares(harness.UserURN, "displayName") {
			e[who+".displayName"] = fmt.Sprint(harness.Member(doc, "displayName"))
		}
		for _, part := range []string{"givenName", "familyName"} {
			e[who+"."+part] = fmt.Sprint(harness.Member(doc, "name", part))
		}
	}
	var in []string
	for _, id := range t.Members(crew) {
		in = append(in, names[id])
	}
	slices.Sort(in)
	e["crew"] = fmt.Sprint(in)
	return e
}
