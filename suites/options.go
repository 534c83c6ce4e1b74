package suites

import (
	"cmp"
	"net/http"
	"runtime/debug"
	"time"

	"github.com/entrasim/entrasim/suites/internal/harness"
	"github.com/entrasim/entrasim/suites/report"
)

// Options say what to judge and how. URL, or Handler, and Token are required.
type Options struct {
	// URL is the base URL of the endpoint, what Entra calls the tenant URL.
	URL string
	// Handler is an endpoint in this process, judged without a socket and in place of Transport; URL may then be left out, or be
	// the path in front of /Users.
	Handler http.Handler
	// Token is the secret token; it is sent as bearer token and masked in everything that comes back.
	Token string
	// Profile is the name of the profile, "entra" when empty.
	Profile string
	// Checks narrows the run to these ids; all of the profile when empty.
	Checks []string
	// Filter narrows the run by a label expression such as "AAD && patch && !write".
	Filter string
	// AllowWrites is the consent to create and delete data in a target that is not this machine.
	AllowWrites bool
	// Allow opens gates that only the operator can open, by name; see Gates. On a target that is not this machine,
	// "destructive" is also the consent to checks whose effect is heavy.
	Allow []string
	// OtherToken is a token of another tenant of the same endpoint, for checks that no request crosses over; masked as Token is.
	OtherToken string
	// OAuth is a client of the endpoint's authorisation server; nil leaves the checks of that out.
	OAuth *OAuthClient
	// Transport carries the requests; a clone of http.DefaultTransport when nil. TLS settings belong here.
	Transport http.RoundTripper
	// Timeout bounds one request; 30 s when 0.
	Timeout time.Duration
	// ReadBack is how long a write may take to become visible. 0: at once.
	ReadBack time.Duration
	// Headers go with every request to the endpoint's own host, such as the key of a gateway in front of it. Their values are
	// masked in everything that comes back where SecretHeaders names them.
	Headers       http.Header
	SecretHeaders []string
	// MaxResources is how many resources a run creates at most, Rate how many requests a second it sends; 0: no limit.
	MaxResources int
	Rate         float64
	// LedgerDir is where the run writes down what it creates, before it does, so that Clean can delete it after a kill; ""
	// writes nothing. DefaultLedgerDir is that of the command line.
	LedgerDir string
	// UserTemplate and GroupTemplate are JSON documents that say what the endpoint wants of a user and a group beside what it
	// announces; see Template.
	UserTemplate, GroupTemplate []byte
	// MatchingAttribute is the one by which Entra is to match users, such as externalId; userName when empty.
	MatchingAttribute string
	// EntraSchema is a customer's synchronization schema as Entra exports it (JSON): what it does not map matters less.
	EntraSchema []byte
	// Seed feeds everything drawn at random in a run.
	Seed uint64
	// Shuffle runs the checks in an order that follows from Seed; the report keeps catalogue order.
	Shuffle bool
	// RunID is part of every name created in the target; random when empty. Lower-case letters and digits.
	RunID string
	// Version is the version of the tool for the report.
	Version string
	// Command is the command line that repeats the run, for the report; derived from the options when empty.
	Command string
	// Settings are the effective configuration, for the report; derived from the options when empty. No secret belongs in here.
	Settings []report.Setting
	// Now is the clock for the report's times; the wall clock when nil.
	Now func() time.Time
	// OnStart and OnResult are called around each check; either may be nil.
	OnStart  func(CheckInfo)
	OnResult func(report.Check)
}

func (o Options) withDefaults() Options {
	o.Profile = cmp.Or(o.Profile, harness.Entra)
	o.Timeout = cmp.Or(o.Timeout, harness.DefaultTimeout)
	if o.Now == nil {
		o.Now = time.Now
	}
	if o.RunID == "" {
		o.RunID = harness.NewRunID()
	}
	if o.Version == "" {
		o.Version = "devel"
		if info, ok := debug.ReadBuildInfo(); ok {
			o.Version = cmp.Or(info.Main.Version, o.Version)
		}
	}
	o.URL = o.base()
	if o.Command == "" {
		o.Command = o.CommandLine(o.secretFlags()...)
	}
	if o.Settings == nil {
		o.Settings = o.settings()
	}
	return o
}
