package attributes

import (
	"net/http"
	"net/url"
	"slices"
	"strings"

	"github.com/gavv/httpexpect/v2"

	"github.com/entrasim/entrasim/suites/internal/harness"
)

func mutability() []harness.Spec {
	return []harness.Spec{
		harness.RFC(harness.Declaration{
			ID: "CHR-011", Title: "readOnly values are ignored",
			Level: harness.Must, Ref: "7643 §2.2, §7", Effect: harness.EffectWrite, Needs: needUser,
			Requirement: "readOnly values that a client sends with a create or a replace are ignored: not stored and no error.",
			Advice:      "Drop readOnly attributes (id, meta, groups, …) from bodies before looking at them: clients send back what they have read.",
		}, readOnlyIgnored),

		harness.RFC(harness.Declaration{
			ID: "CHR-012", Title: "immutable values are accepted once",
			Level: harness.Must, Ref: "7643 §2.2, §7", Gate: harness.GateImmutable, Effect: harness.EffectWrite, Needs: needUser,
			Requirement: "immutable values are accepted when a resource is created and cannot change afterwards.",
			Advice:      "Compare with what is stored: refuse another value with 400 mutability, or leave the old one; accept the same one.",
		}, immutableKept),
	}
}

func readOnlyIgnored(t *harness.T) {
	forged := t.GUID()
	body := t.UserBody(harness.Attrs{
		"meta": harness.Attrs{"resourceType": "Robot", "created": "1999-12-31T23:59:59Z", "lastModified": "1999-12-31T23:59:59Z", "location": "https://elsewhere.entrasim.example/Users/1", "version": `W/"forged"`},
	})
	body["id"] = forged
	lies := map[string]any{}
	rt := t.UserType()
	for _, a := range t.Attributes(rt)[rt.Schema] {
		if !a.Writable() && !a.MultiValued && kind(a) != "complex" && !a.Refers() && a.Shown() {
			a.Mutability = "readWrite"
			lies[a.Name] = t.Sample(a, 0)
			body[a.Name] = lies[a.Name]
		}
	}
	var group harness.Group
	if t.Open(harness.GateGroups) && t.Declares(harness.UserURN, "groups") && t.Try(func() { group = groupOf(t) }) {
		body["groups"] = []harness.Attrs{{"value": group.ID}}
	}
	created := t.Create("/Users", body).Is(http.StatusCreated, http.StatusOK)
	id := created.ID()
	if id == forged {
		t.Fail("the id that the client sent became the id of the user", id, "an id of the target's own")
	}
	user := harness.User{ID: id, Path: "/Users/" + url.PathEscape(id)}
	noLies(t, created.Doc(), lies)
	wantTruth(t, user, group, lies)
	answer := t.Put(user.Path, body) // with the forged id: it is readOnly and to be ignored
	if s := answer.Status(); s == http.StatusNotImplemented || s == http.StatusMethodNotAllowed {
		t.Remark("PUT is not there (%d), which PUT-001 is about", s)
		return
	}
	if answer.Status() == http.StatusBadRequest || answer.Status() == http.StatusConflict {
		body["id"] = id // RFC 7644 §3.5.1 lets nobody change an id; a target that is strict about that is judged by the rest
		t.Deviation("a PUT whose body has another id than the URL is refused with %d instead of the id being ignored", answer.Status())
		answer = t.Put(user.Path, body)
	}
	answer.Is(http.StatusOK, http.StatusNoContent)
	wantTruth(t, user, group, lies)
}

// wantTruth asserts that nothing of what was forged is there.
func wantTruth(t *harness.T, user harness.User, group harness.Group, lies map[string]any) {
	t.ReadBack(user.Path, func(o *httpexpect.Object) {
		o.Value("id").IsEqual(user.ID)
		noLies(t, o.Raw(), lies)
	})
	if group.ID == "" {
		return
	}
	t.Settle(func() {
		if slices.Contains(t.Members(group), user.ID) {
			t.Fail("writing the readOnly attribute groups made the user a member", user.ID+" in the group", "no change of the group")
		}
	})
}

