package binary_test

import (
	"io"
	"net/http"
	"path/filepath"
	"strings"
	"testing"
)

// TestBackupAndRestore takes a backup from a running server, loses the server to a kill, and goes on from the backup: the token
// still opens the door, and what came after the backup is gone.
func TestBackupAndRestore(t *testing.T) {
	dir := t.TempDir()
	data, file := filepath.Join(dir, "data"), filepath.Join(dir, "monday.db")
	s := serve(t, "--listen", "127.0.0.1:0", "--data", data)
	ask(t, s, s.Token, http.MethodPost, "/Users", `{"userName":"ada"}`, http.StatusCreated)
	if got := run(t, nil, "backup", file, "--data", data); got.code != 0 || !strings.Contains(got.stdout, file) {
		t.Fatalf("backup: %s", got)
	}
	ask(t, s, s.Token, http.MethodPost, "/Users", `{"userName":"late"}`, http.StatusCreated)
	expectComplaint(t, run(t, nil, "restore", file, "--data", data, "--overwrite"), 2, "runs on")
	s.kill()
	expectComplaint(t, run(t, nil, "restore", file, "--data", data), 2, "--overwrite")
	if got := run(t, nil, "restore", file, "--data", data, "--overwrite"); got.code != 0 {
		t.Fatalf("restore: %s", got)
	}
	again := serve(t, "--listen", "127.0.0.1:0", "--data", data)
	if again.Token != "" {
		t.Error("the restored server made a new token, although the backup holds one")
	}
	list := ask(t, again, s.Token, http.MethodGet, "/Users", "", http.StatusOK)
	if !strings.Contains(list, `"ada"`) || strings.Contains(list, `"late"`) {
		t.Errorf("after the restore the server lists %s, want ada, and nobody who came after the backup", list)
	}
}

// ask sends a SCIM request and returns the body of its answer.
func ask(t *testing.T, s *served, token, method, path, body string, want int) string {
	t.Helper()
	req, err := http.NewRequestWithContext(t.Context(), method, s.BaseURL+path, strings.NewReader(body))
	if err != nil {
		t.Fatal(err)
	}
	req.Header.Set("Authorization", "Bearer "+token)
	res, err := http.DefaultClient.Do(req)
	if err != nil {
		t.Fatal(err)
	}
	defer res.Body.Close()
	answer, err := io.ReadAll(res.Body)
	if err != nil || res.StatusCode != want {
		t.Fatalf("%s %s: %s %s (%v), want %d", method, path, res.Status, answer, err, want)
	}
	return string(answer)
}
