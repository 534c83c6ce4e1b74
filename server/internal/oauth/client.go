package oauth

import (
	"log/slog"
	"regexp"
	"slices"
	"time"

	"github.com/entrasim/entrasim/server/internal/oauth/entra"
	"github.com/entrasim/entrasim/server/internal/oauth/keyset"
	"github.com/entrasim/entrasim/server/internal/refusal"
)

// Bounds of a client.
const (
	MinLifetime     = time.Hour // of access tokens
	MaxLifetime     = 6 * time.Hour
	DefaultLifetime = time.Hour
	DefaultScope    = "scim"
	ReadScope       = "scim.read" // granted alone it makes a token that reads and searches only

	maxLiveSecrets = 2
	maxScopes      = 20
	maxFederations = 10
	maxKeySet      = 64 << 10
)

// Client is one registered OAuth client.
type Client struct {
	ID           string        `json:"id"` // client_id
	Organisation string        `json:"organisation"`
	Provider     string        `json:"provider"`
	Scopes       []string      `json:"scopes"`
	Lifetime     time.Duration `json:"-"` // of access tokens, whole seconds
	Secrets      []Secret      `json:"secrets"`
	Federations  []Federation  `json:"federations"`
	Created      time.Time     `json:"created"`
}

// Secret is a client secret as stored: never the secret itself, only its SHA-256.
type Secret struct {
	ID      string    `json:"id"`
	Label   string    `json:"label"`
	Hash    [32]byte  `json:"-"`
	Created time.Time `json:"created"`
	Expires time.Time `json:"expires"`
	Revoked time.Time `json:"revoked,omitzero"` // zero: live until Expires
}

// Live reports whether the secret may be used at a time.
func (s Secret) Live(now time.Time) bool { return s.Revoked.IsZero() && now.Before(s.Expires) }

// LogValue keeps even the hash out of logs.
func (s Secret) LogValue() slog.Value { return slog.StringValue(s.ID) }

// Federation lets a workload identity of Entra's sign assertions for a client (wire §3.4).
type Federation struct {
	Tenant  string `json:"tenant"`          // directory id
	Subject string `json:"subject"`         // object id of the workload identity in that directory
	AppID   string `json:"appId"`           // application id that the audience is made of
	Caller  string `json:"caller,omitzero"` // expected appid claim; "" accepts any
	KeySet  string `json:"keySet,omitzero"` // URL or JSON of the key set; Config.KeySet when empty
}

// workload is what package entra compares with.
func (f Federation) workload() entra.Workload {
	return entra.Workload{Tenant: f.Tenant, Subject: f.Subject, AppID: f.AppID, Caller: f.Caller}
}

var (
	// clientID needs no escaping anywhere: in a form, in Basic, in a URL, on a command line.
	clientID = regexp.MustCompile(`^[A-Za-z0-9][A-Za-z0-9._~-]{0,99}$`)
	// scopeToken is RFC 6749 appendix A.4.
	scopeToken = regexp.MustCompile(`^[\x21\x23-\x5B\x5D-\x7E]{1,100}$`)
)

// Check reports what keeps c from being registered.
func (c Client) Check() error {
	if !clientID.MatchString(c.ID) {
		return refusal.New(refusal.Invalid, "client id %q cannot be used", c.ID).
			WithHint("use 1 to 100 letters, digits and . _ ~ -, beginning with a letter or digit")
	}
	if c.Lifetime < MinLifetime || c.Lifetime > MaxLifetime || c.Lifetime%time.Second != 0 {
		return refusal.New(refusal.Invalid, "access tokens of client %q would live %s", c.ID, c.Lifetime).
			WithHint("Entra wants 1h to 6h, in whole seconds")
	}
	if len(c.Scopes) == 0 || len(c.Scopes) > maxScopes {
		return refusal.New(refusal.Invalid, "client %q has %d scopes, want 1 to %d", c.ID, len(c.Scopes), maxScopes).WithHint("one scope, like scim, is enough")
	}
	for i, s := range c.Scopes {
		if !scopeToken.MatchString(s) || slices.Contains(c.Scopes[:i], s) {
			return refusal.New(refusal.Invalid, "scope %q of client %q is malformed or listed twice", s, c.ID).
				WithHint(`a scope has up to 100 printable ASCII characters without blank, " and \`)
		}
	}
	if len(c.Federations) > maxFederations {
		return refusal.New(refusal.Invalid, "client %q has %d federations, the limit is %d", c.ID, len(c.Federations), maxFederations).
			WithHint("make another client")
	}
	for _, f := range c.Federations {
		if err := f.Check(); err != nil {
			return err
		}
	}
	return nil
}

// Check reports what keeps f from working.
func (f Federation) Check() error {
	for _, x := range []struct {
		field, value string
		optional     bool
	}{{"tenant", f.Tenant, false}, {"subject", f.Subject, false}, {"appId", f.AppID, false}, {"caller", f.Caller, true}} {
		if !entra.IsGUID(x.value) && (x.value != "" || !x.optional) {
			return refusal.New(refusal.Invalid, "%s %q of a federation is not an id of Entra's", x.field, x.value).
				WithHint("ids are GUIDs in lower case, like 7fe81447-da57-4385-becb-6de57f21477e")
		}
	}
	if f.KeySet == "" {
		return nil
	}
	if len(f.KeySet) > maxKeySet {
		return refusal.New(refusal.Invalid, "the key set of the federation with tenant %s has %d bytes, the limit is %d", f.Tenant, len(f.KeySet), maxKeySet).
			WithHint("publish it, and give its https URL")
	}
	if err := keyset.CheckShared(f.KeySet); err != nil {
		return refusal.New(refusal.Invalid, "the key set of the federation with tenant %s cannot be used: %v", f.Tenant, err).
			WithHint(`give an https URL, or the JSON document {"keys":[…]}`)
	}
	return nil
}
