package directory

import (
	"fmt"
	"maps"
	"slices"
)

// Group is what a new group is made of. Only DisplayName is needed.
type Group struct {
	// ID is the object id. Default: derived from the tenant and the displayName.
	ID string
	// DisplayName need not be unique in the directory, although matching in the target needs it to be (entra-engine §5.2).
	DisplayName string
	// Description is the attribute of that name; empty means no value.
	Description string
	// Attributes are further source attributes by name. securityEnabled defaults to True, mailEnabled to False, mailNickname
	// to the start of the object id, as the admin center does it.
	Attributes map[string][]string
	// Members refer to users by id or userPrincipalName and to groups by id or displayName.
	Members []string
}

// AddGroup adds a group with its members and returns its object id.
func (d *Directory) AddGroup(g Group) (string, error) {
	d.mu.Lock()
	defer d.mu.Unlock()
	i, err := d.addGroupLocked(g)
	if err != nil {
		return "", fmt.Errorf("add group %q: %w", g.DisplayName, err)
	}
	return d.objects[i].id, nil
}

func (d *Directory) addGroupLocked(g Group) (int32, error) {
	id, err := d.newIDLocked(KindGroup, g.ID, g.DisplayName)
	if err != nil {
		return none, err
	}
	set := maps.Clone(g.Attributes)
	if set == nil {
		set = map[string][]string{}
	}
	for name, value := range map[string]string{"displayName": g.DisplayName, "description": g.Description} {
		if value != "" {
			set[name] = []string{value}
		}
	}
	for name, value := range map[string]string{"mailNickname": id[:10], "securityEnabled": True, "mailEnabled": False} {
		if len(set[name]) == 0 {
			set[name] = []string{value}
		}
	}
	if len(set["displayName"]) == 0 {
		set["displayName"] = nil // so that the check below sees it
	}
	fields, err := d.fieldsLocked(KindGroup, set)
	if err != nil {
		return none, err
	}
	members, err := d.liveRefsLocked("members", g.Members, "")
	if err != nil {
		return none, err
	}
	i := d.insertGroupLocked(id, g.DisplayName, fields)
	for _, m := range members {
		d.joinLocked(i, m)
	}
	return i, nil
}

// insertGroupLocked adds a group whose id and fields have been checked.
func (d *Directory) insertGroupLocked(id, displayName string, fields []field) int32 {
	i := d.insertLocked(object{id: id, attrs: pack(fields), manager: none, group: true, enabled: true})
	d.groups = append(d.groups, i)
	d.byName[displayName] = append(d.byName[displayName], i)
	return i
}

// AddMember makes objects direct members of a group; those that are already stay as they are.
func (d *Directory) AddMember(groupID string, memberIDs ...string) error {
	if slices.Contains(memberIDs, groupID) {
		return fmt.Errorf("add member to group: %w: %s cannot be a member of itself", ErrInvalid, groupID)
	}
	return d.mutateMembers("add member to", groupID, memberIDs, d.joinLocked)
}

// RemoveMember ends direct memberships; who is no member is left alone.
func (d *Directory) RemoveMember(groupID string, memberIDs ...string) error {
	return d.mutateMembers("remove member from", groupID, memberIDs, d.leaveLocked)
}

func (d *Directory) mutateMembers(verb, groupID string, memberIDs []string, change func(group, member int32)) error {
	d.mu.Lock()
	defer d.mu.Unlock()
	group, err := d.liveLocked(groupID, KindGroup)
	if err != nil {
		return fmt.Errorf("%s group: %w", verb, err)
	}
	members := make([]int32, len(memberIDs))
	for n, id := range memberIDs {
		if members[n], err = d.liveLocked(id, ""); err != nil {
			return fmt.Errorf("%s group %s: %w", verb, d.labelLocked(group), err)
		}
	}
	for _, m := range members {
		change(group, m)
	}
	return nil
}

func (d *Directory) selfMemberLocked(group int32) error {
	label := d.labelLocked(group)
	return &problem{
		err:   fmt.Errorf("%w: group %s cannot be a member of itself", ErrInvalid, label),
		field: "members", ref: firstOf(d.objects[group].attrs, attrDisplayName), remedy: "take it out of its own members",
	}
}

// IsMember reports whether an object is a direct member of a group.
func (d *Directory) IsMember(group, member string) bool {
	d.mu.RLock()
	defer d.mu.RUnlock()
	g, err := d.presentLocked(group, "")
	if err != nil {
		return false
	}
	m, err := d.presentLocked(member, "")
	return err == nil && d.isMemberLocked(g, m)
}

func (d *Directory) isMemberLocked(group, member int32) bool {
	return slices.Contains(d.objects[member].memberOf, group)
}

func (d *Directory) joinLocked(group, member int32) {
	if d.isMemberLocked(group, member) {
		return
	}
	g, m := &d.objects[group], &d.objects[member]
	g.members = append(g.members, member)
	m.memberOf = append(m.memberOf, group)
	d.recordMemberLocked(memberAdded, group, member)
	d.accessChangedLocked(group, member)
}

func (d *Directory) leaveLocked(group, member int32) {
	if !d.isMemberLocked(group, member) {
		return
	}
	g, m := &d.objects[group], &d.objects[member]
	g.members = without(g.members, member)
	m.memberOf = without(m.memberOf, group)
	d.recordMemberLocked(memberRemoved, group, member)
	d.accessChangedLocked(group, member)
}

// without copies, because snapshots and clones share the old list.
func without(list []int32, n int32) []int32 {
	rest := make([]int32, 0, len(list)-1)
	for _, m := range list {
		if m != n {
			rest = append(rest, m)
		}
	}
	return rest
}

// GroupsOf lists the groups that an object is a direct member of, in order of their creation.
func (d *Directory) GroupsOf(id string) []string {
	d.mu.RLock()
	defer d.mu.RUnlock()
	i, err := d.presentLocked(id, "")
	if err != nil {
		return nil
	}
	groups := slices.Clone(d.objects[i].memberOf)
	slices.Sort(groups)
	return d.idsLocked(groups)
}
