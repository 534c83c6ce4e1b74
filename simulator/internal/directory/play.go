package directory

import (
	"fmt"
	"slices"
)

// playLocked does what an action says and returns the number of the object it acted on.
func (d *Directory) playLocked(a *Action) (int32, error) {
	switch a.Verb {
	case Joiner:
		return d.playJoinerLocked(a)
	case AddGroup:
		return d.addGroupLocked(a.Group)
	}
	v, ok := verbNamed(a.Verb)
	if !ok {
		return none, &problem{
			err: fmt.Errorf("%w: there is no action %q", ErrInvalid, a.Verb), ref: string(a.Verb),
			remedy: didYouMean(string(a.Verb), verbWords()),
		}
	}
	target, err := d.targetLocked(v, a.Target)
	if err != nil {
		return none, err
	}
	return target, v.play(d, a, target)
}

func (d *Directory) targetLocked(v verb, ref string) (int32, error) {
	if v.bin {
		if i, ok := d.binLocked(ref); ok {
			return i, nil
		}
		return d.refLocked("", ref, v.target)
	}
	return d.liveRefLocked("", ref, v.target)
}

// liveRefLocked resolves a reference to an object that is not in the recycle bin.
func (d *Directory) liveRefLocked(field, ref string, kind Kind) (int32, error) {
	i, err := d.refLocked(field, ref, kind)
	if err != nil {
		return none, err
	}
	if d.objects[i].deleted != 0 {
		return none, &problem{
			err: fmt.Errorf("user %s %w", d.labelLocked(i), ErrSoftDeleted), field: field, ref: ref,
			remedy: "restore the user first; in the recycle bin it can only be restored or purged",
		}
	}
	return i, nil
}

func (d *Directory) liveRefsLocked(field string, refs []string, kind Kind) ([]int32, error) {
	list := make([]int32, len(refs))
	for n, ref := range refs {
		var err error
		if list[n], err = d.liveRefLocked(field, ref, kind); err != nil {
			return nil, err
		}
	}
	return list, nil
}

func (d *Directory) playJoinerLocked(a *Action) (int32, error) {
	groups, err := d.liveRefsLocked("groups", a.Groups, KindGroup)
	if err != nil {
		return none, err
	}
	user, err := d.addUserLocked(a.User)
	if err != nil {
		return none, err
	}
	for _, g := range groups {
		d.joinLocked(g, user)
	}
	return user, nil
}

func playMover(d *Directory, a *Action, user int32) error {
	join, err := d.liveRefsLocked("join", a.Groups, KindGroup)
	if err != nil {
		return err
	}
	leave, err := d.liveRefsLocked("leave", a.LeaveGroups, KindGroup)
	if err != nil {
		return err
	}
	manager := none
	if a.Manager != "" {
		if manager, err = d.liveRefLocked("manager", a.Manager, KindUser); err != nil {
			return err
		}
		if err := d.checkManagerLocked(user, manager); err != nil {
			return err
		}
	}
	if err := d.setAttrsLocked(user, a.Attributes); err != nil {
		return err
	}
	if manager != none {
		d.setManagerLocked(user, manager)
	}
	for _, g := range leave {
		d.leaveLocked(g, user)
	}
	for _, g := range join {
		d.joinLocked(g, user)
	}
	return nil
}

func playPurge(d *Directory, _ *Action, i int32) error {
	d.purgeLocked(i)
	return nil
}

func playSetManager(d *Directory, a *Action, user int32) error {
	manager, err := d.liveRefLocked("manager", a.Manager, KindUser)
	if err != nil {
		return err
	}
	if err := d.checkManagerLocked(user, manager); err != nil {
		return err
	}
	d.setManagerLocked(user, manager)
	return nil
}

func playAddMember(d *Directory, a *Action, group int32) error {
	members, err := d.liveRefsLocked("members", a.Members, "")
	if err != nil {
		return err
	}
	if slices.Contains(members, group) {
		return d.selfMemberLocked(group)
	}
	for _, m := range members {
		d.joinLocked(group, m)
	}
	return nil
}

// playRemoveMember insists on the membership: a file that removes who is no member has a mistake in it.
func playRemoveMember(d *Directory, a *Action, group int32) error {
	members, err := d.liveRefsLocked("members", a.Members, "")
	if err != nil {
		return err
	}
	for n, m := range members {
		if !d.isMemberLocked(group, m) {
			return &problem{
				err:   fmt.Errorf("%w: %s is not a member of %s", ErrInvalid, d.labelLocked(m), d.labelLocked(group)),
				field: "members", ref: a.Members[n], remedy: "take it out of the list, or add it to the group earlier",
			}
		}
	}
	for _, m := range members {
		d.leaveLocked(group, m)
	}
	return nil
}
