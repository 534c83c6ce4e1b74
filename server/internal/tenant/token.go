package tenant

import (
	"context"
	"encoding/base64"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"time"

	"github.com/entrasim/entrasim/server/internal/refusal"
	"github.com/entrasim/entrasim/server/internal/store"
)

// rawBytes is the entropy of a token's raw part: 256 bits.
const rawBytes = 32

// TokenOptions says more about a token to be issued.
type TokenOptions struct {
	Label    string    // free text for the list, e.g. "rotation June"
	Expires  time.Time // zero: never
	Subject  string    // id of the user that it stands for, whom /Me then is; "" for none
	ReadOnly bool      // it changes nothing
}

// Issued is a new token with its secret, which is not kept anywhere.
type Issued struct {
	store.Token
	Secret string // <rawToken>:<providerId>
}

// LogValue keeps the secret out of logs.
func (i Issued) LogValue() slog.Value {
	return slog.GroupValue(slog.String("id", i.ID), slog.String("provider", i.Provider), slog.String("secret", "***"))
}

// String keeps the secret out of formatted text.
func (i Issued) String() string { return "token " + i.ID + " of provider " + i.Provider + " (***)" }

// GoString keeps the secret out of %#v.
func (i Issued) GoString() string { return i.String() }

// IssueToken makes a token for an organisation's provider and creates the provider when it does not exist yet.
func (s *Service) IssueToken(ctx context.Context, org, providerID string, opts TokenOptions) (Issued, error) {
	if err := errors.Join(checkShortName("provider id", providerID), checkLabel("token label", opts.Label)); err != nil {
		return Issued{}, firstRefusal(err)
	}
	now := s.cfg.Now().UTC()
	if !opts.Expires.IsZero() && !opts.Expires.After(now) {
		return Issued{}, refusal.New(refusal.Invalid, "token expiry %s is not in the future", opts.Expires.UTC().Format(time.RFC3339)).
			WithHint("give a later time, or none for a token that does not expire")
	}
	var random [rawBytes + 8]byte
	if _, err := io.ReadFull(s.cfg.Random, random[:]); err != nil {
		return Issued{}, fmt.Errorf("issue token: read random bytes: %w", err)
	}
	secret := base64.RawURLEncoding.EncodeToString(random[:rawBytes]) + ":" + providerID
	t := store.Token{
		ID: "tok-" + hex.EncodeToString(random[rawBytes:]), Organisation: org, Provider: providerID, Label: opts.Label,
		Hash: hash(secret), Created: now, Subject: opts.Subject, ReadOnly: opts.ReadOnly,
	}
	if !opts.Expires.IsZero() {
		t.Expires = opts.Expires.UTC()
	}
	err := s.cfg.Store.Update(ctx, func(tx store.Tx) error {
		if _, err := organisation(ctx, tx, org); err != nil {
			return err
		}
		p, err := tx.Provider(ctx, providerID)
		switch {
		case errors.Is(err, store.ErrNotFound):
			err = tx.PutProvider(ctx, store.Provider{ID: providerID, Organisation: org, Name: providerID, Created: now})
		case err == nil && p.Organisation != org:
			return refusal.New(refusal.Conflict, "provider %q belongs to another organisation", providerID).
				WithHint("provider ids are unique over all organisations; choose another, like %s-entra", org)
		}
		if err != nil {
			return fmt.Errorf("provider: %w", err)
		}
		if err := checkSubject(ctx, tx, org, opts.Subject); err != nil {
			return err
		}
		return tx.PutToken(ctx, t)
	})
	if err != nil {
		return Issued{}, fmt.Errorf("issue token: %w", err)
	}
	return Issued{Token: t, Secret: secret}, nil
}

// checkSubject refuses to let a token stand for somebody who does not exist.
func checkSubject(ctx context.Context, tx store.Tx, org, id string) error {
	if id == "" {
		return nil
	}
	_, err := tx.Get(ctx, org, store.TypeUser, id)
	if errors.Is(err, store.ErrNotFound) {
		return refusal.New(refusal.NotFound, "organisation %q has no user with the id %q", org, id).
			WithHint("the subject of a token is the id that this server gave a user; provision the user first")
	}
	if err != nil {
		return fmt.Errorf("subject: %w", err)
	}
	return nil
}

// Tokens lists an organisation's tokens, or one provider's, by creation; revoked and expired ones too.
func (s *Service) Tokens(ctx context.Context, org, providerID string) ([]store.Token, error) {
	if _, err := s.Organisation(ctx, org); err != nil {
		return nil, err
	}
	ts, err := s.cfg.Store.Tokens(ctx, org, providerID)
	if err != nil {
		return nil, fmt.Errorf("list tokens: %w", err)
	}
	for i := range ts {
		if at := s.uses.last(ts[i].Hash); at.After(ts[i].LastUsed) {
			ts[i].LastUsed = at
		}
	}
	return ts, nil
}

// RevokeToken ends a token at once: when it returns, no request with it is let in. Revoking again changes nothing.
func (s *Service) RevokeToken(ctx context.Context, org, id string) (store.Token, error) {
	var revoked store.Token
	err := s.cfg.Store.Update(ctx, func(tx store.Tx) error {
		if _, err := organisation(ctx, tx, org); err != nil {
			return err
		}
		ts, err := tx.Tokens(ctx, org, "")
		if err != nil {
			return err
		}
		for _, t := range ts {
			if t.ID != id {
				continue
			}
			if t.Revoked.IsZero() {
				t.Revoked = s.cfg.Now().UTC()
			}
			revoked = t
			return tx.PutToken(ctx, t)
		}
		return refusal.New(refusal.NotFound, "organisation %q has no token %q", org, id).WithHint("list them with: entrasim token list --org %s", org)
	})
	s.cache.drop()
	if err != nil {
		return store.Token{}, fmt.Errorf("revoke token: %w", err)
	}
	return revoked, nil
}
