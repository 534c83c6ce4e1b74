package binary_test

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"math/rand/v2"
	"net"
	"net/http"
	"os"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/entrasim/entrasim/simulator"
)

// acknowledged passes requests on, remembers what the server said it had stored, and kills the server after the n-th
// such answer, while others are in flight.
type acknowledged struct {
	mu      sync.Mutex
	created map[string]string   // resource path → userName or displayName
	members map[string][]string // group path → ids whose addition was acknowledged
	left    int                 // answers until the server is killed; negative: never
	kill    func()
}

func (a *acknowledged) RoundTrip(req *http.Request) (*http.Response, error) {
	var sent []byte
	if req.GetBody != nil {
		if body, err := req.GetBody(); err == nil {
			sent, _ = io.ReadAll(body)
		}
	}
	res, err := http.DefaultTransport.RoundTrip(req)
	if err != nil || req.Method == http.MethodGet || res.StatusCode >= 300 {
		return res, err
	}
	body, err := io.ReadAll(res.Body)
	res.Body.Close()
	if err != nil {
		return nil, err // not acknowledged: the answer did not arrive whole
	}
	res.Body = io.NopCloser(bytes.NewReader(body))
	a.mu.Lock()
	defer a.mu.Unlock()
	if req.Method == http.MethodPost {
		var created struct{ ID, UserName, DisplayName string }
		if json.Unmarshal(body, &created) == nil {
			a.created[req.URL.Path+"/"+created.ID] = created.UserName + created.DisplayName
		}
	}
	if req.Method == http.MethodPatch {
		a.members[req.URL.Path] = append(a.members[req.URL.Path], added(sent)...)
	}
	if a.left--; a.left == 0 {
		a.kill()
	}
	return res, nil
}

// added lists the members that a PATCH adds.
func added(body []byte) (ids []string) {
	var patch struct {
		Operations []struct {
			Op, Path string
			Value    json.RawMessage
		}
	}
	_ = json.Unmarshal(body, &patch) // a body that is none of Entra's adds nobody
	for _, op := range patch.Operations {
		var values []struct{ Value string }
		if op.Path == "members" && strings.EqualFold(op.Op, "add") && json.Unmarshal(op.Value, &values) == nil {
			for _, v := range values {
				ids = append(ids, v.Value)
			}
		}
	}
	return ids
}

// TestKilledServerLosesNothing kills the server with SIGKILL at random moments of an initial cycle, each time on the same
// data. After each restart every acknowledged create must be there; at the end the job converges without duplicates.
func TestKilledServerLosesNothing(t *testing.T) {
	rounds, users := 5, 400
	if n, err := strconv.Atoi(os.Getenv("ENTRASIM_KILLS")); err == nil {
		rounds, users = n, 2000
	}
	seed := uint64(11)
	t.Logf("%d kills, %d users, seed %d; ENTRASIM_KILLS=50 repeats it with 2,000 users", rounds, users, seed)
	random := rand.New(rand.NewPCG(seed, seed))

	data, listen := t.TempDir(), freeAddress(t)
	start := func() *served { return serve(t, "--listen", listen, "--data", data) }
	s := start()
	secret := s.Token
	wire := &acknowledged{created: map[string]string{}, members: map[string][]string{}}

	directory, err := simulator.GenerateDirectory(fmt.Sprintf("users=%d,groups=20,seed=%d", users, seed))
	if err != nil {
		t.Fatal(err)
	}
	sim, err := simulator.New(simulator.Config{
		URL: s.BaseURL, Token: secret, Directory: directory, Seed: seed, Transport: wire,
		// Members that were escrowed when their group was written are to be linked later.
		Dials: map[string]string{"late-references": "next-cycle"},
	})
	if err != nil {
		t.Fatal(err)
	}
	defer sim.Close()

	for round := range rounds {
		current := s
		wire.mu.Lock()
		wire.left, wire.kill = 1+random.IntN(max(1, 2*users/rounds)), func() { _ = current.cmd.Process.Kill() }
		wire.mu.Unlock()
		// The cycle fails part-way or not at all, where fewer writes were left than drawn: both are fine here.
		if _, err := sim.RunCycle(context.WithoutCancel(t.Context())); err != nil {
			t.Logf("round %d: %v", round+1, err)
		}
		s.kill()
		s = start()
		wire.mu.Lock()
		wire.left = -1
		wire.mu.Unlock()
		for path, name := range wire.created {
			if got := nameAt(t, listen, path, secret); got != name {
				t.Fatalf("round %d: acknowledged %s (%s) is %q after the kill", round+1, path, name, got)
			}
		}
		acknowledgedMembersAreThere(t, listen, secret, wire.members)
		// Escrowed objects are retried with growing distance; a day on, all of them are due.
		sim.Advance(24 * time.Hour)
	}

	var failed int
	for range 10 {
		report, err := sim.RunCycle(t.Context())
		if err != nil {
			t.Fatalf("cycle after the last kill: %v", err)
		}
		if failed = report.Counts.Failed; failed == 0 && report.Writes == 0 {
			break
		}
		sim.Advance(24 * time.Hour)
	}
	if failed != 0 {
		t.Errorf("%d objects still fail although the server stays up", failed)
	}
	seen := map[string]int{}
	for path := range wire.created {
		name := nameAt(t, listen, path, secret)
		if seen[strings.ToLower(name)]++; seen[strings.ToLower(name)] > 1 {
			t.Errorf("duplicate: %s", name)
		}
	}
	var list struct{ TotalResults int }
	get(t, "http://"+listen+"/scim/v2/Users?count=0", secret, &list)
	linked := 0
	for user := range directory.All(simulator.KindUser) {
		if _, ok := sim.Links()[user.ID()]; ok {
			linked++
		}
	}
	if list.TotalResults != linked {
		t.Errorf("the server holds %d users, the job is linked to %d", list.TotalResults, linked)
	}
	acknowledgedMembersAreThere(t, listen, secret, wire.members)
	t.Logf("%d kills, %d acknowledged creates, none lost, %d users at the end", rounds, len(wire.created), list.TotalResults)
}

func acknowledgedMembersAreThere(t *testing.T, host, secret string, members map[string][]string) {
	t.Helper()
	for path, ids := range members {
		var group struct{ Members []struct{ Value string } }
		get(t, "http://"+host+path, secret, &group)
		there := map[string]bool{}
		for _, m := range group.Members {
			if there[m.Value] {
				t.Errorf("%s has member %s twice", path, m.Value)
			}
			there[m.Value] = true
		}
		for _, id := range ids {
			if !there[id] {
				t.Fatalf("%s: member %s was acknowledged and is gone", path, id)
			}
		}
	}
}

func freeAddress(t *testing.T) string {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	return l.Addr().String()
}

func nameAt(t *testing.T, host, path, secret string) string {
	t.Helper()
	var resource struct{ UserName, DisplayName string }
	get(t, "http://"+host+path, secret, &resource)
	return resource.UserName + resource.DisplayName
}

func get(t *testing.T, url, secret string, into any) {
	t.Helper()
	req, err := http.NewRequestWithContext(t.Context(), http.MethodGet, url, nil)
	if err != nil {
		t.Fatal(err)
	}
	req.Header.Set("Authorization", "Bearer "+secret)
	res, err := http.DefaultClient.Do(req)
	if err != nil {
		t.Fatalf("GET %s: %v", url, err)
	}
	defer res.Body.Close()
	if err := json.NewDecoder(res.Body).Decode(into); err != nil {
		t.Fatalf("GET %s: status %d: %v", url, res.StatusCode, err)
	}
}
