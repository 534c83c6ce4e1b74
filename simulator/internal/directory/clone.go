package directory

import (
	"maps"
	"slices"
)

// Clone copies the directory with its schedule and change feed; changes to one do not show in the other.
func (d *Directory) Clone() *Directory {
	d.mu.RLock()
	defer d.mu.RUnlock()
	c := &Directory{
		tenant: d.tenant, start: d.start, now: d.now, names: d.names,
		objects: slices.Clone(d.objects), groups: slices.Clone(d.groups),
		count: maps.Clone(d.count), byID: maps.Clone(d.byID), byUPN: maps.Clone(d.byUPN),
		byName: cloneLists(d.byName), reports: cloneLists(d.reports),
		roles: d.roles.clone(), feed: d.feed.clone(),
		prints:  prints{now: d.prints.now, given: maps.Clone(d.prints.given)},
		pending: queue{items: slices.Clone(d.pending.items), sequence: d.pending.sequence},
	}
	for i := range c.objects {
		o := &c.objects[i]
		o.members, o.memberOf = slices.Clip(o.members), slices.Clip(o.memberOf)
	}
	return c
}

// cloneLists clips the lists, so that appending to the clone's copies instead of writing behind the original's.
func cloneLists[K comparable](m map[K][]int32) map[K][]int32 {
	c := make(map[K][]int32, len(m))
	for k, list := range m {
		c[k] = slices.Clip(list)
	}
	return c
}
