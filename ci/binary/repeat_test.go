package binary_test

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"testing"
)

// TestSameSeedSameBytes provisions the same directory into fresh servers, in other processes, with other concurrency: the
// provisioning log with every request and answer must not differ by a byte.
func TestSameSeedSameBytes(t *testing.T) {
	logs := make([][]byte, 0, 3)
	for _, concurrency := range []int{1, 5, 16} {
		listen := freeAddress(t)
		s := serve(t, "--listen", listen, "--memory", "--seed", "7",
			"--clock", "2026-01-05T08:00:00Z", "--public-url", "https://scim.fabrikam.example")
		base := "http://" + listen + "/scim/v2"
		log := filepath.Join(t.TempDir(), "provisioning.jsonl")
		got := run(t, []string{"T=" + s.Token}, "provision", "--url", base, "--token-env", "T", "--log", log,
			"--generate", "users=80,groups=8,seed=7", "--cycles", "3", "--seed", "7", "--concurrency", fmt.Sprint(concurrency))
		if got.code != 0 {
			t.Fatalf("provision with concurrency %d: %s", concurrency, got)
		}
		data, err := os.ReadFile(log)
		if err != nil {
			t.Fatal(err)
		}
		// The address a test server got is the one thing that differs.
		logs = append(logs, bytes.ReplaceAll(data, []byte(base), []byte("https://scim.fabrikam.example/scim/v2")))
		s.kill()
	}
	for i, log := range logs[1:] {
		if a, b, n := firstDifference(logs[0], log); n > 0 {
			t.Fatalf("run %d differs from run 1 in line %d:\n1: %s\n%d: %s", i+2, n, a, i+2, b)
		}
	}
	if bytes.Count(logs[0], []byte("\n")) < 80 {
		t.Errorf("the log has %d lines for 80 users", bytes.Count(logs[0], []byte("\n")))
	}
}

// firstDifference returns the first differing lines and their number, 0 when there is none.
func firstDifference(a, b []byte) (left, right []byte, line int) {
	as, bs := bytes.Split(a, []byte("\n")), bytes.Split(b, []byte("\n"))
	for i := range max(len(as), len(bs)) {
		if i < len(as) {
			left = as[i]
		}
		if i < len(bs) {
			right = bs[i]
		}
		if i >= len(as) || i >= len(bs) || !bytes.Equal(left, right) {
			return left, right, i + 1
		}
	}
	return nil, nil, 0
}

func TestDemoLeavesNothingBehind(t *testing.T) {
	temp := t.TempDir()
	got := run(t, []string{"TMPDIR=" + temp}, "demo")
	if got.code != 0 {
		t.Fatalf("demo: %s", got)
	}
	left, err := os.ReadDir(temp)
	if err != nil {
		t.Fatal(err)
	}
	for _, entry := range left {
		t.Errorf("the demo left %s behind", entry.Name())
	}
}
