package directory

import (
	"maps"
	"slices"
)

// action writes an action under its verb, in the form in which the reader expects it.
func (y *yamlWriter) action(a *Action) {
	verb := string(a.Verb)
	v, _ := verbNamed(a.Verb)
	kind := v.target
	if kind == "" {
		kind = y.targetKind(a.Target)
	}
	switch a.Verb {
	case Joiner:
		y.begin(1, verb)
		y.joiner(a)
	case AddGroup:
		y.begin(1, verb)
		y.newGroup(a.Group)
	case Mover, Set:
		y.begin(1, verb)
		y.line(2, keyOf(kind), a.Target)
		y.attributeMap(kind, a.Attributes)
		y.optional("manager", a.Manager)
		y.optionalList("join", a.Groups)
		y.optionalList("leave", a.LeaveGroups)
	case Rename, RenameGroup:
		y.begin(1, verb)
		y.line(2, keyOf(kind), a.Target)
		y.line(2, "to", a.To)
	case SetManager:
		y.begin(1, verb)
		y.line(2, "user", a.Target)
		y.line(2, "manager", a.Manager)
	case AddMember, RemoveMember:
		y.begin(1, verb)
		y.line(2, "group", a.Target)
		y.list(2, "members", a.Members)
	case Assign, Unassign:
		y.begin(1, verb)
		y.line(2, keyOf(kind), a.Target)
		y.optional("role", a.Role)
	default:
		y.line(1, verb, a.Target)
	}
}

// targetKind says whether an action on either kind is about a user or a group. What does not resolve yet, because it joins
// later, is found among the actions that add it.
func (y *yamlWriter) targetKind(ref string) Kind {
	if i, err := y.dir.refLocked("", ref, ""); err == nil {
		return y.dir.kindLocked(i)
	}
	for _, item := range y.dir.pending.items {
		if item.action != nil && item.action.Verb == AddGroup &&
			(item.action.Group.ID == ref || item.action.Group.DisplayName == ref) {
			return KindGroup
		}
	}
	return KindUser
}

func (y *yamlWriter) optional(key, text string) {
	if text != "" {
		y.line(2, key, text)
	}
}

func (y *yamlWriter) optionalList(key string, texts []string) {
	if len(texts) > 0 {
		y.list(2, key, texts)
	}
}

func (y *yamlWriter) attributeMap(kind Kind, set map[string][]string) {
	if set == nil {
		return
	}
	if len(set) == 0 {
		y.raw(2, "attributes", "{}")
		return
	}
	y.begin(2, "attributes")
	for _, name := range slices.Sorted(maps.Keys(set)) {
		y.attribute(3, kind, name, set[name])
	}
}

func (y *yamlWriter) joiner(a *Action) {
	u := a.User
	set, err := u.attributes()
	if err != nil { // refused when played; written as far as it goes
		set = u.Attributes
	}
	y.optional("id", u.ID)
	y.line(2, "userPrincipalName", u.UserPrincipalName)
	if u.Disabled {
		y.raw(2, "accountEnabled", "false")
	}
	y.optional("manager", u.Manager)
	for _, name := range slices.Sorted(maps.Keys(set)) {
		if name != "userPrincipalName" {
			y.attribute(2, KindUser, name, set[name])
		}
	}
	y.optionalList("groups", a.Groups)
}

func (y *yamlWriter) newGroup(g Group) {
	y.optional("id", g.ID)
	y.line(2, "displayName", g.DisplayName)
	y.optional("description", g.Description)
	for _, name := range slices.Sorted(maps.Keys(g.Attributes)) {
		if name != "displayName" && (name != "description" || g.Description == "") {
			y.attribute(2, KindGroup, name, g.Attributes[name])
		}
	}
	y.optionalList("members", g.Members)
}
