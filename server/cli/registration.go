package cli

import (
	"context"
	"crypto/tls"
	"fmt"
	"net/http"
	"os"
	"path/filepath"
	"time"

	"github.com/go-json-experiment/json"
)

// registrationFile in the data directory says which server runs on it.
const registrationFile = "serve.json"

// registration is the content of that file.
type registration struct {
	PID      int    `json:"pid"`
	BaseURL  string `json:"baseUrl"`
	AdminURL string `json:"adminUrl"`
	Instance string `json:"instance"` // told by /healthz too, so that a left-over file is not taken for another process's
}

// register writes the file and returns what removes it again.
func register(dir string, r registration) (leave func(), err error) {
	data, err := json.Marshal(r)
	if err != nil {
		return nil, err
	}
	path := filepath.Join(dir, registrationFile)
	// Written aside and renamed: a reader sees all of it or nothing.
	tmp := fmt.Sprintf("%s.%d", path, r.PID)
	if err := os.WriteFile(tmp, append(data, '\n'), 0o600); err != nil {
		return nil, err
	}
	if err := os.Rename(tmp, path); err != nil {
		return nil, err
	}
	return func() { _ = os.Remove(path) }, nil
}

// askTimeout is how long a server that should be running may take to say so.
const askTimeout = 2 * time.Second

// running returns the server that runs on a data directory. A file left over by one that was killed is ignored.
func running(ctx context.Context, dir string) (registration, bool) {
	var r registration
	data, err := os.ReadFile(filepath.Join(dir, registrationFile))
	if err != nil || json.Unmarshal(data, &r) != nil || r.AdminURL == "" {
		return r, false
	}
	ctx, cancel := context.WithTimeout(ctx, askTimeout)
	defer cancel()
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, r.AdminURL+"/healthz", nil)
	if err != nil {
		return r, false
	}
	// Nothing secret is sent, and the instance proves more than a certificate could: a self-signed one will do.
	client := &http.Client{Transport: &http.Transport{DisableKeepAlives: true, TLSClientConfig: &tls.Config{InsecureSkipVerify: true}}}
	res, err := client.Do(req)
	if err != nil {
		return r, false
	}
	defer res.Body.Close()
	var health struct {
		Instance string `json:"instance"`
	}
	if json.UnmarshalRead(res.Body, &health) != nil {
		return r, false
	}
	return r, health.Instance == r.Instance
}
