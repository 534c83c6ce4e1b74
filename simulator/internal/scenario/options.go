package scenario

import (
	"context"
	"crypto/x509"
	"net/http"
	"time"
)

// Options say against what scenarios are played. Either Server or URL is needed.
type Options struct {
	// Server makes a reference server for a scenario.
	Server Factory
	// URL and Token are those of any other endpoint. Scenarios that use the verb server are skipped then.
	URL, Token string
	RootCAs    *x509.CertPool
	Insecure   bool
	// Update brings the expected requests in the file in line with what is sent, instead of comparing.
	Update bool
	// Seed is what ids derive from.
	Seed uint64
	// Direct hands requests to the server's handler without a connection between: faster, and faults of the connection are
	// not possible.
	Direct bool
	// Observe, when set, is called after each step. An error ends the play, which gives it back.
	Observe func(Observation) error
}

// Factory makes a reference server whose clock is now. The simulator knows nothing of that server but this.
type Factory func(ctx context.Context, now func() time.Time) (*Server, error)

// Server is a reference server that a scenario has for itself.
type Server struct {
	Handler   http.Handler
	BasePath  string // in front of /Users
	Token     string
	Configure func(ctx context.Context, c Change) error
	Close     func() error
}

// Change is what a scenario changes about the reference server.
type Change struct {
	Mood     string            // "" leaves it
	Switches map[string]string // by name
	TurnOn   []string          // defects
	TurnOff  []string          // defects
}
