package scenario

import (
	"context"
	"crypto/tls"
	"errors"
	"fmt"
	"net"
	"net/http"
	"time"

	"github.com/entrasim/entrasim/simulator"
)

// stage is the endpoint of a play: a reference server on a free loopback port, or somebody else's.
type stage struct {
	url    string // tenant URL without flags
	token  string
	client *http.Client // for the scenario's own questions
	own    *Server      // nil for somebody else's
	http   *http.Server
	done   chan error // takes what Serve returned
}

// errNoEndpoint is a mistake of a Go program, not of a scenario.
var errNoEndpoint = errors.New("there is neither a server to play against nor a URL")

// setStage starts the server. The clock is asked for each time, because a directory brings a start of its own.
func setStage(ctx context.Context, o Options, clock func() *simulator.VirtualClock) (*stage, error) {
	transport := &http.Transport{TLSClientConfig: &tls.Config{
		MinVersion: tls.VersionTLS12, RootCAs: o.RootCAs,
		InsecureSkipVerify: o.Insecure, // #nosec G402 -- the caller's choice, for endpoints that are not deployed yet
	}}
	s := &stage{url: o.URL, token: o.Token, client: &http.Client{Transport: transport}}
	switch {
	case o.URL != "":
		return s, nil
	case o.Server == nil:
		return nil, errNoEndpoint
	}
	own, err := o.Server(ctx, func() time.Time { return clock().Now() })
	if err != nil {
		return nil, fmt.Errorf("start the reference server: %w", err)
	}
	if o.Direct {
		s.own, s.token, s.url = own, own.Token, "https://endpoint.example"+own.BasePath
		s.client.Transport = direct{own.Handler}
		return s, nil
	}
	listener, err := new(net.ListenConfig).Listen(ctx, "tcp", "127.0.0.1:0")
	if err != nil {
		return nil, errors.Join(fmt.Errorf("find a free port: %w", err), own.Close())
	}
	s.own, s.token, s.done = own, own.Token, make(chan error, 1)
	s.url = "http://" + listener.Addr().String() + own.BasePath
	s.http = &http.Server{Handler: own.Handler, ReadHeaderTimeout: 10 * time.Second}
	go func() { s.done <- s.http.Serve(listener) }()
	return s, nil
}

// transport is how the simulator reaches the endpoint; nil is Entra's way.
func (s *stage) transport() http.RoundTripper {
	if d, ok := s.client.Transport.(direct); ok {
		return d
	}
	return nil
}

// close ends the server and waits for it.
func (s *stage) close(ctx context.Context) error {
	s.client.CloseIdleConnections()
	if s.own == nil {
		return nil
	}
	if s.http == nil {
		return s.own.Close()
	}
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), time.Second)
	defer cancel()
	err := s.http.Shutdown(ctx)
	if errors.Is(err, context.DeadlineExceeded) { // a connection that a fault has opened and not used counts as busy
		err = s.http.Close()
	}
	if served := <-s.done; !errors.Is(served, http.ErrServerClosed) {
		err = errors.Join(err, fmt.Errorf("serve: %w", served))
	}
	return errors.Join(err, s.own.Close())
}
