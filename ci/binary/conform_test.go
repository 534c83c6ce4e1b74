package binary_test

import (
	"fmt"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync/atomic"
	"testing"
	"time"
)

// resetting cuts off every third connection when it is accepted.
type resetting struct {
	net.Listener
	seen atomic.Int64
}

func (l *resetting) Accept() (net.Conn, error) {
	for {
		conn, err := l.Listener.Accept()
		if err != nil || l.seen.Add(1)%3 != 0 {
			return conn, err
		}
		if tcp, ok := conn.(*net.TCPConn); ok {
			_ = tcp.SetLinger(0) // a reset, not an end
		}
		_ = conn.Close()
	}
}

// kind makes sure that a report or a complaint is one that a stranger can do something with.
func expectKind(t *testing.T, got result, secret string) {
	t.Helper()
	for _, never := range []string{"goroutine ", "panic:", "runtime error", ".go:", secret} {
		if strings.Contains(got.stderr, never) || never != ".go:" && strings.Contains(got.stdout, never) {
			t.Errorf("the output holds %q", never)
		}
	}
	if t.Failed() {
		t.Log(got)
	}
}

// TestConformAgainstBadTargets holds the built program against what is no SCIM endpoint, or none that works.
func TestConformAgainstBadTargets(t *testing.T) {
	const secret = "token-of-a-customer-0123456789"
	answer := func(status int, contentType, body string) http.HandlerFunc {
		return func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Content-Type", contentType)
			w.WriteHeader(status)
			_, _ = io.WriteString(w, body)
		}
	}
	released := make(chan struct{})
	defer close(released)
	hang := func(http.ResponseWriter, *http.Request) { <-released }
	for name, c := range map[string]struct {
		handler  http.HandlerFunc
		mentions []string
	}{
		"an HTML site":                {answer(200, "text/html", "<!doctype html><html><body>Welcome</body></html>"), []string{"no SCIM endpoint", "HTML", "base URL"}},
		"a sign-in page":              {http.RedirectHandler("https://login.example/?next=secret", http.StatusFound).ServeHTTP, []string{"no SCIM endpoint", "302", "https://login.example/"}},
		"a JSON API that is not SCIM": {answer(200, "application/json", `{"data":[{"name":"a"}],"next":null}`), []string{"no SCIM endpoint", "JSON that is no SCIM message", "base URL"}},
		"another API's errors":        {answer(404, "application/json", `{"error":"not found"}`), []string{"no SCIM endpoint", "404"}},
		"a server that hangs":         {hang, []string{"cannot be reached", "no answer in time", "--timeout"}},
		"one that begins and hangs": {func(w http.ResponseWriter, r *http.Request) {
			w.WriteHeader(http.StatusOK)
			_ = http.NewResponseController(w).Flush()
			hang(w, r)
		}, []string{"cannot be reached", "time"}},
		"one that answers 401 to all": {answer(401, "application/scim+json", `{"status":"401"}`), []string{"refuses the token", "401", "Bearer"}},
		"one that answers 403 to all": {answer(403, "application/scim+json", `{"status":"403"}`), []string{"refuses the token", "403"}},
	} {
		t.Run(name, func(t *testing.T) {
			target := httptest.NewServer(c.handler)
			t.Cleanup(target.CloseClientConnections)
			started := time.Now()
			got := run(t, []string{"T=" + secret}, "conform", "--url", target.URL+"/scim", "--token-env", "T", "--timeout", "1s")
			expectComplaint(t, got, 3, c.mentions...)
			expectKind(t, got, secret)
			if took := time.Since(started); took > 20*time.Second || got.stdout != "" {
				t.Errorf("it took %s and stdout is %q; want a few seconds and no report", took, got.stdout)
			}
		})
	}
	t.Run("a port where nothing listens", func(t *testing.T) {
		got := run(t, []string{"T=" + secret}, "conform", "--url", "http://127.0.0.1:1/scim", "--token-env", "T")
		expectComplaint(t, got, 3, "cannot be reached", "refused", "nothing listens")
		expectKind(t, got, secret)
	})
	t.Run("a certificate nobody knows", func(t *testing.T) {
		target := httptest.NewTLSServer(http.NotFoundHandler())
		t.Cleanup(target.Close)
		expectComplaint(t, run(t, []string{"T=" + secret}, "conform", "--url", target.URL, "--token-env", "T"), 3, "certificate", "--ca-file")
		plain := strings.Replace(target.URL, "https:", "http:", 1)
		expectComplaint(t, run(t, []string{"T=" + secret}, "conform", "--url", plain, "--token-env", "T"), 3, "no SCIM endpoint")
	})
}

