package directory

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/entrasim/entrasim/simulator/internal/directory/document"
)

// scheduled is a change as read, before it is rehearsed.
type scheduled struct {
	at     time.Time
	action Action
	node   *document.Node
}

// spelling gives verbs their second name in files.
var spelling = map[string]Verb{"add-user": Joiner, "hard-delete": Purge}

func (r *reader) changes(items []*document.Node) error {
	list := make([]scheduled, len(items))
	for i, n := range items {
		var err error
		if list[i], err = r.change(n); err != nil {
			return err
		}
	}
	slices.SortStableFunc(list, func(a, b scheduled) int { return a.at.Compare(b.at) })
	return r.rehearse(list)
}

// rehearse plays the changes on a copy. Whatever is refused there is a mistake in the file. References are resolved to ids as
// they stand when the change is due, so that the names of the file keep their meaning whatever a caller does to the directory
// before.
func (r *reader) rehearse(list []scheduled) error {
	if len(list) == 0 {
		return nil
	}
	copied := r.dir.Clone()
	for _, s := range list {
		if _, err := copied.AdvanceTo(s.at); err != nil {
			return r.refuse(s.node, err)
		}
		bound := copied.bindLocked(s.action)
		i, err := copied.playLocked(&s.action)
		if err != nil {
			return r.refuse(s.node, fmt.Errorf("at %s: %w", s.at.Format(time.RFC3339), err))
		}
		switch bound.Verb {
		case Joiner:
			bound.User.ID = copied.objects[i].id
		case AddGroup:
			bound.Group.ID = copied.objects[i].id
		}
		r.dir.pending.scheduleAction(s.at, &bound)
	}
	return nil
}

func (r *reader) change(n *document.Node) (scheduled, error) {
	if n.Kind != document.Map || len(n.Entries) != 2 {
		return scheduled{}, r.fail(n, "a change has a time and one action", "write it like {at: +1h, disable: ada@contoso.example}")
	}
	at, ok := n.Get("at")
	if !ok {
		return scheduled{}, r.fail(n, "a change has no at", "add at: +1h")
	}
	when, err := r.when(at)
	if err != nil {
		return scheduled{}, err
	}
	action := n.Entries[0]
	if action.Key.Text == "at" {
		action = n.Entries[1]
	}
	s, err := r.actionOf(action)
	s.at = when
	return s, err
}

// actionOf reads an action under its verb.
func (r *reader) actionOf(e document.Entry) (scheduled, error) {
	a := Action{Verb: cmp.Or(spelling[e.Key.Text], Verb(e.Key.Text))}
	v, ok := verbNamed(a.Verb)
	if !ok {
		return scheduled{}, r.fail(e.Key, fmt.Sprintf("there is no action %q", e.Key.Text), didYouMean(e.Key.Text, actionNames()))
	}
	return scheduled{action: a, node: e.Value}.read(r, v)
}

// read reads what stands behind the verb.
func (s scheduled) read(r *reader, v verb) (scheduled, error) {
	a, n := &s.action, s.node
	what := "the action " + string(a.Verb)
	set := func(to *string) func(*document.Node) error {
		return func(n *document.Node) (err error) { *to, err = r.text(n); return err }
	}
	list := func(to *[]string) func(*document.Node) error {
		return func(n *document.Node) (err error) { *to, err = r.texts(n); return err }
	}
	var err error
	switch a.Verb {
	case Joiner:
		known := r.userFields(n, &a.User)
		known["groups"] = list(&a.Groups)
		err = r.mapping(n, what, known, "userPrincipalName")
	case AddGroup:
		err = r.mapping(n, what, r.groupFields(n, &a.Group), "displayName")
	case Mover:
		err = r.mapping(n, what, fields{
			"user": set(&a.Target), "manager": set(&a.Manager), "join": list(&a.Groups), "leave": list(&a.LeaveGroups),
			"attributes": r.attributesInto(a, KindUser),
		}, "user")
	case Set:
		_, err = r.either(n, a, what, func(kind Kind) fields {
			return fields{"attributes": r.attributesInto(a, kind)}
		}, "attributes")
	case Rename, RenameGroup:
		err = r.mapping(n, what, fields{keyOf(v.target): set(&a.Target), "to": set(&a.To)}, keyOf(v.target), "to")
	case SetManager:
		err = r.mapping(n, what, fields{"user": set(&a.Target), "manager": set(&a.Manager)}, "user", "manager")
	case AddMember, RemoveMember:
		err = r.mapping(n, what, fields{"group": set(&a.Target), "members": list(&a.Members)}, "group", "members")
	case Assign, Unassign:
		_, err = r.assignment(n, a, what)
	default:
		a.Target, err = r.text(n)
	}
	return s, err
}

func (r *reader) attributesInto(a *Action, kind Kind) func(*document.Node) error {
	return func(n *document.Node) error {
		a.Attributes = map[string][]string{}
		return r.mapping(n, "a list of attributes of a "+keyOf(kind), r.attributeFields(kind, n, a.Attributes))
	}
}

// assignment reads the principal and the role.
func (r *reader) assignment(n *document.Node, a *Action, what string) (Kind, error) {
	return r.either(n, a, what, func(Kind) fields {
		return fields{"role": func(n *document.Node) (err error) {
			if a.Role, err = r.text(n); err == nil && a.Role == "" {
				err = r.fail(n, "the role is empty", "name the app role or leave it out")
			}
			return err
		}}
	})
}

// either reads a mapping that names a user or a group, besides what the kind allows.
func (r *reader) either(n *document.Node, a *Action, what string, more func(Kind) fields, required ...string) (Kind, error) {
	kind := KindUser
	_, isUser := n.Get("user")
	_, isGroup := n.Get("group")
	switch {
	case n.Kind == document.Map && isUser == isGroup:
		return "", r.fail(n, what+" is about one user or one group", "write either user: or group:")
	case isGroup:
		kind = KindGroup
	}
	target := func(n *document.Node) (err error) { a.Target, err = r.text(n); return err }
	known := more(kind)
	known[keyOf(kind)] = target
	return kind, r.mapping(n, what, known, append(required, keyOf(kind))...)
}

// keyOf is the key that refers to an object of a kind.
func keyOf(kind Kind) string { return strings.ToLower(string(kind)) }
