package binary_test

import (
	"bytes"
	"net/http"
	"os"
	"path/filepath"
	"runtime"
	"strconv"
	"testing"
	"time"
)

// What the program may cost. A server starts in about 0.1 s, the goal is 0.3 s (design §9), where nothing else is to be done; on a
// machine that runs tests the bound only finds what has become much slower.
const (
	mostResident = 30 << 20
	mostToStart  = 5 * time.Second
)

func TestAnIdleServerIsSmallAndThereSoon(t *testing.T) {
	began := time.Now()
	s := serve(t, "--listen", "127.0.0.1:0", "--data", t.TempDir())
	req, err := http.NewRequestWithContext(t.Context(), http.MethodGet, s.BaseURL+"/Users", nil)
	if err != nil {
		t.Fatal(err)
	}
	req.Header.Set("Authorization", "Bearer "+s.Token)
	res, err := http.DefaultClient.Do(req)
	if err != nil {
		t.Fatal(err)
	}
	defer res.Body.Close()
	if took := time.Since(began); res.StatusCode != http.StatusOK || took > mostToStart {
		t.Errorf("first answer %s after %s; want 200 within %s", res.Status, took, mostToStart)
	}
	if runtime.GOOS != "linux" {
		t.Skip("the memory of another process is read from /proc, which only Linux has")
	}
	got := resident(t, s.PID)
	t.Logf("an idle server holds %.1f MiB", float64(got)/(1<<20))
	if got > mostResident {
		t.Errorf("an idle server holds %.1f MiB; want at most %d", float64(got)/(1<<20), mostResident>>20)
	}
}

// resident reads VmRSS of a process, in bytes.
func resident(t *testing.T, pid int) int {
	t.Helper()
	status, err := os.ReadFile(filepath.Join("/proc", strconv.Itoa(pid), "status"))
	if err != nil {
		t.Fatal(err)
	}
	for line := range bytes.Lines(status) {
		if rest, ok := bytes.CutPrefix(line, []byte("VmRSS:")); ok {
			kib, err := strconv.Atoi(string(bytes.Fields(rest)[0]))
			if err != nil {
				t.Fatalf("read %q: %v", line, err)
			}
			return kib << 10
		}
	}
	t.Fatalf("no VmRSS in the status of process %d:\n%s", pid, status)
	return 0
}
