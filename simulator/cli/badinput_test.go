package cli_test

import (
	"io"
	"log"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/entrasim/entrasim/fixtures"
)

// TestBadInput: everything that can be wrong with a command line, its files or its endpoint ends in one line that says what,
// a hint, and the right exit code.
func TestBadInput(t *testing.T) {
	t.Setenv("SCIM_TOKEN", "s3cret")
	mapping, err := fixtures.Mapping("wando")
	if err != nil {
		t.Fatal(err)
	}
	unknown := strings.ReplaceAll(string(mapping), "userPrincipalName", "userPrincipalNme")
	base := []string{"provision", "--token-env", "SCIM_TOKEN", "--url", "https://target.invalid/scim"}
	with := func(args ...string) []string { return append(base[:len(base):len(base)], args...) }
	for name, tt := range map[string]struct {
		args []string
		want string
	}{
		"no URL":                    {[]string{"provision", "--token-env", "SCIM_TOKEN", "--generate", "users=1"}, "no tenant URL"},
		"URL without scheme":        {[]string{"connect", "--token-env", "SCIM_TOKEN", "--url", "target/scim"}, "tenant URL"},
		"token variable not set":    {[]string{"connect", "--url", "https://t.invalid", "--token-env", "NOT_SET"}, "NOT_SET"},
		"token file missing":        {[]string{"connect", "--url", "https://t.invalid", "--token-file", "/no/such/file"}, "/no/such/file"},
		"token file empty":          {[]string{"connect", "--url", "https://t.invalid", "--token-file", file(t, "empty", "\n")}, "is empty"},
		"no directory":              {base, "no directory"},
		"two directories":           {with("--directory", "a", "--generate", "users=1"), "exclude each other"},
		"directory file missing":    {with("--directory", "/no/such/file.yaml"), "/no/such/file.yaml"},
		"directory file wrong":      {with("--directory", file(t, "d.yaml", "users:\n  - nme: x\n")), "d.yaml:2:"},
		"directory file not YAML":   {with("--directory", file(t, "e.yaml", "users: [")), "e.yaml:"},
		"generator spec wrong":      {with("--generate", "users=many"), "many"},
		"unknown dial":              {with("--generate", "users=1", "--dial", "speed=11"), "speed"},
		"dial without value":        {with("--generate", "users=1", "--dial", "speed"), "speed"},
		"mapping missing":           {with("--generate", "users=1", "--mapping", "/no/such/map.json"), "/no/such/map.json"},
		"mapping not JSON":          {with("--generate", "users=1", "--mapping", file(t, "m.json", "{")), "m.json"},
		"unknown source attribute":  {with("--generate", "users=1", "--mapping", file(t, "n.json", unknown)), "userPrincipalNme"},
		"CA file missing":           {with("--generate", "users=1", "--ca-file", "/no/such/ca.pem"), "/no/such/ca.pem"},
		"CA file not PEM":           {with("--generate", "users=1", "--ca-file", file(t, "ca.pem", "x")), "ca.pem"},
		"negative cycles":           {with("--generate", "users=1", "--cycles", "-1"), "--cycles"},
		"log cannot be written":     {with("--generate", "users=1", "--log", "/no/such/dir/log"), "/no/such/dir/log"},
		"settings file missing":     {with("--config", "/no/such/config"), "/no/such/config"},
		"settings file unknown key": {with("--config", file(t, "c.yaml", "speed: 11\n")), "speed"},
		"settings file bad value":   {with("--config", file(t, "f.yaml", "cycles: many\n")), "cycles"},
		"check of a missing file":   {[]string{"directory", "check", "/no/such/file"}, "/no/such/file"},
		"generate without numbers":  {[]string{"directory", "generate", "people"}, "people"},
		"unknown dial to show":      {[]string{"dials", "speed"}, "speed"},
	} {
		t.Run(name, func(t *testing.T) {
			o := run(t, t.Context(), tt.args...)
			check(t, o, 2, tt.want)
		})
	}
}

