//go:build containers

package containers_test

import (
	"bytes"
	"errors"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"net/http/httputil"
	"net/url"
	"os/exec"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/testcontainers/testcontainers-go"
	"github.com/testcontainers/testcontainers-go/network"
	"github.com/testcontainers/testcontainers-go/wait"

	"github.com/entrasim/entrasim/ci/disaster"
	"github.com/entrasim/entrasim/ci/ledger"
)

// postgresImage is built by `make containers` from this machine's PostgreSQL (ci/scripts/postgres-image.sh).
const postgresImage = "entrasim-postgres:test"

// upstream is one server process behind the proxy.
type upstream struct {
	*testcontainers.DockerContainer
	url atomic.Pointer[url.URL]
}

// answers waits until SCIM answers and notes where: the engine publishes another port after each start.
func (u *upstream) answers(t testing.TB) {
	t.Helper()
	ready := wait.ForHTTP("/scim/v2/ServiceProviderConfig").WithPort("8080/tcp").
		WithStatusCodeMatcher(func(status int) bool { return status < http.StatusInternalServerError }).WithStartupTimeout(time.Minute)
	if err := ready.WaitUntilReady(t.Context(), u); err != nil {
		t.Fatalf("wait for the server: %v", err)
	}
	endpoint, err := u.PortEndpoint(t.Context(), "8080/tcp", "http")
	if err != nil {
		t.Fatalf("find the published port: %v", err)
	}
	address, err := url.Parse(endpoint)
	if err != nil {
		t.Fatal(err)
	}
	u.url.Store(address)
}

// shared starts PostgreSQL and, at the same time, two servers over one empty database. It returns the token that exactly one
// of them has issued.
func shared(t *testing.T) (servers [2]*upstream, token string) {
	t.Helper()
	nw, err := network.New(t.Context())
	testcontainers.CleanupNetwork(t, nw)
	if err != nil {
		t.Fatalf("create a network: %v", err)
	}
	db, err := testcontainers.Run(t.Context(), postgresImage,
		network.WithNetwork([]string{"db"}, nw),
		testcontainers.WithEnv(map[string]string{"POSTGRES_USER": "entrasim", "POSTGRES_PASSWORD": "harbour", "POSTGRES_DB": "entrasim"}),
		// Once while it sets itself up on a socket, once for good.
		testcontainers.WithWaitStrategyAndDeadline(time.Minute, wait.ForLog("database system is ready to accept connections").WithOccurrence(2)),
	)
	testcontainers.CleanupContainer(t, db)
	if err != nil {
		t.Fatalf("start %s: %v", postgresImage, err)
	}
	var starting sync.WaitGroup
	var failures [len(servers)]error
	for i := range servers {
		starting.Go(func() {
			ctr, err := testcontainers.Run(t.Context(), image,
				network.WithNetwork(nil, nw),
				testcontainers.WithExposedPorts("8080/tcp"),
				testcontainers.WithCmd("serve", "--ready", "json", "--data", "postgres://entrasim:harbour@db:5432/entrasim?sslmode=disable"),
				testcontainers.WithWaitStrategyAndDeadline(time.Minute, wait.ForLog(`"baseUrl"`)),
			)
			testcontainers.CleanupContainer(t, ctr)
			servers[i], failures[i] = &upstream{DockerContainer: ctr}, err
		})
	}
	starting.Wait()
	if err := errors.Join(failures[:]...); err != nil {
		t.Fatalf("start two servers over one database: %v", err)
	}
	for _, s := range servers {
		s.answers(t)
		if secret, issued := issuedToken(t, s); issued {
			if token != "" {
				t.Error("both servers issued a first token")
			}
			token = secret
		}
	}
	if token == "" {
		t.Fatal("neither server printed a token")
	}
	return servers, token
}

// balance is a load balancer: requests go to the servers in turn, and to the next one when a server does not take the
// connection. A request that was cut off is not sent again: nobody knows what became of it.
func balance(t *testing.T, servers [2]*upstream) string {
	t.Helper()
	transport := &http.Transport{MaxIdleConnsPerHost: 64, ResponseHeaderTimeout: 30 * time.Second}
	t.Cleanup(transport.CloseIdleConnections)
	var turn atomic.Uint64
	proxy := httptest.NewServer(&httputil.ReverseProxy{
		Rewrite: func(r *httputil.ProxyRequest) { r.Out.Host = r.In.Host },
		Transport: roundTripper(func(req *http.Request) (*http.Response, error) {
			var body []byte
			var err error
			if req.Body != nil { // an attempt that fails closes what it was given
				if body, err = io.ReadAll(req.Body); err != nil {
					return nil, err
				}
			}
			first := turn.Add(1)
			for i := range uint64(len(servers)) {
				to := servers[(first+i)%uint64(len(servers))].url.Load()
				req.URL.Scheme, req.URL.Host, req.Body = to.Scheme, to.Host, io.NopCloser(bytes.NewReader(body))
				var res *http.Response
				res, err = transport.RoundTrip(req)
				var refused *net.OpError
				if err == nil || !errors.As(err, &refused) || refused.Op != "dial" {
					return res, err
				}
			}
			return nil, err
		}),
		ErrorHandler: func(w http.ResponseWriter, _ *http.Request, _ error) { w.WriteHeader(http.StatusBadGateway) },
	})
	t.Cleanup(proxy.Close)
	return proxy.URL + "/scim/v2"
}

type roundTripper func(*http.Request) (*http.Response, error)

func (f roundTripper) RoundTrip(req *http.Request) (*http.Response, error) { return f(req) }

// TestServersThatShareADatabase kills two servers in turn while a job provisions through both. What one acknowledged the
// other has, and nothing is there twice.
func TestServersThatShareADatabase(t *testing.T) {
	servers, token := shared(t)
	base := balance(t, servers)
	next, down := 0, -1
	kill := func() {
		down = next
		next = 1 - next
		// Not Stop, which would ask first.
		if out, err := exec.Command("docker", "kill", servers[down].GetContainerID()).CombinedOutput(); err != nil {
			t.Errorf("kill server %d: %v\n%s", down, err, out)
		}
	}
	disaster.Survive(t, disaster.Disaster{
		Rounds: 6, URL: base, Token: token,
		Strike: kill,
		Heal: func(t testing.TB) {
			if down < 0 {
				kill()
			}
			// The one that is left has everything already.
			left := servers[1-down].url.Load().String() + "/scim/v2"
			var nothing ledger.Ledger
			if _, err := nothing.Check(t.Context(), left, token); err != nil {
				t.Errorf("the server that is left: %v", err)
			}
			if err := servers[down].Start(t.Context()); err != nil {
				t.Fatalf("start server %d again: %v", down, err)
			}
			servers[down].answers(t)
			down = -1
		},
	})
	agree(t, servers, token)
}

// agree asks both servers for everything.
func agree(t *testing.T, servers [2]*upstream, token string) {
	t.Helper()
	var held [len(servers)]ledger.Holdings
	for i, s := range servers {
		var nothing ledger.Ledger
		var err error
		if held[i], err = nothing.Check(t.Context(), s.url.Load().String()+"/scim/v2", token); err != nil {
			t.Errorf("server %d: %v", i, err)
		}
	}
	if held[0] != held[1] {
		t.Errorf("the servers disagree: %+v and %+v", held[0], held[1])
	}
}
