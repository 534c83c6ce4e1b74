package inmemory

import (
	"context"
	"errors"
	"io"
	"log"
	"net"
	"net/http"
	"sync"
)

// errClosed is what a dial meets after Close.
var errClosed = errors.New("dial in memory: the server is closed")

// Server is a handler that is being served.
type Server struct {
	listener  *listener
	server    *http.Server
	transport *http.Transport
	served    sync.WaitGroup
}

// Serve starts to serve h.
func Serve(h http.Handler) *Server {
	l := &listener{dialled: make(chan net.Conn), closed: make(chan struct{})}
	s := &Server{
		listener: l,
		// What the handler panics with is seen as a broken connection, as over TCP; the log would be printed between the results.
		server: &http.Server{Handler: h, ErrorLog: log.New(io.Discard, "", 0)},
		transport: &http.Transport{
			DialContext:        func(ctx context.Context, _, _ string) (net.Conn, error) { return l.dial(ctx) },
			DisableCompression: true, // bodies are evidence
		},
	}
	s.served.Go(func() { _ = s.server.Serve(l) }) // returns when the listener is closed, and always with an error
	return s
}

// Transport sends every request to the handler.
func (s *Server) Transport() http.RoundTripper { return s.transport }

// Close ends every connection and waits until nothing is accepted any more.
func (s *Server) Close() {
	s.transport.CloseIdleConnections()
	_ = s.server.Close() // closing pipes does not fail
	s.served.Wait()
}

// listener hands one end of a pipe to whoever dials and the other to the server.
type listener struct {
	dialled chan net.Conn
	closed  chan struct{}
	once    sync.Once
}

func (l *listener) dial(ctx context.Context) (net.Conn, error) {
	ours, theirs := net.Pipe()
	select {
	case l.dialled <- theirs:
		return ours, nil
	case <-l.closed:
		return nil, errClosed
	case <-ctx.Done():
		return nil, ctx.Err()
	}
}

// Accept implements net.Listener.
func (l *listener) Accept() (net.Conn, error) {
	select {
	case conn := <-l.dialled:
		return conn, nil
	case <-l.closed:
		return nil, net.ErrClosed
	}
}

// Close implements net.Listener.
func (l *listener) Close() error {
	l.once.Do(func() { close(l.closed) })
	return nil
}

// Addr implements net.Listener.
func (l *listener) Addr() net.Addr { return address{} }

type address struct{}

func (address) Network() string { return "memory" }
func (address) String() string  { return "memory" }
