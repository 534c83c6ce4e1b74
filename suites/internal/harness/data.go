package harness

import (
	"cmp"
	"context"
	"fmt"
	"maps"
	"net/http"
	"net/url"
	"slices"
	"strings"

	"github.com/gavv/httpexpect/v2"
)

// URNs of the core schemas and messages.
const (
	UserURN         = "urn:ietf:params:scim:schemas:core:2.0:User"
	GroupURN        = "urn:ietf:params:scim:schemas:core:2.0:Group"
	EnterpriseURN   = enterpriseURN
	ListResponseURN = "urn:ietf:params:scim:api:messages:2.0:ListResponse"
)

// Attrs are attributes of a body, by name.
type Attrs map[string]any

// User is a user that exists in the target.
type User struct{ ID, UserName, Path string }

// Group is a group that exists in the target.
type Group struct{ ID, DisplayName, Path string }

// Name returns a name that nobody else uses: the run's marker, the check, a number. With domain it is a user name in the
// form of an e-mail address, which many targets insist on.
func (t *T) Name(domain string) string {
	t.names++
	prefix := cmp.Or(t.prefix, strings.ToLower(strings.ReplaceAll(t.ID, "-", "")))
	name := fmt.Sprintf("es-%s-%s-%d", t.session.cfg.RunID, prefix, t.names)
	if domain != "" {
		name += "@" + domain
	}
	return name
}

// Domain is that of the user names of a run; reserved by RFC 2606, so mail to it goes nowhere.
const Domain = "entrasim.example"

// Declares tells whether the target's schema has a top-level attribute (true when it publishes none): only what is declared
// is sent.
func (t *T) Declares(urn, attribute string) bool {
	return t.session.features().declares(urn, attribute)
}

// UserBody is a plausible user with a name of its own, overlaid with attrs; a nil value in attrs takes an attribute out.
// Attributes that the target's schema does not declare are left out, those that it requires besides are filled in.
func (t *T) UserBody(attrs Attrs) Attrs {
	userName := t.Name(Domain)
	body := Attrs{
		"schemas":     []string{UserURN},
		"userName":    userName,
		"active":      true,
		"displayName": "Mira Holt",
		"name":        Attrs{"givenName": "Mira", "familyName": "Holt"},
		"emails":      []Attrs{{"type": "work", "value": userName, "primary": true}},
	}
	own := map[string]bool{}
	for name := range attrs {
		own[strings.ToLower(name)] = true
	}
	t.session.cfg.Template.into(t, body, own)
	maps.Copy(body, attrs)
	without := map[string]bool{}
	for name, v := range body {
		if v == nil {
			without[strings.ToLower(name)] = true
		}
		undeclared := name != "schemas" && name != "externalId" && name != "meta" && !strings.HasPrefix(name, "urn:") && !t.Declares(UserURN, name)
		if v == nil || undeclared {
			delete(body, name)
		}
	}
	t.fill(body, t.UserType(), func(a Attribute) bool { return a.Required }, without)
	return body
}

// ExtrasBody is a user as Entra creates it, with everything that a strict target might stumble over: the Enterprise URN
// without an extension value, meta.resourceType, name.formatted, an empty array of roles.
func (t *T) ExtrasBody() Attrs {
	body := t.UserBody(Attrs{
		"schemas":    []string{UserURN, EnterpriseURN},
		"externalId": t.Name(""),
		"name":       Attrs{"formatted": "Mira Holt", "familyName": "Holt", "givenName": "Mira"},
		"meta":       Attrs{"resourceType": "User"},
	})
	body["roles"] = []string{} // empty: nothing is asked of a target that does not declare it
	return body
}

// Create posts a body and returns the answer, whatever it is. The resource is in the ledger before it is sent and is
// deleted when the check is over.
func (t *T) Create(collection string, body Attrs) *Answer {
	attribute := "userName"
	if collection == "/Groups" {
		attribute = "displayName"
	}
	name, _ := body[attribute].(string)
	key := t.Own(strings.TrimPrefix(collection, "/"), attribute, name)
	answer := t.Post(collection, body)
	t.settleLedger(key, answer)
	return answer
}

