package discovery

import (
	"maps"
	"net/http"
	"net/url"
	"slices"
	"strings"

	"github.com/gavv/httpexpect/v2"

	"github.com/entrasim/entrasim/suites/internal/harness"
)

func honesty() []harness.Spec {
	needs := []harness.Need{harness.NeedUser}
	return []harness.Spec{
		harness.RFC(harness.Declaration{
			ID: "DSC-022", Title: "id, externalId and meta are usable whether or not the schema lists them",
			Level: harness.Must, Ref: "7643 §3.1", Effect: harness.EffectWrite, Needs: needs,
			Requirement: "The common attributes id, externalId and meta are part of every resource: externalId is accepted by a create and all three can be asked for.",
			Advice:      "Treat id, externalId and meta as part of every resource, whatever the published schema says.",
		}, commonUsable),

		harness.RFC(harness.Declaration{
			ID: "DSC-027", Title: "The schema is honest: optional may be left out, writable is stored, returned comes back",
			Level: harness.Should, Ref: "—", Effect: harness.EffectWrite, Needs: needs,
			Requirement: "An attribute declared optional may be omitted from a create, one declared writable is stored, and one declared returned: default comes back.",
			Advice:      "Declare required what a create must have and readOnly what you do not store, or do as the schema says.",
		}, schemaHonest),

		harness.RFC(harness.Declaration{
			ID: "DSC-028", Title: "Attributes that come back are declared",
			Level: harness.Should, Ref: "—", Effect: harness.EffectWrite, Needs: needs,
			Requirement: "Every attribute in a resource is declared by the schema that its place in the resource names.",
			Advice:      "Publish the attribute in the schema, put it under an extension of yours, or leave it out of the answer.",
		}, answerDeclared),
	}
}

func commonUsable(t *harness.T) {
	answer := t.Create("/Users", t.UserBody(harness.Attrs{"externalId": t.Name("")})).Is(http.StatusCreated, http.StatusOK)
	id := answer.PeekID()
	if id == "" {
		t.SkipBecause("the answer to the create has no id, which RES-002 is about")
	}
	path := "/Users/" + url.PathEscape(id)
	t.ReadBack(path, nil)
	answer = t.Get(path, harness.Param{Name: "attributes", Value: "id,externalId,meta"}).Is(http.StatusOK)
	answer.Object()
}

func schemaHonest(t *harness.T) {
	rt := t.UserType()
	if _, ok := t.Schema(rt.Schema); !ok {
		t.NotSupported("/Schemas publishes no schema of users to be honest about")
	}
	if answer := t.CreateAs(rt, t.RequiredBody(rt)); answer.Status() >= http.StatusBadRequest {
		answer.Is(http.StatusCreated, http.StatusOK)
	}
	user, sent := t.RichUser()
	t.ReadBack(user.Path, func(o *httpexpect.Object) {
		var wrong findings
		missing := func(where string, attributes []harness.Attribute, sent, stored map[string]any) {
			for _, a := range attributes {
				if v := harness.Member(sent, a.Name); v != nil && a.Shown() && harness.Unassigned(harness.Member(stored, a.Name)) {
					wrong.add("the schema declares "+where+a.Name+" as writable and returned, and it is not there", "nothing", got(v))
				}
			}
		}
		attributes := t.Attributes(rt)
		missing("", attributes[rt.Schema], sent, o.Raw())
		for _, e := range rt.Extensions {
			extension, ok := sent[e.Schema].(harness.Attrs)
			stored, _ := harness.Member(o.Raw(), e.Schema).(map[string]any)
			if ok && stored != nil { // an extension that is gone altogether is EXT-002's business
				missing(e.Schema+":", attributes[e.Schema], extension, stored)
			}
		}
		wrong.report(t)
	})
}

func answerDeclared(t *harness.T) {
	if len(t.Schemas()) == 0 {
		t.NotSupported("/Schemas publishes nothing to compare with")
	}
	rt := t.UserType()
	body := t.FullBody(rt)
	if _, published := t.Schema(harness.EnterpriseURN); published && body[harness.EnterpriseURN] == nil {
		body[harness.EnterpriseURN] = harness.Attrs{"department": "Yard Operations"} // published, so it may be sent
		body["schemas"] = []string{rt.Schema, harness.EnterpriseURN}
	}
	var user harness.User
	t.Arrange("creating a user", func() {
		answer := t.CreateAs(rt, body)
		if answer.Status() == http.StatusBadRequest {
			answer = t.Create("/Users", t.UserBody(nil)) // CRE-004 is about the refusal
		}
		id := answer.Is(http.StatusCreated, http.StatusOK).ID()
		user = harness.User{ID: id, Path: "/Users/" + url.PathEscape(id)}
	})
	t.ReadBack(user.Path, func(o *httpexpect.Object) { wantDeclared(t, rt, o.Raw()) })
	if !t.Open(harness.GateGroups) {
		return
	}
	group := t.Group()
	t.TryMember(group)
	t.ReadBack(group.Path, func(o *httpexpect.Object) { wantDeclared(t, t.GroupType(), o.Raw()) })
}

func wantDeclared(t *harness.T, rt harness.ResourceType, resource map[string]any) {
	core, listed := t.Schema(rt.Schema)
	if !listed {
		t.SkipBecause("the schema of " + rt.Name + " is not listed, which DSC-012 is about")
	}
	var wrong findings
	declared := func(where string, attributes []harness.Attribute, object map[string]any) {
		for _, name := range slices.Sorted(maps.Keys(object)) {
			i := slices.IndexFunc(attributes, func(a harness.Attribute) bool { return strings.EqualFold(a.Name, name) })
			if i < 0 {
				wrong.add(where+name+" is not declared", name+": "+got(object[name]), "attributes of the schema")
				continue
			}
			for _, element := range elements(object[name]) {
				for _, sub := range slices.Sorted(maps.Keys(element)) {
					if _, ok := attributes[i].Sub(sub); !ok && len(attributes[i].SubAttributes) > 0 && !ofEvery(sub) {
						wrong.add("the sub-attribute "+where+name+"."+sub+" is not declared", got(element), "sub-attributes of the schema")
					}
				}
			}
		}
	}
	own := map[string]any{}
	for name, v := range resource {
		extension, inner := v.(map[string]any)
		switch {
		case slices.Contains([]string{"schemas", "id", "externalid", "meta"}, strings.ToLower(name)):
		case !strings.HasPrefix(strings.ToLower(name), "urn:"):
			own[name] = v
		case !slices.ContainsFunc(rt.Extensions, func(e harness.SchemaExtension) bool { return strings.EqualFold(e.Schema, name) }):
			wrong.add("the extension is not one that /ResourceTypes names for "+rt.Name, name, "extensions of the resource type")
		case inner:
			if schema, ok := t.Schema(name); ok { // what is not published at all is DSC-008's business
				declared(name+":", schema.Attributes, extension)
			}
		}
	}
	declared("", core.Attributes, own)
	wrong.report(t)
}

// elements are the objects in the value of an attribute.
func elements(v any) []map[string]any {
	if o, ok := v.(map[string]any); ok {
		return []map[string]any{o}
	}
	return objects(v)
}

// ofEvery tells whether a sub-attribute is one that RFC 7643 §2.4 gives to every multi-valued attribute.
func ofEvery(name string) bool {
	return slices.Contains([]string{"type", "primary", "display", "value", "$ref"}, strings.ToLower(name))
}
