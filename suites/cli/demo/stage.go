package demo

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/http"
	"os"
	"time"

	"github.com/entrasim/entrasim/server"
)

// stage is the running reference server: SCIM and admin listeners over a temporary data directory.
type stage struct {
	server   *server.Server
	data     string
	scimURL  string // the tenant URL
	adminURL string
	servers  []*http.Server
	failed   chan error // one value for each listener that ended
}

// setStage starts the server with the guide's profile. close it, also after an error of the play.
func setStage(ctx context.Context, now func() time.Time, seed uint64) (_ *stage, err error) {
	data, err := os.MkdirTemp("", "entrasim-demo-")
	if err != nil {
		return nil, fmt.Errorf("create a temporary data directory: %w", err)
	}
	s := &stage{data: data, failed: make(chan error, 2)}
	defer func() {
		if err != nil {
			err = errors.Join(err, s.close(ctx))
		}
	}()
	s.server, err = server.New(ctx, server.Config{DataDir: data, Profile: server.WandoProfile, Now: now, Seed: &seed})
	if err != nil {
		return s, fmt.Errorf("start the reference server: %w", err)
	}
	scim, err := s.listen(s.server.Handler())
	if err != nil {
		return s, err
	}
	s.scimURL = scim + s.server.BasePath()
	s.adminURL, err = s.listen(s.server.AdminHandler())
	return s, err
}

// listen serves a handler on a free loopback port and returns its origin.
func (s *stage) listen(handler http.Handler) (string, error) {
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return "", fmt.Errorf("find a free port: %w", err)
	}
	server := &http.Server{Handler: handler, ReadHeaderTimeout: 10 * time.Second}
	s.servers = append(s.servers, server)
	go func() { s.failed <- server.Serve(listener) }()
	return "http://" + listener.Addr().String(), nil
}

// close stops the listeners and the server, waits for them, and removes the data.
func (s *stage) close(ctx context.Context) error {
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), time.Second)
	defer cancel()
	var errs []error
	for _, server := range s.servers {
		err := server.Shutdown(ctx)
		if errors.Is(err, context.DeadlineExceeded) { // a connection that was opened and never used counts as busy for 5 s
			err = server.Close()
		}
		errs = append(errs, err)
	}
	for range s.servers {
		if err := <-s.failed; !errors.Is(err, http.ErrServerClosed) {
			errs = append(errs, fmt.Errorf("serve: %w", err))
		}
	}
	if s.server != nil {
		errs = append(errs, s.server.Close())
	}
	return errors.Join(append(errs, os.RemoveAll(s.data))...)
}