// Own puts a resource that somebody else creates (the simulator) into the ledger, so that it is deleted with the check.
func (t *T) Own(resource, attribute, name string) int {
	if reason := t.session.full(); reason != "" {
		t.skip(reason)
	}
	key, err := t.session.cfg.Ledger.Plan(Entry{Resource: resource, Attribute: attribute, Name: name})
	if err != nil {
		t.abort("nothing is created that cannot be written down first: " + err.Error())
	}
	t.created = append(t.created, key)
	return key
}

// User creates a user to work with; when that fails the check is skipped.
func (t *T) User(attrs Attrs) (user User) {
	t.Arrange("creating a user", func() { user = t.createUser(attrs) })
	return user
}

func (t *T) createUser(attrs Attrs) User {
	body := t.UserBody(attrs)
	id := t.Create("/Users", body).Is(http.StatusCreated, http.StatusOK).ID()
	return User{ID: id, UserName: body["userName"].(string), Path: "/Users/" + url.PathEscape(id)}
}

// Group creates a group with members to work with; when that fails the check is skipped.
func (t *T) Group(members ...User) (group Group) {
	t.Arrange("creating a group", func() { group = t.createGroup() })
	if len(members) == 0 {
		return group
	}
	t.Arrange("adding members", func() {
		ids := make([]string, len(members))
		for i, m := range members {
			ids[i] = m.ID
		}
		t.Patch(group.Path, addMembers(ids...))
		t.WantMembers(group, ids...)
	})
	return group
}

// GroupBody is a group with attrs and what the operator's template says that groups need besides.
func (t *T) GroupBody(attrs Attrs) Attrs {
	body, own := Attrs{"schemas": []string{GroupURN}}, map[string]bool{}
	maps.Copy(body, attrs)
	for name := range attrs {
		own[strings.ToLower(name)] = true
	}
	t.session.cfg.GroupTemplate.into(t, body, own)
	return body
}

func (t *T) createGroup() Group {
	name := t.Name("")
	body := t.GroupBody(Attrs{"displayName": name})
	id := t.Create("/Groups", body).Is(http.StatusCreated, http.StatusOK).ID()
	return Group{ID: id, DisplayName: name, Path: "/Groups/" + url.PathEscape(id)}
}

// addMembers is the RFC's form of adding members.
func addMembers(ids ...string) Op {
	return Op{Op: "add", Path: "members", Value: MemberValues(ids...)}
}

// MemberValues is the value of an operation on members.
func MemberValues(ids ...string) []Attrs {
	out := make([]Attrs, len(ids))
	for i, id := range ids {
		out[i] = Attrs{"value": id}
	}
	return out
}

// ReadBack reads a resource and lets assert look at it, again and again inside the read-back window.
func (t *T) ReadBack(path string, assert func(*httpexpect.Object)) {
	t.Settle(func() {
		o := t.Get(path).Is(http.StatusOK).Object()
		if assert != nil {
			assert(o)
		}
	})
}

// Members reads who is in a group. It asks for the attribute by name: members may be "returned: request" (trap 1).
func (t *T) Members(group Group) []string {
	o := t.Get(group.Path, Param{"attributes", "members"}).Is(http.StatusOK).Object()
	if _, ok := o.Raw()["members"]; !ok {
		return nil
	}
	var ids []string
	for _, m := range o.Value("members").Array().Iter() {
		ids = append(ids, m.Object().Value("value").String().Raw())
	}
	slices.Sort(ids)
	return ids
}

// WantMembers asserts that exactly these users are in a group, in any order.
func (t *T) WantMembers(group Group, ids ...string) {
	want := slices.Sorted(slices.Values(ids))
	t.Settle(func() {
		if got := t.Members(group); !slices.Equal(got, want) {
			t.Fail("the group does not have the members it should have", show(got), show(want))
		}
	})
}

// cleanUp deletes what the check created, latest first. What cannot be deleted now stays in the ledger for Sweep.
func (t *T) cleanUp(ctx context.Context) {
	open := t.session.cfg.Ledger.Open()
	for _, key := range slices.Backward(t.created) {
		if e, ok := open[key]; ok {
			_ = t.session.remove(ctx, key, e) // Sweep tries again and reports
		}
	}
}
