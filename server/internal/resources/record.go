package resources

import (
	"net/url"

	"github.com/entrasim/entrasim/server/internal/schema"
	"github.com/entrasim/entrasim/server/internal/scim"
	"github.com/entrasim/entrasim/server/internal/store"
)

// uniqueAttribute is the attribute whose value makes a resource unique.
func uniqueAttribute(rt *schema.ResourceType) string {
	if rt.Name == store.TypeUser {
		return "userName"
	}
	return "displayName"
}

// fill sets everything of a record that follows from the canonical object, and returns the members it held. The object is
// changed: members go, the manager's $ref comes.
func (sc *Scope) fill(rec *store.Record, rt *schema.ResourceType, obj scim.Object) []store.Member {
	text := func(name string) string {
		v, _ := obj[name].(string)
		return v
	}
	var members []store.Member
	rec.Type, rec.Organisation = rt.Name, sc.Organisation
	rec.ExternalID, rec.DisplayKey = text("externalId"), scim.FoldKey(text("displayName"))
	rec.Active, rec.UniqueKey = true, ""
	switch rt.Name {
	case store.TypeUser:
		rec.UniqueKey = scim.FoldKey(text("userName"))
		if active, ok := obj["active"].(bool); ok {
			rec.Active = active
		}
		linkManager(obj)
	case store.TypeGroup:
		if sc.Mode.Name != strict {
			rec.UniqueKey = rec.DisplayKey
		}
		members = takeMembers(obj)
	}
	rec.Doc = rt.AppendResource(make([]byte, 0, 512), obj)
	return members
}

// strict is the mood in which groups may share a displayName.
const strict = "strict"

// linkManager points the manager's $ref to the manager, whatever the client sent there.
func linkManager(obj scim.Object) {
	ext, _ := obj[scim.SchemaEnterpriseUser].(scim.Object)
	manager, _ := ext["manager"].(scim.Object)
	if manager == nil {
		return
	}
	if id, ok := manager["value"].(string); ok && id != "" {
		manager["$ref"] = "../Users/" + pathEscape(id)
	}
}

// takeMembers removes members from a canonical group and returns them, each once, in their order.
func takeMembers(obj scim.Object) []store.Member {
	list, _ := obj["members"].([]any)
	delete(obj, "members")
	members := make([]store.Member, 0, len(list))
	seen := make(map[string]bool, len(list))
	for _, e := range list {
		m := toMember(e)
		if m.ID == "" || seen[m.ID] {
			continue
		}
		seen[m.ID] = true
		members = append(members, m)
	}
	return members
}

func toMember(e any) store.Member {
	o, _ := e.(scim.Object)
	text := func(name string) string {
		v, _ := o[name].(string)
		return v
	}
	return store.Member{ID: text("value"), Type: text("type"), Display: text("display")}
}

// pathEscape writes an id as one path segment. Ids of ours need no escaping; a manager may be anything.
func pathEscape(id string) string { return url.PathEscape(id) }
