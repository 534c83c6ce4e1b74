package fault

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"

	"github.com/Shopify/toxiproxy/v2"
	"github.com/go-json-experiment/json"
	"github.com/rs/zerolog"
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
		return new(net.Dialer).DialContext(ctx, network, proxy.Listen)
	}
	res, err := t.RoundTrip(r)
	if err != nil {
		t.CloseIdleConnections()
		proxy.Stop()
		return nil, err
	}
	res.Body = &tail{res.Body, t, proxy}
	return res, nil
}

// open starts a proxy to the request's endpoint.
func (n Network) open(r *http.Request) (*toxiproxy.Proxy, error) {
	server := toxiproxy.NewServer(toxiproxy.NewMetricsContainer(nil), zerolog.Nop())
	proxy := toxiproxy.NewProxy(server, "endpoint", "127.0.0.1:0", hostPort(r))
	if err := proxy.Start(); err != nil {
		return nil, fmt.Errorf("start proxy: %w", err)
	}
	if n.closed {
		proxy.Stop()
		return proxy, nil
	}
	for _, t := range n.toxics {
		text, err := json.Marshal(map[string]any{"type": t.kind, "stream": t.stream, "toxicity": 1, "attributes": t.attributes})
		if err == nil {
			_, err = proxy.Toxics.AddToxicJson(bytes.NewReader(text))
		}
		if err != nil {
			proxy.Stop()
			return nil, fmt.Errorf("poison connection with %s: %w", t.kind, err)
		}
	}
	return proxy, nil
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
	proxy     *toxiproxy.Proxy
}

// Close implements io.Closer.
func (t *tail) Close() error {
	err := t.ReadCloser.Close()
	t.transport.CloseIdleConnections()
	t.proxy.Stop()
	if errors.Is(err, net.ErrClosed) {
		return nil
	}
	return err
}