// TestConformAgainstAWorkingServerOnABadWay judges the reference server through what spoils its connections and its answers.
func TestConformAgainstAWorkingServerOnABadWay(t *testing.T) {
	s := serve(t, "--listen", freeAddress(t), "--memory")
	defer s.kill()
	t.Run("every third connection is reset", func(t *testing.T) {
		inner, err := net.Listen("tcp", "127.0.0.1:0")
		if err != nil {
			t.Fatal(err)
		}
		proxy := &http.Server{Handler: forward(s.BaseURL, nil), ReadHeaderTimeout: time.Minute}
		proxy.SetKeepAlivesEnabled(false) // so that there are connections enough
		go func() { _ = proxy.Serve(&resetting{Listener: inner}) }()
		t.Cleanup(func() { _ = proxy.Close() })
		got := run(t, []string{"T=" + s.Token}, "conform", "--url", "http://"+inner.Addr().String()+"/scim/v2", "--token-env", "T",
			"--timeout", "5s", "--area", "AUT,DSC,CRE,GET", "--profile", "rfc-core")
		if got.code != 3 && got.code != 1 {
			t.Errorf("exit code %d, want 3, or 1 when a prerequisite could not be had", got.code)
		}
		for _, want := range []string{"the connection broke under", "passed, 0 failed"} {
			if !strings.Contains(got.stdout, want) {
				t.Errorf("the report lacks %q", want)
			}
		}
		expectKind(t, got, s.Token)
	})
	t.Run("creates hang", func(t *testing.T) {
		released := make(chan struct{})
		proxy := httptest.NewServer(forward(s.BaseURL, func(_ http.ResponseWriter, r *http.Request) bool {
			if r.Method == http.MethodPost {
				<-released
			}
			return r.Method == http.MethodPost
		}))
		t.Cleanup(proxy.CloseClientConnections)
		defer close(released)
		started := time.Now()
		got := run(t, []string{"T=" + s.Token}, "conform", "--url", proxy.URL+"/scim/v2", "--token-env", "T", "--timeout", "1s")
		if got.code != 3 || !strings.Contains(got.stdout, "the target does not answer POST /Users: 3 requests in a row got no answer in time") {
			t.Errorf("exit code %d; want 3, and a report that says that creates are not answered", got.code)
		}
		if took := time.Since(started); took > 50*time.Second {
			t.Errorf("it took %s, want an end to waiting", took)
		}
		expectKind(t, got, s.Token)
	})
	t.Run("it goes away", func(t *testing.T) {
		var seen atomic.Int64
		proxy := httptest.NewUnstartedServer(nil)
		proxy.Config.Handler = forward(s.BaseURL, func(http.ResponseWriter, *http.Request) bool {
			if seen.Add(1) >= 40 { // the listener first: a connection accepted after the others were closed would live on
				_ = proxy.Listener.Close()
				proxy.CloseClientConnections()
				panic(http.ErrAbortHandler)
			}
			return false
		})
		proxy.Start()
		got := run(t, []string{"T=" + s.Token}, "conform", "--url", proxy.URL+"/scim/v2", "--token-env", "T", "--timeout", "2s")
		if got.code != 3 || !strings.Contains(got.stdout, "the target has gone") {
			t.Errorf("exit code %d; want 3, and a report that says that the target has gone", got.code)
		}
		if n := strings.Count(got.stdout, "\n"); n > 500 {
			t.Errorf("the report has %d lines, want a short one", n)
		}
		expectKind(t, got, s.Token)
	})
}

// forward sends requests on to the server at base, unless spoil takes them.
func forward(base string, spoil func(http.ResponseWriter, *http.Request) bool) http.HandlerFunc {
	origin := base[:strings.Index(base, "/scim")]
	return func(w http.ResponseWriter, r *http.Request) {
		if spoil != nil && spoil(w, r) {
			return
		}
		out, err := http.NewRequestWithContext(r.Context(), r.Method, origin+r.URL.RequestURI(), r.Body)
		if err != nil {
			http.Error(w, err.Error(), http.StatusInternalServerError)
			return
		}
		out.Header, out.ContentLength = r.Header.Clone(), r.ContentLength
		resp, err := http.DefaultTransport.RoundTrip(out)
		if err != nil {
			http.Error(w, fmt.Sprint("forward: ", err), http.StatusBadGateway)
			return
		}
		defer resp.Body.Close()
		for name, values := range resp.Header {
			w.Header()[name] = values
		}
		w.WriteHeader(resp.StatusCode)
		_, _ = io.Copy(w, resp.Body)
	}
}
