package fault

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"sync"
)

// carry sends the request through a proxy of its own. The URL stays as it is, so Host and the name in TLS do too.
func (n Network) carry(base http.RoundTripper, r *http.Request) (*http.Response, error) {
	plain, ok := base.(*http.Transport)
	if !ok {
		return nil, fmt.Errorf("break the connection: the transport is a %T, and only an *http.Transport has connections", base)
	}
	proxy, err := n.open(r)
	if err != nil {
		return nil, err
	}
	t := plain.Clone() // a clone shares no connections; the endpoint must not be told to close this one, or a hang would end
	t.DialContext = func(ctx context.Context, network, _ string) (net.Conn, error) {
		return new(net.Dialer).DialContext(ctx, network, proxy.address)
	}
	res, err := t.RoundTrip(r)
	if err != nil {
		t.CloseIdleConnections()
		proxy.stop()
		return nil, err
	}
	res.Body = &tail{res.Body, t, proxy}
	return res, nil
}

// proxy listens on this machine and carries what comes to the endpoint and back, through the toxics.
type proxy struct {
	address, upstream string
	network           Network
	listener          net.Listener
	cancel            context.CancelFunc
	running           sync.WaitGroup
}

// open starts a proxy to the request's endpoint.
func (n Network) open(r *http.Request) (*proxy, error) {
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return nil, fmt.Errorf("start proxy: %w", err)
	}
	ctx, cancel := context.WithCancel(context.Background()) // the body may be read after the request's own has ended
	p := &proxy{address: listener.Addr().String(), upstream: hostPort(r), network: n, listener: listener, cancel: cancel}
	if n.closed {
		p.stop()
		return p, nil
	}
	p.running.Go(func() { p.accept(ctx) })
	return p, nil
}

func (p *proxy) accept(ctx context.Context) {
	for {
		near, err := p.listener.Accept()
		if err != nil {
			return // stopped
		}
		p.running.Go(func() { p.join(ctx, near) })
	}
}

// join carries one connection until either end, or the proxy, is closed.
func (p *proxy) join(ctx context.Context, near net.Conn) {
	defer near.Close()
	far, err := new(net.Dialer).DialContext(ctx, "tcp", p.upstream)
	if err != nil {
		return // the client sees it closed, as with an endpoint that is not there
	}
	defer far.Close()
	defer context.AfterFunc(ctx, func() {
		_ = near.Close() // ends what still reads
		_ = far.Close()
	})()
	var ways sync.WaitGroup
	ways.Go(func() { p.network.pour(ctx, upstream, near, far) })
	ways.Go(func() { p.network.pour(ctx, downstream, far, near) })
	ways.Wait()
}

// stop ends every connection and waits for what carried them.
func (p *proxy) stop() {
	_ = p.listener.Close() // it is not needed any more, whatever it says
	p.cancel()
	p.running.Wait()
}

// hostPort is where the endpoint listens.
func hostPort(r *http.Request) string {
	port := r.URL.Port()
	switch {
	case port != "":
	case r.URL.Scheme == "https":
		port = "443"
	default:
		port = "80"
	}
	return net.JoinHostPort(r.URL.Hostname(), port)
}

// tail is a body that comes through a proxy, and ends it.
type tail struct {
	io.ReadCloser
	transport *http.Transport
	proxy     *proxy
}

// Close implements io.Closer.
func (t *tail) Close() error {
	err := t.ReadCloser.Close()
	t.transport.CloseIdleConnections()
	t.proxy.stop()
	if errors.Is(err, net.ErrClosed) {
		return nil
	}
	return err
}
