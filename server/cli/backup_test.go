package cli_test

import (
	"encoding/json"
	"fmt"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
)

// writers create users until they are stopped. acknowledged lists the names that were answered with 201 so far.
type writers struct {
	mu           sync.Mutex
	acknowledged []string
	stop         atomic.Bool
	done         sync.WaitGroup
}

func keepWriting(t *testing.T, p *process, n int) *writers {
	t.Helper()
	w := &writers{}
	for i := range n {
		w.done.Go(func() {
			for j := 0; !w.stop.Load(); j++ {
				name := fmt.Sprintf("user-%d-%d", i, j)
				if err := create(p, name); err != nil {
					t.Errorf("create %s: %v", name, err)
					return
				}
				w.mu.Lock()
				w.acknowledged = append(w.acknowledged, name)
				w.mu.Unlock()
			}
		})
	}
	return w
}

func create(p *process, userName string) error {
	req, err := http.NewRequestWithContext(p.t.Context(), http.MethodPost, p.BaseURL+"/Users", strings.NewReader(`{"userName":"`+userName+`"}`))
	if err != nil {
		return err
	}
	req.Header.Set("Authorization", "Bearer "+p.Token)
	res, err := http.DefaultClient.Do(req)
	if err != nil {
		return err
	}
	defer res.Body.Close()
	if res.StatusCode != http.StatusCreated {
		return fmt.Errorf("answered %s", res.Status)
	}
	return nil
}

// soFar is what was acknowledged until now, at least the given number.
func (w *writers) soFar(t *testing.T, least int) []string {
	t.Helper()
	for {
		w.mu.Lock()
		names := append([]string(nil), w.acknowledged...)
		w.mu.Unlock()
		if len(names) >= least || t.Failed() {
			return names
		}
	}
}

func (w *writers) end() {
	w.stop.Store(true)
	w.done.Wait()
}

// What was acknowledged before the backup began is there after the restore, and the backup is one the restored server runs on.
func TestBackupWhileServingAndRestore(t *testing.T) {
	dir := t.TempDir()
	data, file := filepath.Join(dir, "data"), filepath.Join(dir, "monday.db")
	p := start(t, "--data", data, "--sync", "normal")
	w := keepWriting(t, p, 4)
	before := w.soFar(t, 100)
	var made struct {
		File          string
		Bytes, Schema int64
	}
	out := must(t, "backup", file, "--data", data, "--json")
	w.end()
	if err := json.Unmarshal([]byte(out), &made); err != nil || made.File != file || made.Bytes == 0 || made.Schema == 0 {
		t.Errorf("backup --json printed %s (%v), want file, size and schema version", out, err)
	}
	if left, err := filepath.Glob(filepath.Join(data, ".entrasim-*")); err != nil || len(left) != 0 {
		t.Errorf("the backup left %v in the data directory (%v)", left, err)
	}
	wantError(t, try(t, "restore", file, "--data", data, "--overwrite").err, 2, "runs on")
	if err := p.end(); err != nil {
		t.Fatal(err)
	}
	wantError(t, try(t, "restore", file, "--data", data).err, 2, "there is a database already")
	must(t, "restore", file, "--data", data, "--overwrite")

	restored := start(t, "--data", data)
	if restored.Token != "" {
		t.Error("the restored server made a new token, although the backup holds one")
	}
	for _, name := range before {
		code, body := get(t, restored.BaseURL+"/Users?attributes=userName&filter=userName+eq+%22"+name+"%22", p.Token)
		if code != 200 || !strings.Contains(body, `"totalResults":1`) {
			t.Fatalf("%s was acknowledged before the backup began; after the restore the server answers %d %s", name, code, body)
		}
	}
}

func TestBackupOfAStoppedServer(t *testing.T) {
	dir := t.TempDir()
	data, file := filepath.Join(dir, "data"), filepath.Join(dir, "b.db")
	p := start(t, "--data", data)
	if err := create(p, "ada"); err != nil {
		t.Fatal(err)
	}
	if err := p.end(); err != nil {
		t.Fatal(err)
	}
	if out := must(t, "backup", file, "--data", data); !strings.HasPrefix(out, "backed up to "+file) {
		t.Errorf("backup printed %q", out)
	}
	target := filepath.Join(dir, "deep", "new")
	if out := must(t, "restore", file, "--data", target); !strings.HasPrefix(out, "restored "+target) {
		t.Errorf("restore printed %q", out)
	}
	q := start(t, "--data", target)
	if _, body := get(t, q.BaseURL+"/Users", p.Token); !strings.Contains(body, `"ada"`) {
		t.Errorf("after the restore: %s, want ada", body)
	}
}

func TestBackupRefusals(t *testing.T) {
	dir := t.TempDir()
	taken := filepath.Join(dir, "taken")
	if err := os.WriteFile(taken, []byte("precious"), 0o600); err != nil {
		t.Fatal(err)
	}
	memory := start(t, "--memory")
	fresh := filepath.Join(dir, "fresh")
	for name, c := range map[string]struct {
		args    []string
		code    int
		message string
	}{
		"no file":                {[]string{"backup"}, 2, "FILE"},
		"file exists":            {[]string{"backup", taken, "--admin-url", memory.AdminURL}, 2, "exists"},
		"in memory":              {[]string{"backup", fresh, "--admin-url", memory.AdminURL}, 2, "memory"},
		"not the admin address":  {[]string{"backup", fresh, "--admin-url", memory.BaseURL}, 3, "401"},
		"nobody there":           {[]string{"backup", fresh, "--admin-url", "http://127.0.0.1:1"}, 3, "reach"},
		"database":               {[]string{"backup", fresh, "--data", "postgres://db.example/x"}, 2, "database"},
		"no such data":           {[]string{"backup", fresh, "--data", filepath.Join(dir, "none")}, 2, "no such directory"},
		"not a data directory":   {[]string{"backup", fresh, "--data", dir}, 2, "nothing was backed up"},
		"restore into database":  {[]string{"restore", taken, "--data", "postgres://db.example/x"}, 2, "database"},
		"restore no file":        {[]string{"restore", fresh, "--data", filepath.Join(dir, "new")}, 2, "nothing was restored"},
		"restore something else": {[]string{"restore", taken, "--data", filepath.Join(dir, "new")}, 2, "not a database"},
	} {
		t.Run(name, func(t *testing.T) {
			wantError(t, try(t, c.args...).err, c.code, c.message)
			if _, err := os.Lstat(fresh); err == nil {
				t.Error("a file was made all the same")
			}
		})
	}
}

func TestBackupNeedsTheAdminToken(t *testing.T) {
	t.Setenv("TEST_ADMIN_TOKEN", "s3cret")
	dir := t.TempDir()
	data := filepath.Join(dir, "data")
	start(t, "--data", data, "--admin-token-env", "TEST_ADMIN_TOKEN")
	wantError(t, try(t, "backup", filepath.Join(dir, "a"), "--data", data).err, 2, "admin token")
	must(t, "backup", filepath.Join(dir, "b"), "--data", data, "--admin-token-env", "TEST_ADMIN_TOKEN")
}
