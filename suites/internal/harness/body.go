package harness

import (
	"maps"
	"net/http"
	"net/url"
	"regexp"
	"slices"
	"strings"
)

// UserType is the resource type of users as the target announces it, and GroupType that of groups; where it announces
// nothing, the RFC's, with the extension that is published.
func (t *T) UserType() ResourceType {
	rt := t.typeOf(UserURN, ResourceType{ID: "User", Name: "User", Endpoint: "/Users", Schema: UserURN})
	if _, published := t.Schema(EnterpriseURN); published && t.ResourceTypes() == nil {
		rt.Extensions = []SchemaExtension{{Schema: EnterpriseURN}}
	}
	return rt
}

// GroupType is the resource type of groups.
func (t *T) GroupType() ResourceType {
	return t.typeOf(GroupURN, ResourceType{ID: "Group", Name: "Group", Endpoint: "/Groups", Schema: GroupURN})
}

func (t *T) typeOf(urn string, otherwise ResourceType) ResourceType {
	for _, rt := range t.ResourceTypes() {
		if strings.EqualFold(rt.Schema, urn) {
			return rt
		}
	}
	return otherwise
}

// Endpoint is the path of a resource type below the base URL, whatever form the target announces it in: "/Users", "Users",
// with the base path or with the whole base URL in front.
func (t *T) Endpoint(rt ResourceType) string {
	path := rt.Endpoint
	for _, prefix := range []string{t.session.base.String(), t.session.base.Path} {
		if prefix != "" && strings.HasPrefix(path, prefix+"/") {
			path = strings.TrimPrefix(path, prefix)
			break
		}
	}
	return "/" + strings.Trim(path, "/")
}

// FullBody is a resource with a plausible value (Sample) for every attribute that a client may write, extensions included.
// Left out are passwords and the like (writeOnly), which many targets take from nobody or by rules of their own, unless they
// are required, and what names other resources. A target that publishes no schema gets what everybody knows.
func (t *T) FullBody(rt ResourceType) Attrs {
	return t.fullBody(rt, func(a Attribute) bool { return a.Required || !strings.EqualFold(a.Mutability, "writeOnly") })
}

// RequiredBody is FullBody with the required attributes only.
func (t *T) RequiredBody(rt ResourceType) Attrs {
	return t.fullBody(rt, func(a Attribute) bool { return a.Required })
}

func (t *T) fullBody(rt ResourceType, want func(Attribute) bool) Attrs {
	if _, published := t.Schema(rt.Schema); !published {
		switch {
		case strings.EqualFold(rt.Schema, UserURN):
			return t.UserBody(nil)
		case strings.EqualFold(rt.Schema, GroupURN):
			return t.GroupBody(Attrs{"displayName": t.Name("")})
		}
		return Attrs{"schemas": []string{rt.Schema}, "externalId": t.Name("")}
	}
	body := Attrs{"schemas": []string{rt.Schema}}
	t.fill(body, rt, want, nil)
	if strings.EqualFold(rt.Schema, UserURN) {
		t.session.cfg.Template.into(t, body, nil)
	} else if strings.EqualFold(rt.Schema, GroupURN) {
		t.session.cfg.GroupTemplate.into(t, body, nil)
	}
	if strings.EqualFold(rt.Schema, GroupURN) {
		body["displayName"] = t.Name("")
	} else if attribute, _ := t.handle(body); attribute == "" {
		body["externalId"] = t.Name("") // by which it can be found again
	}
	return body
}

// fill adds to body what is not in it of the attributes of rt for which want is true; without names what the caller left out
// on purpose, in lower case.
func (t *T) fill(body Attrs, rt ResourceType, want func(Attribute) bool, without map[string]bool) {
	core, _ := t.Schema(rt.Schema)
	t.fillFrom(body, core.Attributes, want, without)
	for _, extension := range rt.Extensions {
		schema, published := t.Schema(extension.Schema)
		if !published || without[strings.ToLower(extension.Schema)] || has(body, extension.Schema) {
			continue
		}
		values := Attrs{}
		t.fillFrom(values, schema.Attributes, want, nil)
		if len(values) > 0 {
			body[schema.ID] = values
			if urns, ok := body["schemas"].([]string); ok { // otherwise the check is about schemas itself
				body["schemas"] = append(slices.Clone(urns), schema.ID)
			}
		}
	}
}

func (t *T) fillFrom(body Attrs, attributes []Attribute, want func(Attribute) bool, without map[string]bool) {
	for _, a := range attributes {
		if !want(a) || !attributeName.MatchString(a.Name) || common(a.Name) || without[strings.ToLower(a.Name)] || has(body, a.Name) {
			continue
		}
		if v := t.Sample(a, 0); v != nil {
			body[a.Name] = v
		}
	}
}

// attributeName is the form of RFC 7643 §2.1; nothing is sent under a name that is none (DSC-017).
var attributeName = regexp.MustCompile(`^[A-Za-z][A-Za-z0-9$_-]*$`)

// common tells whether an attribute is part of every resource, listed by a schema or not (RFC 7643 §3.1).
func common(name string) bool {
	return slices.Contains([]string{"id", "externalid", "meta", "schemas"}, strings.ToLower(name))
}

func has(body Attrs, name string) bool {
	for key := range body {
		if strings.EqualFold(key, name) {
			return true
		}
	}
	return false
}

// handle is an attribute of body by which the resource can be found again: one whose value carries the run's marker.
func (t *T) handle(body Attrs) (attribute, value string) {
	marker := Marker(t.session.cfg.RunID)
	for _, name := range append([]string{"userName", "displayName"}, slices.Sorted(maps.Keys(body))...) {
		if text, ok := body[name].(string); ok && strings.Contains(text, marker) {
			return name, text
		}
	}
	return "", ""
}

// CreateAs posts a resource of a type and returns the answer, whatever it is. It is in the ledger and is deleted when the
// check is over.
func (t *T) CreateAs(rt ResourceType, body Attrs) *Answer {
	attribute, value := t.handle(body)
	return t.CreateNamed(t.Endpoint(rt), attribute, value, body)
}

// CreateNamed is Create for a body of any kind; attribute and value say how the resource can be found again when the answer
// is lost.
func (t *T) CreateNamed(collection, attribute, value string, body any) *Answer {
	key := t.Own(strings.TrimPrefix(collection, "/"), attribute, value)
	answer := t.Post(collection, body)
	t.settleLedger(key, answer)
	return answer
}

// RichUser creates a user with everything that a client may write (FullBody) and returns what was sent. A target that refuses
// it gets a plain user: CRE-004 is about the refusal.
func (t *T) RichUser() (user User, sent Attrs) {
	sent = t.FullBody(t.UserType())
	t.Arrange("creating a user", func() {
		answer := t.Create("/Users", sent)
		if answer.Status() >= http.StatusBadRequest && answer.Status() < http.StatusInternalServerError {
			sent = t.UserBody(nil)
			answer = t.Create("/Users", sent)
		}
		id := answer.Is(http.StatusCreated, http.StatusOK).ID()
		name, _ := sent["userName"].(string)
		user = User{ID: id, UserName: name, Path: "/Users/" + url.PathEscape(id)}
	})
	return user, sent
}
