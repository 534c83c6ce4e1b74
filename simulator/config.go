package simulator

import (
	"crypto/x509"
	"io"
	"log/slog"
	"net/http"
	"time"

	"github.com/entrasim/entrasim/simulator/internal/clock"
	"github.com/entrasim/entrasim/simulator/internal/dial"
	"github.com/entrasim/entrasim/simulator/internal/scimclient"
)

// Config says what to provision, and whereto.
type Config struct {
	// URL is the tenant URL, as one would type it in the portal: with or without a trailing slash, with the flag
	// aadOptscim062020 or without.
	URL string
	// Token is the secret token, without the word Bearer.
	Token string
	// OAuth, when set, fetches access tokens with client credentials, in place of Token.
	OAuth *OAuth
	// Directory is the source. It may be changed while the simulator exists; required.
	Directory *Directory
	// Mapping is "default" (also ""), "wando", or the path of a synchronization schema exported from a job.
	Mapping string
	// Schema is the text of a synchronization schema that is used in place of what Mapping names; Mapping then only names it.
	Schema []byte
	// Dials sets dials by name; see [Dials].
	Dials map[string]string
	// Seed is what all ids derive from.
	Seed uint64

	// SyncAll provisions every user and group instead of only the assigned ones.
	SyncAll bool
	// DeleteThreshold switches accidental-deletion prevention on: a cycle that would disable or delete more users and groups
	// than this holds all of them back and leads into quarantine. 0 means off.
	DeleteThreshold int
	// SkipOutOfScopeDeletions leaves accounts alone when their users leave the scope.
	SkipOutOfScopeDeletions bool

	// Clock is the time. Default: a virtual clock that begins when the directory does.
	Clock Clock
	// HTTPClient lends its transport; its other settings do not apply, because Entra has its own.
	HTTPClient *http.Client
	// Transport carries the requests; it wins over HTTPClient. Default: Entra's way, HTTP/1.1 over TLS 1.2.
	Transport http.RoundTripper
	// RootCAs replaces the system's certificate authorities when there is no transport.
	RootCAs *x509.CertPool
	// Insecure accepts any certificate of the endpoint, when there is no transport. Entra never does.
	Insecure bool

	// WrapTransport, when set, stands around the transport, whichever it is: for faults on this side of the wire.
	WrapTransport func(http.RoundTripper) http.RoundTripper

	// Store keeps the job's state, so that another Simulator can go on where this one stopped: see [OpenStore]. A virtual
	// clock that stands earlier than the job's last did is moved there. Default: none.
	Store Store
	// Log takes the provisioning log as JSON Lines, while it comes about.
	Log io.Writer
	// OnRecord is called with every record of the log, in order.
	OnRecord func(Record)
	// OnNotification is called when Entra would send a mail to the job's notification address.
	OnNotification func(Notification)
	// DropRecords keeps records and exchanges out of the reports, for runs that are too long to remember.
	DropRecords bool
	// Logger takes the simulator's own messages. Default: none.
	Logger *slog.Logger
}

// OAuth are client credentials: a secret in the header or in the body of the token request, or a signed assertion.
type OAuth = scimclient.OAuth

// CredentialLocation says where client id and secret stand in a token request.
type CredentialLocation = scimclient.CredentialLocation

// The locations.
const (
	CredentialsInHeader = scimclient.InHeader
	CredentialsInBody   = scimclient.InBody
)

// Clock tells the time and waits for a point of it.
type Clock = clock.Clock

// VirtualClock stands still except when told.
type VirtualClock = clock.Virtual

// RealClock is the machine's clock.
func RealClock() Clock { return clock.Real() }

// NewVirtualClock returns a clock that stands at start, or on 2026-01-05T08:00:00Z when start is zero.
func NewVirtualClock(start time.Time) *VirtualClock { return clock.NewVirtual(start) }

// Dial is a behaviour of Entra that documentation and field reports leave open.
type Dial = dial.Dial

// Dials lists all dials with their defaults and the evidence behind them, sorted by name.
func Dials() []Dial { return dial.Table() }
