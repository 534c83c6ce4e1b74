package postgres_test

import (
	"bytes"
	"errors"
	"io"
	"net"
	"net/url"
	"sync"
	"testing"

	"github.com/entrasim/entrasim/server/internal/store/postgres"
)

// proxy stands between a store and its database and can play a database that goes away.
type proxy struct {
	target string
	port   string
	wg     sync.WaitGroup

	mu       sync.Mutex
	listener net.Listener
	conns    map[net.Conn]bool
	// beforeCommit and afterCommit cut the connection in front of the next COMMIT, or when it has been passed on.
	beforeCommit, afterCommit bool
	// alone is in what the client says when a COMMIT travels with it by the name of a prepared statement.
	alone string
	cuts  int
}

// throughProxy returns a proxy and the URL that leads through it.
func throughProxy(t *testing.T) (*proxy, string) {
	t.Helper()
	u, err := url.Parse(freshSchema(t))
	if err != nil {
		t.Fatal(err)
	}
	p := &proxy{target: u.Host, conns: map[net.Conn]bool{}}
	p.start(t, "127.0.0.1:0")
	_, p.port, _ = net.SplitHostPort(p.listener.Addr().String())
	t.Cleanup(func() {
		p.stop(t)
		p.wg.Wait()
	})
	u.Host = "127.0.0.1:" + p.port
	return p, u.String()
}

func openPatient(t *testing.T, url string, opts postgres.Options) *postgres.Store {
	t.Helper()
	s, err := postgres.Open(t.Context(), url, opts)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := s.Close(); err != nil {
			t.Errorf("Close: %v", err)
		}
	})
	return s
}

func (p *proxy) start(t *testing.T, addr string) {
	t.Helper()
	l, err := net.Listen("tcp", addr)
	if err != nil {
		t.Error(err)
		return
	}
	p.mu.Lock()
	p.listener = l
	p.mu.Unlock()
	p.wg.Go(func() {
		for {
			c, err := l.Accept()
			if err != nil {
				return
			}
			p.wg.Go(func() { p.serve(c) })
		}
	})
}

// restart lets connections through again.
func (p *proxy) restart(t *testing.T) { p.start(t, "127.0.0.1:"+p.port) }

// stop refuses new connections and breaks the others.
func (p *proxy) stop(t *testing.T) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if err := p.listener.Close(); err != nil && !errors.Is(err, net.ErrClosed) {
		t.Error(err)
	}
	p.cut()
}

// cut breaks all connections; p.mu is held.
func (p *proxy) cut() {
	for c := range p.conns {
		_ = c.Close() // its other end may have closed it
	}
}

func (p *proxy) serve(client net.Conn) {
	server, err := net.Dial("tcp", p.target)
	if err != nil {
		_ = client.Close()
		return
	}
	p.mu.Lock()
	p.conns[client], p.conns[server] = true, true
	p.mu.Unlock()
	p.wg.Go(func() {
		_, _ = io.Copy(client, server) // ends when either side does
		_ = client.Close()
	})
	p.forward(server, client)
	_ = server.Close()
}

// carries tells whether a message is the one that a COMMIT travels with.
func (p *proxy) carries(message []byte) bool {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.alone != "" && bytes.Contains(message, []byte(p.alone))
}

// forward passes on what the client says, looking for COMMIT.
func (p *proxy) forward(server io.Writer, client io.Reader) {
	buf := make([]byte, 64<<10)
	for {
		n, err := client.Read(buf)
		if n > 0 {
			commit := bytes.Contains(buf[:n], []byte("commit\x00")) || p.carries(buf[:n])
			p.mu.Lock()
			before, after := commit && p.beforeCommit, commit && p.afterCommit
			if before || after {
				p.beforeCommit, p.afterCommit = false, false
				p.cuts++
			}
			p.mu.Unlock()
			if before {
				return
			}
			if _, err := server.Write(buf[:n]); err != nil || after {
				return
			}
		}
		if err != nil {
			return
		}
	}
}
