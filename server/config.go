package server

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net/url"
	"strings"
	"time"

	"github.com/entrasim/entrasim/server/internal/schema"
)

// Defaults of Config.
const (
	DefaultBasePath   = "/scim/v2"
	DefaultMood       = "entra"
	DefaultMaxBody    = 1 << 20
	DefaultMaxResults = 1000
	DefaultExchanges  = 256
)

// WandoProfile is the profile of the customer guide: base path /api/auth/scim/v2, roles member < boss < admin.
const WandoProfile = "wando"

// Config says how a Server is put together. The zero value is not usable: set DataDir or Memory.
type Config struct {
	// DataDir is the directory that keeps everything, created when missing, or the URL of a PostgreSQL database
	// (postgres://user:password@host/database), which several Servers may share. Ignored with Memory.
	DataDir string
	// Memory keeps everything in memory instead; it is gone after Close.
	Memory bool
	// BasePath is the path in front of /Users; DefaultBasePath, or the profile's, when empty. "/" serves at the root.
	BasePath string
	// PublicURL replaces scheme and host of the request in meta.location and Location, e.g. "https://scim.example.com".
	PublicURL string
	// Profile presets what is left empty here: "" or WandoProfile.
	Profile string
	// Mood is the mood of organisations created from now on: "entra" (tolerant, the default), "strict" (RFC to the letter) or
	// "awkward" (legal but inconvenient).
	Mood string
	// Switches set single switches, by name ("entrasim switches" lists them), for every organisation: over its mood, below what it has chosen.
	Switches map[string]string
	// Defects are turned on for every organisation, or for the whole port where they concern authentication (see Defects).
	Defects []string
	// DefectRules are files with further defects as data, by the name that stands in front of mistakes in them.
	DefectRules map[string][]byte
	// Sleep waits for a duration or until ctx ends, for defects that are slow; by the wall clock when nil.
	Sleep func(ctx context.Context, d time.Duration) error
	// EntraTrusts lets Entra tenants in that present their own tokens instead of one that was issued here.
	EntraTrusts []EntraTrust
	// ClientKeys is where the keys of client assertions (workload identity federation) come from when a federation names
	// none: a URL with {tid} for the tenant. Entra's own when empty.
	ClientKeys string
	// ShortSecrets lets secrets of OAuth clients expire in less than the year that Entra's gallery demands, for tests.
	ShortSecrets bool
	// Now is the clock; the wall clock when nil.
	Now func() time.Time
	// Seed makes resource ids a function of (seed, organisation, type, unique name, how often that name was created) instead
	// of random, so that runs can be compared byte by byte. Tokens stay random. Awkward switches and defects follow from it too,
	// unless an organisation has a seed of its own.
	Seed *uint64
	// Logger receives what operators should know; discarded when nil.
	Logger *slog.Logger
	// MaxBody is the largest request body in bytes; more is refused with 413. DefaultMaxBody when 0.
	MaxBody int64
	// MaxResults is the largest page of a list. DefaultMaxResults when 0.
	MaxResults int
	// Limits is a JSON object of limits for every organisation, below what it has chosen: {"rate": 25, "members": 5000}. "entrasim
	// org set --help" lists them. Of maxResults and body the smaller value holds.
	Limits []byte
	// SyncFull says whether a commit waits for the disk (nil or true: an acknowledged write survives power loss) or only for
	// the operating system (false: it survives kill -9, not power loss). Only SQLite looks at it.
	SyncFull *bool
	// AdminToken, when set, is demanded as bearer token on every /admin path and lifts the restriction to loopback.
	AdminToken string
	// Exchanges is how many recent SCIM exchanges are kept in memory for the admin plane. DefaultExchanges when 0, none when
	// negative.
	Exchanges int
}

// ErrConfig is matched by what New returns for a Config that cannot work.
var ErrConfig = errors.New("configuration")

func badConfig(format string, args ...any) error {
	return fmt.Errorf("%w: "+format, append([]any{ErrConfig}, args...)...)
}

// profilePreset is what a named profile presets.
type profilePreset struct {
	basePath string
	roles    []string // lowest first
}

var profiles = map[string]profilePreset{
	"":           {basePath: DefaultBasePath},
	WandoProfile: {basePath: "/api/auth/scim/v2", roles: []string{"member", "boss", "admin"}},
}

// withDefaults fills what was left empty and refuses what cannot work.
func (c Config) withDefaults() (Config, profilePreset, error) {
	p, ok := profiles[c.Profile]
	if !ok {
		return c, p, badConfig("unknown profile %q; known are %q and none", c.Profile, WandoProfile)
	}
	if !c.Memory && c.DataDir == "" {
		return c, p, badConfig("neither DataDir nor Memory is set; name a directory or set Memory")
	}
	if c.BasePath == "" {
		c.BasePath = p.basePath
	}
	if !strings.HasPrefix(c.BasePath, "/") || strings.ContainsAny(c.BasePath, "?# %") || strings.Contains(c.BasePath, "//") {
		return c, p, badConfig("base path %q is not a plain absolute path; write it like %s", c.BasePath, DefaultBasePath)
	}
	c.BasePath = strings.TrimRight(c.BasePath, "/")
	if c.PublicURL != "" {
		u, err := url.Parse(c.PublicURL)
		if err != nil || u.Host == "" || (u.Scheme != "http" && u.Scheme != "https") || u.RawQuery != "" || u.Fragment != "" || strings.Trim(u.Path, "/") != "" {
			return c, p, badConfig("public URL %q must be scheme and host only, like https://scim.example.com", c.PublicURL)
		}
		c.PublicURL = u.Scheme + "://" + u.Host
	}
	if c.Mood == "" {
		c.Mood = DefaultMood
	}
	if _, err := schema.ModeByName(c.Mood); err != nil {
		return c, p, badConfig("%v", err)
	}
	c.Mood = strings.ToLower(c.Mood)
	if c.MaxBody < 0 || c.MaxResults < 0 {
		return c, p, badConfig("MaxBody and MaxResults must not be negative")
	}
	if c.MaxBody == 0 {
		c.MaxBody = DefaultMaxBody
	}
	if c.MaxResults == 0 {
		c.MaxResults = DefaultMaxResults
	}
	if c.Exchanges == 0 {
		c.Exchanges = DefaultExchanges
	}
	if c.Now == nil {
		c.Now = time.Now
	}
	if c.Sleep == nil {
		c.Sleep = sleep
	}
	if c.Logger == nil {
		c.Logger = slog.New(slog.DiscardHandler)
	}
	return c, p, nil
}

// sleep waits by the wall clock.
func sleep(ctx context.Context, d time.Duration) error {
	t := time.NewTimer(d)
	defer t.Stop()
	select {
	case <-t.C:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}
