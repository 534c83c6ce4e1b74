package bearer

import "context"

// Identity is for whom a token acts.
type Identity struct {
	Organisation string
	Provider     string
	Token        string // id of the token, never the token
}

// Verifier judges bearer tokens that were issued elsewhere.
type Verifier interface {
	// Verify says for whom the token acts. ok is false for a token that lets nobody in; an error means that it could not be
	// judged.
	Verify(ctx context.Context, bearer string) (id Identity, ok bool, err error)
}
