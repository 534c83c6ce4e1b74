package job

// Target takes the effects of mutations: the state in memory, or a store.
type Target interface {
	PutLink(Link)
	DropLink(source string)
	ClearLinks()
	PutEscrow(Escrow)
	DropEscrow(Key)
	ClearEscrows()
	// PutWaiting remembers that a reference waits for the object missing; once is enough.
	PutWaiting(missing string, r Reference)
	DropWaiting(missing string)
	ClearWaiting()
	PutStaged(Staged)
	DropStaged(object string)
	ClearStaged()
	// Change changes the rest.
	Change(func(*Core))
}

var _ Target = (*State)(nil)

// Replay makes the changes in order.
func Replay(t Target, ms ...Mutation) {
	for _, m := range ms {
		m.replay(t)
	}
}
