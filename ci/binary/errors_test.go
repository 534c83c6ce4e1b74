package binary_test

import (
	"crypto/tls"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// complaint is the shape each failure has on stderr: exactly one error: line and one hint: line.
var complaint = regexp.MustCompile(`(?m)^error: .+\nhint:  .+$`)

func expectComplaint(t *testing.T, got result, code int, mentions ...string) {
	t.Helper()
	if got.code != code {
		t.Errorf("exit code: got %d, want %d", got.code, code)
	}
	if n := len(complaint.FindAllString(got.stderr, -1)); n != 1 {
		t.Errorf("want one error: line followed by one hint: line on stderr, got %d", n)
	}
	for _, m := range mentions {
		if !strings.Contains(strings.ToLower(got.stderr), strings.ToLower(m)) {
			t.Errorf("the complaint does not mention %q", m)
		}
	}
	if t.Failed() {
		t.Log(got)
	}
}

func file(t *testing.T, name, content string) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), name)
	if err := os.WriteFile(path, []byte(content), 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

func TestUsageErrors(t *testing.T) {
	for name, c := range map[string]struct {
		args     []string
		mentions []string
	}{
		"unknown command":       {[]string{"provison"}, []string{"provison"}},
		"unknown flag":          {[]string{"provision", "--ulr", "x"}, []string{"--ulr"}},
		"no URL":                {[]string{"provision", "--generate", "users=1"}, []string{"--url"}},
		"no directory":          {[]string{"provision", "--url", "http://127.0.0.1:1/scim", "--token-env", "T"}, []string{"--directory", "--generate"}},
		"token variable empty":  {[]string{"connect", "--url", "http://127.0.0.1:1/scim", "--token-env", "NO_SUCH_VARIABLE"}, []string{"NO_SUCH_VARIABLE"}},
		"token file missing":    {[]string{"connect", "--url", "http://127.0.0.1:1/scim", "--token-file", "/does/not/exist"}, []string{"/does/not/exist"}},
		"URL without host":      {[]string{"connect", "--url", "scim/v2", "--token-env", "T"}, []string{"scim/v2"}},
		"unknown dial":          {[]string{"provision", "--url", "http://127.0.0.1:1/scim", "--token-env", "T", "--generate", "users=1", "--dial", "on-404=x"}, []string{"on-404"}},
		"unreadable directory":  {[]string{"provision", "--url", "http://127.0.0.1:1/scim", "--token-env", "T", "--directory", "/does/not/exist.yaml"}, []string{"/does/not/exist.yaml"}},
		"generator nonsense":    {[]string{"provision", "--url", "http://127.0.0.1:1/scim", "--token-env", "T", "--generate", "people=5"}, []string{"people", "users"}},
		"port out of range":     {[]string{"serve", "--listen", "127.0.0.1:99999", "--memory"}, []string{"99999"}},
		"backup without file":   {[]string{"backup"}, []string{"FILE"}},
		"backup of nothing":     {[]string{"backup", "b.db", "--data", "/does/not/exist"}, []string{"/does/not/exist"}},
		"restore of nothing":    {[]string{"restore", "/does/not/exist.db", "--data", "new"}, []string{"/does/not/exist.db"}},
		"conform without token": {[]string{"conform", "--url", "http://127.0.0.1:1/scim"}, []string{"--token-env"}},
	} {
		t.Run(name, func(t *testing.T) {
			expectComplaint(t, run(t, []string{"T=secret:dev"}, c.args...), 2, c.mentions...)
		})
	}
}

func TestDirectoryAndMappingErrorsNameThePlace(t *testing.T) {
	provision := func(args ...string) []string {
		return append([]string{"provision", "--url", "http://127.0.0.1:1/scim", "--token-env", "T"}, args...)
	}
	misspelt := file(t, "misspelt.yaml", "users:\n  - userPrincipalNam: ada@example.com\n    displayName: Ada\n")
	broken := file(t, "broken.yaml", "users:\n  - userPrincipalName: [\n")
	expectComplaint(t, run(t, []string{"T=x"}, provision("--directory", misspelt)...), 2, "misspelt.yaml:2", "userPrincipalName")
	expectComplaint(t, run(t, []string{"T=x"}, provision("--directory", broken)...), 2, "broken.yaml:")
	wrongMapping := file(t, "mapping.json", `{"synchronizationRules":[{"name":"USER_TO_SCIM","sourceDirectoryName":"Azure Active Directory","targetDirectoryName":"customappsso","objectMappings":[{"enabled":true,"flowTypes":"Add,Update,Delete","name":"Users","sourceObjectName":"User","targetObjectName":"urn:ietf:params:scim:schemas:extension:enterprise:2.0:User","attributeMappings":[{"targetAttributeName":"userName","matchingPriority":1,"flowType":"Always","source":{"type":"Attribute","name":"userPrincipalNam","expression":"[userPrincipalNam]"}}]}]}]}`)
	expectComplaint(t, run(t, []string{"T=x"}, provision("--generate", "users=2", "--mapping", wrongMapping)...), 2, "userPrincipalNam")
}

func TestTargetErrors(t *testing.T) {
	answer := func(status int, contentType, body string) http.HandlerFunc {
		return func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Content-Type", contentType)
			w.WriteHeader(status)
			_, _ = w.Write([]byte(body))
		}
	}
	scimError := func(status int) http.HandlerFunc {
		return answer(status, "application/scim+json", `{"schemas":["urn:ietf:params:scim:api:messages:2.0:Error"],"status":"`+http.StatusText(status)+`","detail":"no"}`)
	}
	released := make(chan struct{})
	defer close(released)
	for name, c := range map[string]struct {
		handler  http.Handler
		mentions []string
	}{
		"401":      {scimError(http.StatusUnauthorized), []string{"401", "token"}},
		"404":      {scimError(http.StatusNotFound), []string{"404", "url"}},
		"500":      {scimError(http.StatusInternalServerError), []string{"500"}},
		"HTML":     {answer(http.StatusOK, "text/html", "<html><body>Sign in</body></html>"), []string{"html"}},
		"redirect": {http.RedirectHandler("https://login.example/", http.StatusFound), []string{"redirect"}},
		"not SCIM": {answer(http.StatusOK, "application/json", `{"hello":"world"}`), []string{"ListResponse"}},
		"hung":     {http.HandlerFunc(func(http.ResponseWriter, *http.Request) { <-released }), []string{"timeout"}},
	} {
		t.Run(name, func(t *testing.T) {
			target := httptest.NewServer(c.handler)
			t.Cleanup(target.CloseClientConnections)
			for _, command := range [][]string{{"connect"}, {"provision", "--generate", "users=2"}} {
				args := append(command, "--url", target.URL+"/scim", "--token-env", "T", "--dial", "request-timeout=1s")
				got := run(t, []string{"T=secret-of-the-customer"}, args...)
				expectComplaint(t, got, 3, c.mentions...)
				if strings.Contains(got.stdout+got.stderr, "secret-of-the-customer") {
					t.Errorf("the token is printed: %s", got)
				}
			}
		})
	}
}

