package binary_test

import (
	"net"
	"os"
	"strconv"
	"sync/atomic"
	"testing"

	"github.com/entrasim/entrasim/ci/disaster"
)

// kills is how many rounds a kill test runs: few with the other tests, ENTRASIM_KILLS of them otherwise.
func kills(t *testing.T, few int) int {
	t.Helper()
	text := os.Getenv("ENTRASIM_KILLS")
	if text == "" && testing.Short() {
		t.Skip("the race detector does not see into the server process; the same rounds run without it")
	}
	if text == "" {
		return few
	}
	n, err := strconv.Atoi(text)
	if err != nil || n < 1 {
		t.Fatalf("ENTRASIM_KILLS=%q is not a number from 1 up", text)
	}
	return n
}

// killed is the disaster of a server process that is killed with SIGKILL and started again on the same data.
func killed(t *testing.T, rounds int, data string) disaster.Disaster {
	t.Helper()
	listen := freeAddress(t)
	start := func(t testing.TB) *served { return serve(t, "--listen", listen, "--data", data) }
	s := start(t)
	return disaster.Disaster{
		Rounds: rounds, URL: s.BaseURL, Token: s.Token,
		Strike: func() { _ = s.cmd.Process.Kill() },
		Heal: func(t testing.TB) {
			s.kill()
			s = start(t)
		},
	}
}

// TestKilledServerLosesNothing kills the server at random moments of an initial cycle, each time on the same data.
func TestKilledServerLosesNothing(t *testing.T) {
	t.Parallel() // the kill tests mostly wait for servers to start
	disaster.Survive(t, killed(t, kills(t, 5), t.TempDir()))
}

// lastPort spreads the processes that ask for a port.
var lastPort atomic.Int64

// freeAddress is one where nothing listens, and that no client's connection is given: a server that is killed finds it free again.
// (Clients' ports begin at 32768.)
func freeAddress(t *testing.T) string {
	t.Helper()
	for range 1000 {
		port := 10000 + (int64(os.Getpid())*101+lastPort.Add(1))%10000
		l, err := net.Listen("tcp", net.JoinHostPort("127.0.0.1", strconv.FormatInt(port, 10)))
		if err == nil {
			l.Close()
			return l.Addr().String()
		}
	}
	t.Fatal("no free port among a thousand between 10000 and 20000")
	return ""
}
