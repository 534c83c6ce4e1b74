package oauth

import (
	"context"
	"crypto/sha256"
	"crypto/subtle"
	"encoding/base64"
	"encoding/hex"
	"fmt"
	"io"
	"log/slog"
	"slices"
	"time"

	"github.com/entrasim/entrasim/server/internal/refusal"
)

// Secrets expire in one to three years, as Entra's gallery asks.
const (
	secretBytes = 32 // 256 bits
	maxSecrets  = 50 // kept per client, dead ones included
	maxLabel    = 200
)

// SecretOptions says more about a secret to be made.
type SecretOptions struct {
	Label   string
	Expires time.Time // zero: in one year
}

// IssuedSecret is a new client secret, which is not kept anywhere.
type IssuedSecret struct {
	Secret
	Client string
	Value  string
}

// LogValue keeps the secret out of logs.
func (i IssuedSecret) LogValue() slog.Value { return slog.StringValue(i.String()) }

// String keeps the secret out of formatted text.
func (i IssuedSecret) String() string { return "secret " + i.ID + " of client " + i.Client + " (***)" }

// GoString keeps the secret out of %#v.
func (i IssuedSecret) GoString() string { return i.String() }

// AddSecret makes a secret for a client. A client with two live secrets gets no third: that is what rotation needs and no more.
func (s *Server) AddSecret(ctx context.Context, org, id string, opts SecretOptions) (IssuedSecret, error) {
	now := s.cfg.Now().UTC()
	if opts.Expires.IsZero() {
		opts.Expires = now.AddDate(1, 0, 0)
	}
	if err := s.checkSecret(opts, now); err != nil {
		return IssuedSecret{}, err
	}
	var random [secretBytes + 8]byte
	if _, err := io.ReadFull(s.cfg.Random, random[:]); err != nil {
		return IssuedSecret{}, fmt.Errorf("add secret: read random bytes: %w", err)
	}
	value := base64.RawURLEncoding.EncodeToString(random[:secretBytes])
	secret := Secret{
		ID: "sec-" + hex.EncodeToString(random[secretBytes:]), Label: opts.Label, Hash: hashSecret(value),
		Created: now, Expires: opts.Expires.UTC(),
	}
	err := s.update(ctx, "add secret", org, id, func(c *Client) error {
		if n := countLive(c.Secrets, now); n >= maxLiveSecrets {
			return refusal.New(refusal.Conflict, "client %q has %d live secrets already", id, n).WithHint("revoke the older one first")
		}
		c.Secrets = append(c.Secrets, secret)
		if over := len(c.Secrets) - maxSecrets; over > 0 {
			// Two are live at most, so there are dead ones to forget, the oldest first.
			c.Secrets = slices.DeleteFunc(c.Secrets, func(x Secret) bool {
				if over == 0 || x.Live(now) {
					return false
				}
				over--
				return true
			})
		}
		return nil
	})
	if err != nil {
		return IssuedSecret{}, err
	}
	return IssuedSecret{Secret: secret, Client: id, Value: value}, nil
}

func (s *Server) checkSecret(opts SecretOptions, now time.Time) error {
	if len(opts.Label) > maxLabel {
		return refusal.New(refusal.Invalid, "secret label is %d bytes long, the limit is %d", len(opts.Label), maxLabel).WithHint("shorten it")
	}
	earliest, rule := now.AddDate(1, 0, 0), "one to three years from now"
	if s.cfg.ShortSecrets {
		earliest, rule = now.Add(time.Second), "within three years from now"
	}
	if opts.Expires.Before(earliest) || opts.Expires.After(now.AddDate(3, 0, 0)) {
		return refusal.New(refusal.Invalid, "secret expiry %s is not %s", opts.Expires.UTC().Format(time.RFC3339), rule).
			WithHint("Entra's gallery wants secrets that expire in one to three years; leave the expiry out for one year")
	}
	return nil
}

// RevokeSecret ends a secret at once. Revoking again changes nothing. Tokens that were issued for it live on until they expire.
func (s *Server) RevokeSecret(ctx context.Context, org, id, secretID string) error {
	now := s.cfg.Now().UTC()
	return s.update(ctx, "revoke secret", org, id, func(c *Client) error {
		i := slices.IndexFunc(c.Secrets, func(x Secret) bool { return x.ID == secretID })
		if i < 0 {
			return refusal.New(refusal.NotFound, "client %q has no secret %q", id, secretID).WithHint("list the organisation's clients to see their secrets")
		}
		if c.Secrets[i].Revoked.IsZero() {
			c.Secrets[i].Revoked = now
		}
		return nil
	})
}

func countLive(secrets []Secret, now time.Time) int {
	n := 0
	for _, x := range secrets {
		if x.Live(now) {
			n++
		}
	}
	return n
}

func hashSecret(value string) [32]byte { return sha256.Sum256([]byte(value)) }

// matchSecret reports whether value is one of the live secrets. It compares as many hashes as a client can have live ones,
// whatever client and value are.
func matchSecret(secrets []Secret, value string, now time.Time) bool {
	var live [maxLiveSecrets]Secret
	n := 0
	for _, x := range secrets {
		if x.Live(now) && n < len(live) {
			live[n] = x
			n++
		}
	}
	presented, match := hashSecret(value), 0
	for i, x := range live {
		// An empty place has the hash of zeros, which no text has; it counts as a mismatch all the same.
		match |= subtle.ConstantTimeCompare(x.Hash[:], presented[:]) & subtle.ConstantTimeLessOrEq(i+1, n)
	}
	return match == 1
}