func TestUnreachableAndTLSErrors(t *testing.T) {
	expectComplaint(t, run(t, []string{"T=x"}, "connect", "--url", "http://127.0.0.1:1/scim", "--token-env", "T"), 3, "refused")

	selfSigned := httptest.NewTLSServer(http.NotFoundHandler())
	defer selfSigned.Close()
	expectComplaint(t, run(t, []string{"T=x"}, "connect", "--url", selfSigned.URL+"/scim", "--token-env", "T"), 3, "certificate")

	tooNew := httptest.NewUnstartedServer(http.NotFoundHandler())
	tooNew.TLS = &tls.Config{MinVersion: tls.VersionTLS13}
	tooNew.StartTLS()
	defer tooNew.Close()
	expectComplaint(t, run(t, []string{"T=x"}, "connect", "--insecure", "--url", tooNew.URL+"/scim", "--token-env", "T"), 3, "TLS 1.2")

	expectComplaint(t, run(t, []string{"T=x"}, "connect", "--url", "https://scim.invalid/scim", "--token-env", "T"), 3, "scim.invalid")
}

func TestHelp(t *testing.T) {
	for _, args := range [][]string{
		{"--help"},
		{"serve", "--help"},
		{"org", "--help"},
		{"token", "--help"},
		{"role", "--help"},
		{"backup", "--help"},
		{"restore", "--help"},
		{"connect", "--help"},
		{"provision", "--help"},
		{"dials", "--help"},
		{"conform", "--help"},
		{"demo", "--help"},
	} {
		got := run(t, nil, args...)
		if got.code != 0 || got.stderr != "" || !strings.Contains(got.stdout, "Usage:") {
			t.Errorf("%v: %s", args, got)
		}
	}
}
