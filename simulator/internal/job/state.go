package job

import (
	"cmp"
	"maps"
	"slices"
	"time"
)

// Kind is the kind of a source object.
type Kind string

// The kinds a job provisions.
const (
	User  Kind = "User"
	Group Kind = "Group"
)

// State is everything a job remembers. The zero value is a job that never ran.
type State struct {
	Core
	Links   map[string]Link        `json:"links,omitempty"`
	Escrows map[Key]Escrow         `json:"escrows,omitempty"`
	Waiting map[string][]Reference `json:"waiting,omitempty"` // by the object that is not in the target yet
	Staged  map[string]Staged      `json:"staged,omitempty"`

	// owners finds the link that owns a target id, linked counts them; derived from Links.
	owners map[owner]string
	linked map[Kind]int
}

// owner is a target id within its resource type: user and group ids may coincide.
type owner struct {
	kind   Kind
	target string
}

// Link is an object connection: this source object is that target object (engine §1, §4).
type Link struct {
	Source  string `json:"source"`
	Kind    Kind   `json:"kind"`
	Target  string `json:"target"`
	Display string `json:"display,omitempty"`
	// Match holds the matching values the target is known by, so that an object that takes over a value waits for
	// the one that gives it up.
	Match []string `json:"match,omitempty"`
	// Unmanaged marks a user that was disabled because it left the scope: the job takes no further notice of it, and
	// a later purge sends no DELETE (§3.6 row 10).
	Unmanaged bool `json:"unmanaged,omitempty"`
	// Disabled marks a user whom the job left disabled in the target, so that the deletion guard counts nobody twice (§6.5).
	Disabled bool `json:"disabled,omitempty"`
	// Partial marks a group whose members have not all been written since it was linked: provision on demand takes some (§7),
	// and a cycle may break off. The next cycle that comes across it writes them all.
	Partial bool `json:"partial,omitempty"`
	// Leaving marks an object whose deletion has been sent. When it turns out to be gone the job knows why, even if it never
	// saw the answer.
	Leaving bool `json:"leaving,omitempty"`
}

// Link returns the link of a source object.
func (s *State) Link(source string) (Link, bool) {
	l, ok := s.Links[source]
	return l, ok
}

// Owner returns the source object that is linked with a target id.
func (s *State) Owner(kind Kind, target string) (string, bool) {
	id, ok := s.owners[owner{kind, target}]
	return id, ok
}

// Due lists the escrows to be retried at now, oldest first.
func (s *State) Due(now time.Time) []Escrow {
	var due []Escrow
	for _, e := range s.Escrows {
		if !e.Next.After(now) {
			due = append(due, e)
		}
	}
	slices.SortFunc(due, func(a, b Escrow) int {
		return cmp.Or(a.First.Compare(b.First), cmp.Compare(a.Object, b.Object), cmp.Compare(a.Class, b.Class))
	})
	return due
}

// Linked counts the links of a kind.
func (s *State) Linked(kind Kind) int { return s.linked[kind] }

// Clone returns an independent copy.
func (s *State) Clone() *State {
	c := *s
	c.Links = maps.Clone(s.Links)
	c.Escrows = maps.Clone(s.Escrows)
	c.Staged = maps.Clone(s.Staged)
	c.Waiting = maps.Clone(s.Waiting)
	for k, refs := range c.Waiting {
		c.Waiting[k] = slices.Clone(refs)
	}
	c.Quarantine = clone(s.Quarantine)
	c.Unsettled = clone(s.Unsettled)
	c.History.Last = clone(s.History.Last)
	c.History.Successful = clone(s.History.Successful)
	c.History.Exporting = clone(s.History.Exporting)
	c.owners = maps.Clone(s.owners)
	c.linked = maps.Clone(s.linked)
	return &c
}

func clone[T any](p *T) *T {
	if p == nil {
		return nil
	}
	c := *p
	return &c
}

// Rebuild derives the internal indexes anew. It must be called after a State has been decoded.
func (s *State) Rebuild() {
	s.owners = make(map[owner]string, len(s.Links))
	s.linked = make(map[Kind]int)
	for id, l := range s.Links {
		s.owners[owner{l.Kind, l.Target}] = id
		s.linked[l.Kind]++
	}
}
