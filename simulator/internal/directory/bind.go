package directory

import "slices"

// bindLocked returns the action with every reference that resolves replaced by the object's id. What does not resolve stays; the
// action is refused when it is played.
func (d *Directory) bindLocked(a Action) Action {
	one := func(ref string, kind Kind) string {
		if i, err := d.refLocked("", ref, kind); ref != "" && err == nil {
			return d.objects[i].id
		}
		return ref
	}
	all := func(refs []string, kind Kind) []string {
		refs = slices.Clone(refs)
		for i, ref := range refs {
			refs[i] = one(ref, kind)
		}
		return refs
	}
	if v, ok := verbNamed(a.Verb); ok && a.Target != "" {
		if i, err := d.targetLocked(v, a.Target); err == nil {
			a.Target = d.objects[i].id
		}
	}
	a.Manager = one(a.Manager, KindUser)
	a.User.Manager = one(a.User.Manager, KindUser)
	a.Members = all(a.Members, "")
	a.Group.Members = all(a.Group.Members, "")
	a.Groups = all(a.Groups, KindGroup)
	a.LeaveGroups = all(a.LeaveGroups, KindGroup)
	return a
}
