package job

import (
	"maps"
	"slices"
)

// Mutation is one change of a job's state. The set is closed.
type Mutation interface{ apply(*State) }

// PutLink stores or replaces a link.
type PutLink struct{ Link Link }

// DropLink forgets a link.
type DropLink struct{ Source string }

// PutEscrow stores or replaces an escrow.
type PutEscrow struct{ Escrow Escrow }

// DropEscrow releases an escrow.
type DropEscrow struct{ Key Key }

// PutWaiting remembers that a reference waits for the object Missing.
type PutWaiting struct {
	Missing   string
	Reference Reference
}

// DropWaiting forgets all references that wait for Missing.
type DropWaiting struct{ Missing string }

// BeginCycle counts a cycle.
type BeginCycle struct{ Number int }

// EndCycle stores the watermark of a cycle that came to its end.
type EndCycle struct{ Watermark int64 }

// SetQuarantine imposes, prolongs or (nil) lifts the quarantine.
type SetQuarantine struct{ Quarantine *Quarantine }

// Disable ends the job's schedule.
type Disable struct{}

// ResetWatermark makes the next cycle an initial one; links stay (portal restart, engine §2.7).
type ResetWatermark struct{}

// Apply makes the changes in order.
func (s *State) Apply(ms ...Mutation) {
	for _, m := range ms {
		m.apply(s)
	}
}

func (m PutLink) apply(s *State) {
	if s.Links == nil {
		s.Links = make(map[string]Link)
	}
	if s.owners == nil {
		s.Rebuild()
	}
	DropLink{m.Link.Source}.apply(s)
	s.Links[m.Link.Source] = m.Link
	s.owners[owner{m.Link.Kind, m.Link.Target}] = m.Link.Source
}

func (m DropLink) apply(s *State) {
	old, ok := s.Links[m.Source]
	if !ok {
		return
	}
	delete(s.Links, m.Source)
	// Another object may have been linked with the same target since.
	if k := (owner{old.Kind, old.Target}); s.owners[k] == m.Source {
		delete(s.owners, k)
	}
}

func (m PutEscrow) apply(s *State) {
	if s.Escrows == nil {
		s.Escrows = make(map[Key]Escrow)
	}
	s.Escrows[m.Escrow.Key()] = m.Escrow
}

func (m DropEscrow) apply(s *State) { delete(s.Escrows, m.Key) }

func (m PutWaiting) apply(s *State) {
	if s.Waiting == nil {
		s.Waiting = make(map[string][]Reference)
	}
	if !slices.Contains(s.Waiting[m.Missing], m.Reference) {
		s.Waiting[m.Missing] = append(s.Waiting[m.Missing], m.Reference)
	}
}

func (m DropWaiting) apply(s *State) { delete(s.Waiting, m.Missing) }

func (m BeginCycle) apply(s *State) { s.Cycles = m.Number }

func (m EndCycle) apply(s *State) { s.Watermark, s.Initialised = m.Watermark, true }

func (m SetQuarantine) apply(s *State) { s.Quarantine = m.Quarantine }

func (Disable) apply(s *State) { s.Disabled = true }

func (ResetWatermark) apply(s *State) {
	s.Watermark, s.Initialised = 0, false
	s.Quarantine, s.Disabled = nil, false
	maps.DeleteFunc(s.Escrows, func(Key, Escrow) bool { return true })
}
