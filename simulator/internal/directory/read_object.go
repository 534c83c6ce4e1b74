package directory

import (
	"errors"
	"fmt"

	"github.com/entrasim/entrasim/simulator/internal/directory/document"
)

// userFields gives readers for the keys of a user.
func (r *reader) userFields(n *document.Node, u *User) fields {
	u.Attributes = map[string][]string{}
	known := r.attributeFields(KindUser, n, u.Attributes)
	known["id"] = func(n *document.Node) (err error) { u.ID, err = r.id(n); return err }
	known["userPrincipalName"] = func(n *document.Node) (err error) { u.UserPrincipalName, err = r.text(n); return err }
	known["manager"] = func(n *document.Node) (err error) { u.Manager, err = r.optional(n); return err }
	known["accountEnabled"] = func(n *document.Node) error {
		enabled, err := r.boolean(n)
		u.Disabled = !enabled
		return err
	}
	return known
}

func (r *reader) id(n *document.Node) (string, error) {
	id, err := r.text(n)
	if err == nil && id == "" {
		err = r.fail(n, "the id is empty", "leave it out to have one derived from the name")
	}
	return id, err
}

func (r *reader) optional(n *document.Node) (string, error) {
	if n.Kind == document.Null {
		return "", nil
	}
	return r.text(n)
}

// users adds the users in the order of the file and sets the managers afterwards, since they may stand further down.
func (r *reader) users(items []*document.Node) error {
	managers := make([]string, len(items))
	for i, n := range items {
		var u User
		known := r.userFields(n, &u)
		known["deletedAt"] = func(n *document.Node) (err error) { u.DeletedAt, err = r.time(n); return err }
		if err := r.mapping(n, "a user", known, "userPrincipalName"); err != nil {
			return err
		}
		managers[i], u.Manager = u.Manager, ""
		if err := r.add(n, func() (int32, error) { return r.dir.addUserLocked(u) }); err != nil {
			return err
		}
	}
	for i, n := range items {
		if managers[i] == "" {
			continue
		}
		manager, err := r.dir.refLocked("manager", managers[i], KindUser)
		if err == nil {
			err = r.dir.checkManagerLocked(int32(i), manager)
		}
		if err != nil {
			return r.refuse(n, err)
		}
		r.dir.linkManagerLocked(int32(i), manager)
	}
	return nil
}

// groupFields gives readers for the keys of a group.
func (r *reader) groupFields(n *document.Node, g *Group) fields {
	g.Attributes = map[string][]string{}
	known := r.attributeFields(KindGroup, n, g.Attributes)
	known["id"] = func(n *document.Node) (err error) { g.ID, err = r.id(n); return err }
	known["displayName"] = func(n *document.Node) (err error) { g.DisplayName, err = r.text(n); return err }
	known["members"] = func(n *document.Node) (err error) { g.Members, err = r.texts(n); return err }
	return known
}

// groups adds the groups in the order of the file and their members afterwards, since groups may contain each other.
func (r *reader) groups(items []*document.Node) error {
	first := int32(len(r.dir.objects))
	members := make([][]string, len(items))
	for i, n := range items {
		var g Group
		if err := r.mapping(n, "a group", r.groupFields(n, &g), "displayName"); err != nil {
			return err
		}
		members[i], g.Members = g.Members, nil
		if err := r.add(n, func() (int32, error) { return r.dir.addGroupLocked(g) }); err != nil {
			return err
		}
	}
	for i, n := range items {
		if err := r.members(n, first+int32(i), members[i]); err != nil {
			return err
		}
	}
	return nil
}

func (r *reader) members(n *document.Node, group int32, refs []string) error {
	for i, ref := range refs {
		member, err := r.dir.refLocked("members", ref, "")
		if err == nil && member == group {
			err = r.dir.selfMemberLocked(group)
		}
		if err != nil {
			return r.refuse(n, err)
		}
		if r.dir.isMemberLocked(group, member) {
			list, _ := n.Get("members")
			return r.fail(list.Items[i], fmt.Sprintf("%s is a member of %s already", ref, r.dir.labelLocked(group)), "remove one of the two")
		}
		r.dir.joinLocked(group, member)
	}
	return nil
}

// add adds an object and remembers where it stands; of a duplicate the message says where the other one is.
func (r *reader) add(n *document.Node, insert func() (int32, error)) error {
	_, err := insert()
	if err == nil {
		r.lines = append(r.lines, n.Line)
		return nil
	}
	refused := r.refuse(n, err)
	var fault *FileError
	var p *problem
	if errors.Is(err, ErrTaken) && errors.As(err, &p) && errors.As(refused, &fault) {
		if other, ok := r.dir.holderLocked(p); ok {
			fault.What = fmt.Sprintf("the %s %s is already taken by the object in line %d", p.field, p.ref, r.lines[other])
		}
	}
	return refused
}

// holderLocked is the object that has the name or id which a problem says is taken.
func (d *Directory) holderLocked(p *problem) (int32, bool) {
	if p.field == "userPrincipalName" {
		i, ok := d.byUPN[foldUPN(p.ref)]
		return i, ok
	}
	id, err := checkID(p.ref)
	if err != nil {
		return none, false
	}
	i, ok := d.byID[id]
	return i, ok
}

// assignments reads who is assigned to the application.
func (r *reader) assignments(items []*document.Node) error {
	for _, n := range items {
		a := Action{Verb: Assign}
		kind, err := r.assignment(n, &a, "an assignment")
		if err != nil {
			return err
		}
		i, err := r.dir.refLocked(keyOf(kind), a.Target, kind)
		if err == nil {
			err = r.dir.assignLocked(i, a.roles())
		}
		if err != nil {
			return r.refuse(n, err)
		}
	}
	return nil
}
