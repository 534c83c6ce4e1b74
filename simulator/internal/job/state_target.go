package job

import "slices"

// Apply makes the changes in order.
func (s *State) Apply(ms ...Mutation) { Replay(s, ms...) }

// PutLink implements [Target].
func (s *State) PutLink(l Link) {
	if s.Links == nil {
		s.Links = make(map[string]Link)
	}
	if s.owners == nil {
		s.Rebuild()
	}
	s.DropLink(l.Source)
	s.Links[l.Source] = l
	s.owners[owner{l.Kind, l.Target}] = l.Source
	s.linked[l.Kind]++
}

// DropLink implements [Target].
func (s *State) DropLink(source string) {
	old, ok := s.Links[source]
	if !ok {
		return
	}
	if s.owners == nil {
		s.Rebuild()
	}
	delete(s.Links, source)
	if s.linked[old.Kind]--; s.linked[old.Kind] == 0 {
		delete(s.linked, old.Kind)
	}
	// Another object may have been linked with the same target since.
	if k := (owner{old.Kind, old.Target}); s.owners[k] == source {
		delete(s.owners, k)
	}
}

// ClearLinks implements [Target].
func (s *State) ClearLinks() {
	s.Links = nil
	s.owners, s.linked = nil, nil
}

// PutEscrow implements [Target].
func (s *State) PutEscrow(e Escrow) {
	if s.Escrows == nil {
		s.Escrows = make(map[Key]Escrow)
	}
	s.Escrows[e.Key()] = e
}

// DropEscrow implements [Target].
func (s *State) DropEscrow(k Key) { delete(s.Escrows, k) }

// ClearEscrows implements [Target].
func (s *State) ClearEscrows() { s.Escrows = nil }

// PutWaiting implements [Target].
func (s *State) PutWaiting(missing string, r Reference) {
	if s.Waiting == nil {
		s.Waiting = make(map[string][]Reference)
	}
	if !slices.Contains(s.Waiting[missing], r) {
		s.Waiting[missing] = append(s.Waiting[missing], r)
	}
}

// DropWaiting implements [Target].
func (s *State) DropWaiting(missing string) { delete(s.Waiting, missing) }

// ClearWaiting implements [Target].
func (s *State) ClearWaiting() { s.Waiting = nil }

// PutStaged implements [Target].
func (s *State) PutStaged(x Staged) {
	if s.Staged == nil {
		s.Staged = make(map[string]Staged)
	}
	s.Staged[x.Object] = x
}

// DropStaged implements [Target].
func (s *State) DropStaged(object string) { delete(s.Staged, object) }

// ClearStaged implements [Target].
func (s *State) ClearStaged() { s.Staged = nil }

// Change implements [Target].
func (s *State) Change(f func(*Core)) { f(&s.Core) }
