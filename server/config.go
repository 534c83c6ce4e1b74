package server

import (
	"errors"
	"fmt"
	"log/slog"
	"net/url"
	"strings"
	"time"
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
	// DataDir is the directory that keeps everything, created when missing. Ignored with Memory.
	DataDir string
	// Memory keeps everything in memory instead; it is gone after Close.
	Memory bool
	// BasePath is the path in front of /Users; DefaultBasePath, or the profile's, when empty. "/" serves at the root.
	BasePath string
	// PublicURL replaces scheme and host of the request in meta.location and Location, e.g. "https://scim.example.com".
	PublicURL string
	// Profile presets what is left empty here: "" or WandoProfile.
	Profile string
	// Mood is the mood of organisations created from now on: "entra" (tolerant, the default) or "strict" (RFC to the letter).
	Mood string
	// Now is the clock; the wall clock when nil.
	Now func() time.Time
	// Seed makes resource ids a function of (seed, organisation, type, unique name, how often that name was created) instead
	// of random, so that runs can be compared byte by byte. Tokens stay random.
	Seed *uint64
	// Logger receives what operators should know; discarded when nil.
	Logger *slog.Logger
	// MaxBody is the largest request body in bytes; more is refused with 413. DefaultMaxBody when 0.
	MaxBody int64
	// MaxResults is the largest page of a list. DefaultMaxResults when 0.
	MaxResults int
	// SyncFull says whether a commit waits for the disk (nil or true: an acknowledged write survives power loss) or only for
	// the operating system (false: it survives kill -9, not power loss). Only SQLite looks at it.
	SyncFull *bool
	// AdminToken, when set, is demanded as bearer token on every /admin path and lifts the restriction to loopback hosts.
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

// profile is what a named profile presets.
type profile struct {
	basePath string
	roles    []string // lowest first
}

var profiles = map[string]profile{
	"":           {basePath: DefaultBasePath},
	WandoProfile: {basePath: "/api/auth/scim/v2", roles: []string{"member", "boss", "admin"}},
}

// withDefaults fills what was left empty and refuses what cannot work.
func (c Config) withDefaults() (Config, profile, error) {
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
	if c.Mood != "entra" && c.Mood != "strict" {
		return c, p, badConfig("unknown mood %q; choose entra or strict", c.Mood)
	}
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
	if c.Logger == nil {
		c.Logger = slog.New(slog.DiscardHandler)
	}
	return c, p, nil
}
