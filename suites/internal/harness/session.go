package harness

import (
	"context"
	"fmt"
	"net"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"time"
)

// Defaults of Config.
const (
	DefaultTimeout = 30 * time.Second // of one request
	requestsInTurn = 6                // a check may take this many time-outs before it is stopped
)

// Config says which target a session judges and how.
type Config struct {
	URL   string // base URL (Entra's tenant URL); a query such as ?aadOptscim062020 reaches the simulator only
	Token string
	// Profile is the name of the profile; Entra when empty.
	Profile string
	// Transport carries the requests; a clone of http.DefaultTransport when nil.
	Transport http.RoundTripper
	// Timeout bounds one request; DefaultTimeout when 0.
	Timeout time.Duration
	// ReadBack is the window inside which a write must become visible. 0: at once.
	ReadBack time.Duration
	// RunID is part of every name the session creates; lower-case letters and digits.
	RunID string
	// Seed feeds what a check draws at random (the simulator's seed, the GUIDs of probes).
	Seed uint64
	// Allow opens gates of the operator's (OperatorGates).
	Allow []Gate
	// OAuth is a client of the target's authorisation server; nil closes GateOAuth.
	OAuth *OAuthClient
	// OtherToken is a token of another tenant of the same target; "" closes GateTwoTenants.
	OtherToken string
	// Ledger keeps what is created until it is gone again; in memory when nil.
	Ledger Ledger
	// MaxResources is how many resources the run may create at most; 0: as many as the checks need.
	MaxResources int
	// Rate is how many requests a second the run may send at most; 0: as many as it can.
	Rate float64
	// Headers are sent with every request to the target's own host, beside what a check sends.
	Headers http.Header
	// Secrets are masked in everything that leaves the harness, as the tokens are: values of Headers, say.
	Secrets []string
	// Template and GroupTemplate say what a user and a group need besides; nil: what the schema requires.
	Template, GroupTemplate *Template
	// Matching is the attribute of users by which accounts are matched, such as externalId; userName when empty.
	Matching string
	// Customer says which attributes a customer of the target maps; nil: all matter.
	Customer *Customer
	// Cancelled ends the run between two requests; may be nil.
	Cancelled context.Context
	// OnStart is called before each check; may be nil.
	OnStart func(Declaration)
}

// Session is one run against one target. It is safe for concurrent use.
type Session struct {
	cfg     Config
	base    *url.URL // without query
	profile Profile
	redact  redactor
	client  *http.Client // unrecorded, for clean-up

	features func() features // memoised discovery
	needs    memo
	shared   sharing

	mu        sync.Mutex
	discovery []exchange
	notes     []string
	watched   []watched
	removed   []Entry // of which the target said that they are gone
	numbers   int     // of Template
	created   int     // resources, against Config.MaxResources

	credentials credentials
	throttled   atomic.Int64 // answers of 429 that were waited for
	repeated    atomic.Int64 // reads that were sent again for want of an answer
	visibility  visibility
	silence     silence
}

// Open validates cfg and makes a session of it. It sends nothing.
func Open(cfg Config) (*Session, error) {
	base, err := ParseBaseURL(cfg.URL)
	if err != nil {
		return nil, err
	}
	if cfg.Profile == "" {
		cfg.Profile = Entra
	}
	profile, err := LookupProfile(cfg.Profile)
	if err != nil {
		return nil, err
	}
	if cfg.RunID == "" || strings.Trim(cfg.RunID, "abcdefghijklmnopqrstuvwxyz0123456789") != "" {
		return nil, fmt.Errorf("run id %q: use lower-case letters and digits", cfg.RunID)
	}
	if cfg.Timeout <= 0 {
		cfg.Timeout = DefaultTimeout
	}
	if cfg.Transport == nil {
		transport := http.DefaultTransport.(*http.Transport).Clone()
		transport.DisableCompression = true // bodies are evidence
		cfg.Transport = transport
	}
	if cfg.Ledger == nil {
		cfg.Ledger = NewLedger()
	}
	if cfg.Cancelled == nil {
		cfg.Cancelled = context.Background()
	}
	s := &Session{cfg: cfg, base: base, profile: profile, redact: newRedactor(cfg.Token, cfg.OtherToken, cfg.OAuth.secret())}
	s.cfg.Transport = outgoing{session: s, next: cfg.Transport, pace: newPace(cfg.Rate)}
	for _, secret := range cfg.Secrets {
		s.redact.add(secret)
	}
	s.credentials = credentials{token: cfg.Token, fixed: cfg.Token != ""}
	s.client = s.clientOver(s.patiently(s.cfg.Transport))
	s.features = sync.OnceValue(s.discover)
	return s, nil
}

// ParseBaseURL checks a base URL and returns it without query and trailing slash.
func ParseBaseURL(raw string) (*url.URL, error) {
	u, err := url.Parse(raw)
	switch {
	case err != nil:
		return nil, fmt.Errorf("base URL: %w", err)
	case (u.Scheme != "http" && u.Scheme != "https") || u.Host == "":
		return nil, fmt.Errorf("base URL %q: write it with scheme and host, like https://scim.example.com/scim/v2", raw)
	case u.User != nil:
		return nil, fmt.Errorf("base URL: credentials do not belong into it; the token is given separately")
	case u.Fragment != "":
		return nil, fmt.Errorf("base URL %q: a fragment is never sent", raw)
	}
	u.RawQuery = ""
	u.Path, u.RawPath = strings.TrimRight(u.Path, "/"), strings.TrimRight(u.RawPath, "/")
	return u, nil
}

// Loopback tells whether base can only be this machine.
func Loopback(base *url.URL) bool {
	host := base.Hostname()
	ip := net.ParseIP(host)
	return strings.EqualFold(host, "localhost") || (ip != nil && ip.IsLoopback())
}

// clientOver makes a client that follows no redirect: a redirect is an answer to be judged.
func (s *Session) clientOver(rt http.RoundTripper) *http.Client {
	return &http.Client{
		Transport:     timed{rt, s.cfg.Timeout},
		CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
	}
}

func (s *Session) checkTimeout() time.Duration {
	return requestsInTurn*s.cfg.Timeout + 10*s.cfg.ReadBack
}

// noteOnce keeps an observation about the target as a whole.
func (s *Session) noteOnce(text string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if !slices.Contains(s.notes, text) {
		s.notes = append(s.notes, text)
	}
}

// Notes are the observations about the target as a whole, in alphabetical order.
func (s *Session) Notes() []string {
	s.mu.Lock()
	defer s.mu.Unlock()
	return slices.Sorted(slices.Values(slices.Concat(s.notes, s.tally())))
}

// memo remembers, by name, what probes found.
type memo struct {
	mu      sync.Mutex
	entries map[Need]*memoEntry
}

type memoEntry struct {
	mu     sync.Mutex
	known  bool
	result needResult
}

func (m *memo) entry(need Need) *memoEntry {
	m.mu.Lock()
	defer m.mu.Unlock()
	if m.entries == nil {
		m.entries = map[Need]*memoEntry{}
	}
	if m.entries[need] == nil {
		m.entries[need] = &memoEntry{}
	}
	return m.entries[need]
}

// Note keeps an observation about the run as a whole.
func (s *Session) Note(text string) { s.noteOnce(s.redact.text(text)) }