// noLies asserts that a representation holds nothing of what was forged.
func noLies(t *harness.T, o map[string]any, lies map[string]any) {
	for _, at := range [][]string{{"meta", "resourceType"}, {"meta", "created"}, {"meta", "location"}, {"meta", "version"}} {
		v, _ := harness.Member(o, at...).(string)
		if v == "Robot" || v == `W/"forged"` || strings.HasPrefix(v, "1999-12-31") || strings.Contains(v, "elsewhere.entrasim") {
			t.Fail(strings.Join(at, ".")+" is what the client sent", v, "a value of the target's own")
		}
	}
	for name, lie := range lies {
		if harness.Member(o, name) == lie {
			t.Fail("the readOnly attribute "+name+" is what the client sent", harness.Show(lie), "a value of the target's own, or none")
		}
	}
}

func immutableKept(t *harness.T) {
	types := t.ResourceTypes()
	if len(types) == 0 {
		types = []harness.ResourceType{t.UserType()}
	}
	found := false
	for _, rt := range types {
		for urn, attributes := range t.Attributes(rt) {
			for _, a := range attributes {
				if strings.EqualFold(a.Mutability, "immutable") && isString(a) && a.Shown() && len(a.CanonicalValues) != 1 {
					found = true
					keepImmutable(t, rt, urn, a)
				}
			}
		}
	}
	if found {
		return
	}
	members, _ := t.Schema(harness.GroupURN)
	a, _ := members.Attribute("members")
	if value, ok := a.Sub("value"); !ok || !strings.EqualFold(value.Mutability, "immutable") || !t.Open(harness.GatePatch) {
		t.NotSupported("/Schemas declares no immutable attribute that a client could give a value")
	}
	keepMember(t)
}

// keepImmutable creates a resource with the attribute and tries to change it by PATCH and by PUT.
func keepImmutable(t *harness.T, rt harness.ResourceType, urn string, a harness.Attribute) {
	first, second := distinct(t, a)
	inCore := strings.EqualFold(urn, rt.Schema)
	body := t.RequiredBody(rt)
	place := []string{a.Name}
	set := func(body harness.Attrs, value any) {
		if inCore {
			body[a.Name] = value
			return
		}
		extension, _ := body[urn].(harness.Attrs)
		body[urn] = with(extension, map[string]any{a.Name: value})
		urns, _ := body["schemas"].([]string)
		if !slices.Contains(urns, urn) {
			body["schemas"] = append(slices.Clone(urns), urn)
		}
	}
	path := a.Name
	if !inCore {
		place, path = []string{urn, a.Name}, urn+":"+a.Name
	}
	set(body, first)
	id := t.CreateAs(rt, body).Is(http.StatusCreated, http.StatusOK).ID()
	at := t.Endpoint(rt) + "/" + url.PathEscape(id)
	want := func(how string) {
		t.ReadBack(at, func(o *httpexpect.Object) {
			if got := harness.Member(o.Raw(), place...); !sameText(got, first) {
				t.Fail("the immutable attribute "+path+" "+how, harness.Show(got), harness.Show(first))
			}
		})
	}
	want("was not stored when the resource was created")
	if t.Open(harness.GatePatch) {
		if answer := t.TryPatch(at, harness.Op{Op: "replace", Path: path, Value: second}); answer.Status() >= http.StatusInternalServerError && answer.Status() != http.StatusNotImplemented {
			answer.Is(http.StatusBadRequest)
		}
		want("was changed by PATCH")
	}
	changed := with(body, nil)
	set(changed, second)
	if answer := t.Put(at, changed); answer.Status() >= http.StatusInternalServerError && answer.Status() != http.StatusNotImplemented {
		answer.Is(http.StatusBadRequest)
	}
	want("was changed by PUT")
}

func distinct(t *harness.T, a harness.Attribute) (first, second any) {
	first, second = t.Sample(a, 0), t.Sample(a, 1)
	if first == second {
		t.Abort("the check is written wrongly: %s has only one plausible value", a.Name)
	}
	return first, second
}

// keepMember tries to make one member another one.
func keepMember(t *harness.T) {
	a, b := t.User(nil), t.User(nil)
	group := t.Group(a)
	answer := t.TryPatch(group.Path, harness.Op{Op: "replace", Path: `members[value eq "` + a.ID + `"].value`, Value: b.ID})
	if answer.Status() >= http.StatusInternalServerError && answer.Status() != http.StatusNotImplemented {
		answer.Is(http.StatusBadRequest)
	}
	t.Settle(func() {
		if got := t.Members(group); !slices.Equal(got, []string{a.ID}) {
			t.Fail("members.value, which is immutable, was changed", harness.Show(got), harness.Show([]string{a.ID}))
		}
	})
}
