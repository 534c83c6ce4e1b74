package store

import (
	"context"
	"fmt"
)

// bearerReader is a Reader that finds a token and its organisation in one step.
type bearerReader interface {
	TokenAndOrganisation(ctx context.Context, hash [32]byte) (Token, Organisation, error)
}

// TokenAndOrganisation returns what TokenByHash and Organisation return for a token and the organisation it belongs to, or
// ErrNotFound. A store that is asked over a network answers both at once.
func TokenAndOrganisation(ctx context.Context, r Reader, hash [32]byte) (Token, Organisation, error) {
	if b, ok := r.(bearerReader); ok {
		return b.TokenAndOrganisation(ctx, hash)
	}
	t, err := r.TokenByHash(ctx, hash)
	if err != nil {
		return Token{}, Organisation{}, err
	}
	o, err := r.Organisation(ctx, t.Organisation)
	if err != nil {
		return Token{}, Organisation{}, fmt.Errorf("look up token: %w", err)
	}
	return t, o, nil
}
