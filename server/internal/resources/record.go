package resources

import (
	"net/url"

	"github.com/entrasim/entrasim/server/internal/schema"
	"github.com/entrasim/entrasim/server/internal/scim"
	"github.com/entrasim/entrasim/server/internal/store"
)

// uniqueAttribute is the attribute whose value makes a resource unique.
func uniqueAttribute(rt *schema.ResourceType) string {
	if a := rt.UniqueAttribute(); a != nil {
		return a.Name
	}
	return "displayName"
}

// fill sets everything of a record that follows from the canonical object and the hash of its password, and returns the members
// it held. The object is changed: members go, the manager's $ref comes.
func (sc *Scope) fill(rec *store.Record, rt *schema.ResourceType, obj scim.Object, hash string) []store.Member {
	text := func(name string) string {
		v, _ := obj[name].(string)
		return v
	}
	var members []store.Member
	rec.Type, rec.Organisation = rt.Name, sc.Organisation
	rec.ExternalID, rec.DisplayKey = text("externalId"), scim.FoldKey(text("displayName"))
	rec.Active, rec.UniqueKey = true, ""
	if a := rt.UniqueAttribute(); a != nil {
		if rec.UniqueKey = text(a.Name); !a.IsCaseExact() {
			rec.UniqueKey = scim.FoldKey(rec.UniqueKey)
		}
	}
	switch rt.Name {
	case store.TypeUser:
		if active, ok := obj["active"].(bool); ok {
			rec.Active = active
		}
		linkManager(obj)
	case store.TypeGroup:
		if sc.Mode.GroupNamesUnique {
			rec.UniqueKey = rec.DisplayKey
		}
		members = takeMembers(obj)
	}
	rec.Doc = joinSecret(document(rt, obj), hash)
	return members
}

// document is what is stored of a resource. For the types of RFC 7643 that is the answer itself but for what is computed. For
// others it is every attribute, because some may be returned only on request or under another schema; a blank in front tells.
func document(rt *schema.ResourceType, obj scim.Object) []byte {
	dst := make([]byte, 0, 1024) // what a person comes to, usually
	if isCore(rt) {
		return rt.AppendResource(dst, obj)
	}
	return scim.AppendJSON(append(dst, ' '), obj)
}

// isAnswer reports whether a stored document can be answered as it is.
func isAnswer(rt *schema.ResourceType, doc []byte) bool {
	return isCore(rt) && len(doc) > 0 && doc[0] == '{'
}

// isCore reports whether a resource type is as RFC 7643 has it. Others may have changed since a resource was stored.
func isCore(rt *schema.ResourceType) bool { return rt == schema.Core().ResourceType(rt.Name) }

// managerOf returns the id of a canonical user's manager, or "".
func managerOf(rt *schema.ResourceType, obj scim.Object) string {
	if rt.Name != store.TypeUser {
		return ""
	}
	ext, _ := obj[scim.SchemaEnterpriseUser].(scim.Object)
	manager, _ := ext["manager"].(scim.Object)
	id, _ := manager["value"].(string)
	return id
}

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