func check(t *testing.T, o outcome, code int, want string) {
	t.Helper()
	if o.err == nil || o.code != code || !strings.Contains(o.err.Error(), want) {
		t.Errorf("error: got %v with code %d, want code %d and %q in it", o.err, o.code, code, want)
	}
	if o.hint == "" || strings.Contains(o.hint, "\n") {
		t.Errorf("hint: got %q, want one line", o.hint)
	}
	if o.err != nil && strings.Contains(o.err.Error(), "s3cret") {
		t.Errorf("the error shows the token: %v", o.err)
	}
}

// TestBadEndpoint: what endpoints do in place of answering.
func TestBadEndpoint(t *testing.T) {
	t.Setenv("SCIM_TOKEN", "s3cret")
	answer := func(status int, media, body string) http.HandlerFunc {
		return func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Content-Type", media)
			w.Header().Set("Location", "https://login.example/")
			w.WriteHeader(status)
			_, _ = w.Write([]byte(body))
		}
	}
	hang := make(chan struct{})
	defer close(hang)
	for name, tt := range map[string]struct {
		handler http.HandlerFunc
		want    string
	}{
		"HTML":     {answer(200, "text/html", "<html><body>Sign in</body></html>"), "HTML"},
		"401":      {answer(401, "application/json", `{}`), "401"},
		"403":      {answer(403, "application/json", `{}`), "403"},
		"404":      {answer(404, "application/json", `{}`), "404"},
		"redirect": {answer(302, "text/html", ""), "302"},
		"500":      {answer(500, "text/plain", "oops"), "500"},
		"hung":     {func(_ http.ResponseWriter, r *http.Request) { <-hang }, "200ms"},
	} {
		t.Run(name, func(t *testing.T) {
			srv := httptest.NewServer(tt.handler)
			defer srv.CloseClientConnections()
			args := []string{"--token-env", "SCIM_TOKEN", "--url", srv.URL}
			if name == "hung" {
				args = append(args, "--dial", "request-timeout=200ms")
			}
			check(t, run(t, t.Context(), append([]string{"connect"}, args...)...), 3, tt.want)
			check(t, run(t, t.Context(), append([]string{"provision", "--generate", "users=1"}, args...)...), 3, tt.want)
		})
	}
}

// TestNoEndpoint: there is nobody, or nobody one can talk to.
func TestNoEndpoint(t *testing.T) {
	t.Setenv("SCIM_TOKEN", "s3cret")
	nobody := "http://127.0.0.1:1" // a port that was free a moment ago may have been given away
	secure := httptest.NewUnstartedServer(http.NotFoundHandler())
	secure.Config.ErrorLog = log.New(io.Discard, "", 0) // the handshakes are to fail
	secure.StartTLS()
	defer secure.Close()
	plain := httptest.NewServer(http.NotFoundHandler())
	defer plain.Close()
	for name, tt := range map[string]struct{ url, want string }{
		"nothing listens":       {nobody, "refused"},
		"unknown host":          {"https://no-such-host.invalid/scim", "no-such-host.invalid"},
		"unknown certificate":   {secure.URL, "certificate"},
		"TLS to a plain server": {strings.Replace(plain.URL, "http:", "https:", 1), "TLS"},
	} {
		t.Run(name, func(t *testing.T) {
			check(t, run(t, t.Context(), "connect", "--token-env", "SCIM_TOKEN", "--url", tt.url), 3, tt.want)
		})
	}
	o := run(t, t.Context(), "connect", "--token-env", "SCIM_TOKEN", "--url", secure.URL, "--insecure")
	check(t, o, 3, "404")
	if !strings.Contains(o.notes, "certificate is not checked") {
		t.Errorf("notes: got %q, want a warning about the unchecked certificate", o.notes)
	}
}
