package directory

import (
	"fmt"
	"iter"
	"strconv"
	"sync"
	"time"

	"github.com/entrasim/entrasim/simulator/internal/clock"
)

// DefaultTenant is the domain of a directory whose options name none.
const DefaultTenant = "tenant.example"

// Options say what kind of directory to make. The zero value is usable.
type Options struct {
	// Tenant is the domain of the tenant; object ids depend on it. Default: [DefaultTenant].
	Tenant string
	// Start is the time at which the directory begins. Default: [clock.Start].
	Start time.Time
}

// none is the index of no object.
const none int32 = -1

// object is what the directory keeps of a user or group. Its place in Directory.objects is its number; it stays there when
// the object is gone, so that numbers in the feed keep their meaning.
type object struct {
	id       string
	attrs    string  // packed, see pack.go
	memberOf []int32 // groups; like members only ever appended to or replaced, because clones share it
	members  []int32 // of a group; snapshots share it too
	manager  int32
	roles    uint32 // number of the set of roles assigned directly; 0 is the empty set
	group    bool
	enabled  bool
	gone     bool
	deleted  int64 // when soft-deleted, in Unix microseconds; 0 when not
}

// Directory holds the objects of one tenant. See the package documentation.
type Directory struct {
	mu      sync.RWMutex
	tenant  string
	start   time.Time
	now     time.Time
	names   *names
	objects []object
	count   map[Kind]int
	groups  []int32 // in order of creation, gone ones included

	byID   map[string]int32
	byUPN  map[string]int32   // folded; users that are not gone
	byName map[string][]int32 // groups by displayName
	// reports lists who has a user as manager, so that a purge costs what it touches.
	reports map[int32][]int32
	roles   roleSets
	feed    journal
	prints  prints
	pending queue
}

// New makes an empty directory.
func New(o Options) *Directory {
	if o.Tenant == "" {
		o.Tenant = DefaultTenant
	}
	if o.Start.IsZero() {
		o.Start = clock.Start
	}
	return &Directory{
		tenant:  o.Tenant,
		start:   o.Start.UTC(),
		now:     o.Start.UTC(),
		names:   known,
		count:   map[Kind]int{},
		byID:    map[string]int32{},
		byUPN:   map[string]int32{},
		byName:  map[string][]int32{},
		reports: map[int32][]int32{},
		roles:   newRoleSets(),
	}
}

// Tenant is the domain of the tenant.
func (d *Directory) Tenant() string { return d.tenant }

// Start is the time at which the directory began.
func (d *Directory) Start() time.Time { return d.start }

// Now is the time up to which the directory has been played.
func (d *Directory) Now() time.Time {
	d.mu.RLock()
	defer d.mu.RUnlock()
	return d.now
}

// Len counts the objects of a kind, those in the recycle bin included.
func (d *Directory) Len(kind Kind) int {
	d.mu.RLock()
	defer d.mu.RUnlock()
	return d.count[kind]
}

// Object finds an object by its id. Objects in the recycle bin are found, purged ones are not.
func (d *Directory) Object(id string) (Object, bool) {
	d.mu.RLock()
	defer d.mu.RUnlock()
	i, ok := d.byID[id]
	if !ok || d.objects[i].gone {
		return Object{}, false
	}
	return d.snapshotLocked(i), true
}

// batch is how many snapshots All takes under one lock.
const batch = 256

// All yields the objects of a kind in order of creation, those in the recycle bin included. The directory may be changed
// meanwhile; objects added during the iteration are not seen.
func (d *Directory) All(kind Kind) iter.Seq[Object] {
	return func(yield func(Object) bool) {
		d.mu.RLock()
		end := len(d.objects)
		groups := d.groups
		d.mu.RUnlock()
		if kind == KindGroup {
			end = len(groups)
		}
		snapshots := make([]Object, 0, batch)
		for from := 0; from < end; from += batch {
			snapshots = snapshots[:0]
			d.mu.RLock()
			for i := from; i < min(from+batch, end); i++ {
				n := int32(i)
				if kind == KindGroup {
					n = groups[i]
				}
				if o := &d.objects[n]; !o.gone && o.group == (kind == KindGroup) {
					snapshots = append(snapshots, d.snapshotLocked(n))
				}
			}
			d.mu.RUnlock()
			for _, o := range snapshots {
				if !yield(o) {
					return
				}
			}
		}
	}
}

func (d *Directory) snapshotLocked(i int32) Object {
	o := &d.objects[i]
	snapshot := Object{
		dir: d, names: d.names, id: o.id, kind: KindUser, attrs: o.attrs,
		members: o.members, deletedAt: o.deleted, enabled: o.enabled,
	}
	if o.group {
		snapshot.kind = KindGroup
	}
	if o.manager != none {
		snapshot.managerID = d.objects[o.manager].id
	}
	return snapshot
}

func (d *Directory) idsLocked(list []int32) []string {
	ids := make([]string, len(list))
	for i, n := range list {
		ids[i] = d.objects[n].id
	}
	return ids
}

// liveLocked finds the number of an object that is neither gone nor in the recycle bin.
func (d *Directory) liveLocked(id string, kind Kind) (int32, error) {
	i, err := d.presentLocked(id, kind)
	if err != nil {
		return none, err
	}
	if d.objects[i].deleted != 0 {
		return none, fmt.Errorf("user %s %w", d.labelLocked(i), ErrSoftDeleted)
	}
	return i, nil
}

// presentLocked finds the number of an object that is not gone; an empty kind means either.
func (d *Directory) presentLocked(id string, kind Kind) (int32, error) {
	i, ok := d.byID[id]
	if !ok || d.objects[i].gone {
		return none, fmt.Errorf("%w: %s", ErrNotFound, id)
	}
	if kind != "" && d.kindLocked(i) != kind {
		return none, fmt.Errorf("%w: %s is a %s, not a %s", ErrNotFound, d.labelLocked(i), d.kindLocked(i), kind)
	}
	return i, nil
}

func (d *Directory) kindLocked(i int32) Kind {
	if d.objects[i].group {
		return KindGroup
	}
	return KindUser
}

// labelLocked names an object for people, groups in quotes.
func (d *Directory) labelLocked(i int32) string {
	if d.objects[i].group {
		return strconv.Quote(d.nameLocked(i))
	}
	return d.nameLocked(i)
}
