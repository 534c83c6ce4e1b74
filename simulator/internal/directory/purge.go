package directory

// purgeLocked removes an object and everything that refers to it. Its number stays, marked as gone.
func (d *Directory) purgeLocked(i int32) {
	for _, g := range d.objects[i].memberOf {
		d.leaveLocked(g, i)
	}
	if d.objects[i].group {
		d.dissolveLocked(i)
	} else {
		d.unlinkManagerLocked(i)
		for _, report := range d.reports[i] {
			d.objects[report].manager = none
			d.recordLocked(managerChanged, report)
		}
		delete(d.reports, i)
		delete(d.byUPN, foldUPN(firstOf(d.objects[i].attrs, attrUPN)))
	}
	d.count[d.kindLocked(i)]--
	o := &d.objects[i]
	*o = object{id: o.id, group: o.group, manager: none, gone: true}
	d.recordLocked(hardDeleted, i)
}

// dissolveLocked ends the memberships in a group that goes away. Its members are not reported as removed, since there is no
// group left to remove them from; those who had access through it are reported as such.
func (d *Directory) dissolveLocked(group int32) {
	for _, m := range d.objects[group].members {
		d.objects[m].memberOf = without(d.objects[m].memberOf, group)
		d.accessChangedLocked(group, m)
	}
	d.dropNameLocked(group)
}

// dropNameLocked takes a group out of the index of display names.
func (d *Directory) dropNameLocked(group int32) {
	name := firstOf(d.objects[group].attrs, attrDisplayName)
	if rest := without(d.byName[name], group); len(rest) > 0 {
		d.byName[name] = rest
	} else {
		delete(d.byName, name)
	}
}
