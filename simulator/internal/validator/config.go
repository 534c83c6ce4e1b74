package validator

import (
	"crypto/x509"
	"fmt"
	"net"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"time"

	"github.com/entrasim/entrasim/simulator/internal/mapping"
	"github.com/entrasim/entrasim/simulator/internal/validator/trial"
)

// The abilities that the validator's Settings tab knows, and that can be switched off.
const (
	Deactivation = "deactivation"
	UserDelete   = "user-delete"
	GroupDelete  = "group-delete"
)

// Abilities lists them.
func Abilities() []string { return []string{Deactivation, UserDelete, GroupDelete} }

// PatchForm says how several attributes are changed in one request.
type PatchForm string

// The forms.
const (
	// OwnForm leaves it to each tool: the validator folds, the gallery's workflow writes one operation per attribute.
	OwnForm PatchForm = ""
	// Folded puts attributes without a filter into one operation without a path.
	Folded PatchForm = "folded"
	// Verbose writes one operation per attribute: "Supports Verbose PATCH" there, the job setting PatchBodyFormat here.
	Verbose PatchForm = "verbose"
)

// Config says what to test, and how.
type Config struct {
	URL, Token string
	Transport  http.RoundTripper // default: HTTP/1.1, TLS 1.2 or later
	RootCAs    *x509.CertPool    // instead of the system's, without Transport
	Insecure   bool              // any certificate will do, without Transport
	Timeout    time.Duration     // of a request; default 100 s
	Now        func() time.Time  // default time.Now

	Tools []trial.Tool // default both
	Only  []string     // ids or names of tests; default all

	// Discover takes the attributes from /Schemas; otherwise they come from Mapping, and without one the validator
	// uses its default attributes and the gallery the default mapping.
	Discover bool
	Mapping  *mapping.Set
	// UserJoin and GroupJoin are the joining properties. Default: userName and displayName.
	UserJoin, GroupJoin string
	NoGroups            bool
	Without             []string // abilities the endpoint does not have
	Patch               PatchForm

	Seed        uint64
	AllowWrites bool // consent to writing to an endpoint that is not this machine
	NewJob      trial.NewJob
	OAuth       trial.OAuth
	OnResult    func(Result) // called after each test
}

// ConfigError is a setting with which nothing can be tested.
type ConfigError struct {
	Field   string // of Config
	Problem string
	Remedy  string
}

func (e *ConfigError) Error() string { return e.Problem }

// Hint says what to change.
func (e *ConfigError) Hint() string { return e.Remedy }

func bad(field, remedy, format string, args ...any) error {
	return &ConfigError{Field: field, Problem: fmt.Sprintf(format, args...), Remedy: remedy}
}

// check finds what is wrong before anything is sent.
func (c Config) check(base string) error {
	switch {
	case strings.TrimSpace(c.Token) == "":
		return bad("Token", "give the secret token that the service provider issued", "no token")
	case c.Discover && c.Mapping != nil:
		return bad("Discover", "choose one of them", "discovering the schema and uploading one exclude each other")
	case !c.AllowWrites && !loopback(base):
		return bad("AllowWrites", "add --allow-writes if that is all right there: marked users and groups are created and removed",
			"the tests create and delete data, and %s is not this machine", base)
	case !slices.Contains([]PatchForm{OwnForm, Folded, Verbose}, c.Patch):
		return bad("Patch", "write folded or verbose", "unknown form of PATCH %q", string(c.Patch))
	}
	for _, w := range c.Without {
		if !slices.Contains(Abilities(), w) {
			return bad("Without", "the abilities are "+strings.Join(Abilities(), ", "), "unknown ability %q", w)
		}
	}
	for _, t := range c.Tools {
		if t != trial.Validator && t != trial.Gallery {
			return bad("Tools", "the tools are validator and gallery", "unknown tool %q", string(t))
		}
	}
	return nil
}

// tools lists the tools in their order.
func (c Config) tools() []trial.Tool {
	if len(c.Tools) == 0 {
		return []trial.Tool{trial.Validator, trial.Gallery}
	}
	return c.Tools
}

// loopback reports whether a URL stays on this machine.
func loopback(base string) bool {
	u, err := url.Parse(base)
	if err != nil {
		return false
	}
	host := u.Hostname()
	ip := net.ParseIP(host)
	return host == "localhost" || strings.HasSuffix(host, ".localhost") || ip != nil && ip.IsLoopback()
}
