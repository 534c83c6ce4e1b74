package attributes

import (
	"net/http"
	"net/url"
	"strings"

	"github.com/gavv/httpexpect/v2"

	"github.com/entrasim/entrasim/suites/internal/harness"
)

func returned() []harness.Spec {
	return []harness.Spec{
		harness.RFC(harness.Declaration{
			ID: "CHR-015", Title: "returned: always is always, also when excluded",
			Level: harness.Must, Ref: "7643 §2.2", Effect: harness.EffectWrite, Needs: needUser,
			Requirement: "Attributes with returned: always, id among them, appear also when attributes does not name them and when excludedAttributes does.",
			Advice:      "Add what is always returned after attributes and excludedAttributes were applied: Entra asks for attributes=id and matches by it.",
		}, alwaysThere),

		harness.RFC(harness.Declaration{
			ID: "CHR-016", Title: "returned: request only when asked for",
			Level: harness.Must, Ref: "7643 §2.2", Effect: harness.EffectWrite, Needs: needUser,
			Requirement: "Attributes with returned: request appear in a read only when the parameter attributes names them.",
			Advice:      "Leave them out of reads and lists unless they are asked for by name, and then return them.",
		}, onRequest),
	}
}

// always are the names of what must always be there.
func always(t *harness.T, o map[string]any) []string {
	names := []string{"id"}
	rt := t.UserType()
	for _, a := range t.Attributes(rt)[rt.Schema] {
		if strings.EqualFold(a.Returned, "always") && harness.Member(o, a.Name) != nil {
			names = append(names, a.Name)
		}
	}
	return names
}

func alwaysThere(t *harness.T) {
	p := shared.Get(t)
	names := always(t, t.Get(p.user.Path).Is(http.StatusOK).Object().Raw())
	find := harness.Filter(`userName eq "%s"`, p.user.UserName)
	for _, param := range []harness.Param{
		{Name: "attributes", Value: "meta.resourceType"},
		{Name: "excludedAttributes", Value: strings.Join(names, ",")},
	} {
		answer := t.Get(p.user.Path, param)
		if answer.Status() == http.StatusBadRequest {
			t.Remark("%s=%s is refused, which ATT checks are about", param.Name, param.Value)
			continue
		}
		wantNames(answer, answer.Is(http.StatusOK).Object().Raw(), names)
		list := t.Get("/Users", find, param)
		if resources, ok := list.Doc()["Resources"].([]any); ok && list.Status() == http.StatusOK && len(resources) == 1 {
			if object, ok := resources[0].(map[string]any); ok {
				wantNames(list, object, names)
			}
		}
	}
}

func wantNames(answer *harness.Answer, object map[string]any, names []string) {
	for _, name := range names {
		if harness.Member(object, name) == nil {
			answer.Fail(name+", which is always returned, is not there", harness.Show(object), "with "+name)
		}
	}
}

func onRequest(t *harness.T) {
	found := false
	rt := t.UserType()
	core := strings.ToLower(rt.Schema)
	for urn, attributes := range t.Attributes(rt) {
		for _, a := range attributes {
			if !strings.EqualFold(a.Returned, "request") || strings.EqualFold(a.Mutability, "writeOnly") || !a.Writable() || a.Refers() {
				continue
			}
			found = true
			requestUser(t, rt, a, map[bool]string{true: "", false: urn}[strings.ToLower(urn) == core])
		}
	}
	group, _ := t.Schema(harness.GroupURN)
	if a, ok := group.Attribute("members"); ok && strings.EqualFold(a.Returned, "request") && t.Open(harness.GateGroups) {
		found = true
		g := t.Group(t.User(nil))
		wantOnRequest(t, g.Path, "members", []string{a.Name})
	}
	if !found {
		t.NotSupported("/Schemas declares no attribute with returned: request that a client could write")
	}
}

func requestUser(t *harness.T, rt harness.ResourceType, a harness.Attribute, urn string) {
	value := t.Sample(a, 0)
	if value == nil {
		return
	}
	more, asked, place := harness.Attrs{a.Name: value}, a.Name, []string{a.Name}
	if urn != "" {
		more = harness.Attrs{urn: harness.Attrs{a.Name: value}, "schemas": []string{rt.Schema, urn}}
		asked, place = urn+":"+a.Name, []string{urn, a.Name}
	}
	var id string
	t.Arrange("creating a user with "+asked, func() {
		id = t.Create("/Users", t.UserBody(more)).Is(http.StatusCreated, http.StatusOK).ID()
	})
	wantOnRequest(t, "/Users/"+url.PathEscape(id), asked, place)
}

func wantOnRequest(t *harness.T, path, asked string, place []string) {
	t.ReadBack(path, func(o *httpexpect.Object) {
		if v := harness.Member(o.Raw(), place...); v != nil {
			t.Fail(asked+", which is returned on request only, is there although nobody asked for it", harness.Show(v), "no "+asked)
		}
	})
	t.Settle(func() {
		answer := t.Get(path, harness.Param{Name: "attributes", Value: asked}).Is(http.StatusOK)
		if harness.Member(answer.Object().Raw(), place...) == nil {
			answer.Fail(asked+" was asked for and is not there", harness.Show(answer.Doc()), "with "+asked)
		}
	})
}
