package cli_test

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/entrasim/entrasim/simulator/internal/faketarget"
)

// TestClientCredentials: with a token endpoint the token is fetched there, in the form that was asked for, and shown nowhere.
func TestClientCredentials(t *testing.T) {
	t.Setenv("CLIENT_SECRET", "client-secret-1")
	var seen []string
	target := &faketarget.Target{}
	mux := http.NewServeMux()
	mux.HandleFunc("POST /token", func(w http.ResponseWriter, r *http.Request) {
		if err := r.ParseForm(); err != nil {
			t.Error(err)
		}
		_, _, basic := r.BasicAuth()
		seen = append(seen, fmt.Sprintf("basic=%t secret=%t assertion=%s scope=%s", basic, r.PostForm.Has("client_secret"), r.PostForm.Get("client_assertion"), r.PostForm.Get("scope")))
		fmt.Fprint(w, `{"access_token":"access-token-1","token_type":"Bearer","expires_in":3600}`)
	})
	mux.Handle("/scim/", target)
	srv := httptest.NewServer(mux)
	defer srv.Close()
	base := []string{"connect", "--url", srv.URL + "/scim/v2", "--token-endpoint", srv.URL + "/token", "--client-id", "c", "--client-secret-env", "CLIENT_SECRET", "--verbose"}
	for _, more := range [][]string{
		{"--scope", "scim"},
		{"--credential-location", "body"},
		{"--client-assertion-file", file(t, "jwt", "a.b.c\n")},
	} {
		o := run(t, t.Context(), append(base[:len(base):len(base)], more...)...)
		if o.code != 0 {
			t.Fatalf("%v: %v", more, o.err)
		}
		says(t, "connect", o.out, "ok      fetch an access token", "Test Connection succeeded")
		if all := o.out + o.notes; strings.Contains(all, "access-token-1") || strings.Contains(all, "client-secret-1") {
			t.Errorf("a secret is shown:\n%s", all)
		}
	}
	want := "basic=true secret=false assertion= scope=scim\nbasic=false secret=true assertion= scope=\nbasic=false secret=false assertion=a.b.c scope="
	if got := strings.Join(seen, "\n"); got != want {
		t.Errorf("token requests:\n%s\nwant\n%s", got, want)
	}

	bad := func(args ...string) outcome {
		return run(t, t.Context(), append([]string{"connect", "--url", srv.URL + "/scim/v2"}, args...)...)
	}
	check(t, bad("--client-id", "c"), 2, "without a token endpoint")
	check(t, bad("--token-endpoint", srv.URL+"/token", "--client-id", "c", "--client-secret-env", "NOT_SET"), 2, "NOT_SET")
	check(t, bad("--token-endpoint", srv.URL+"/token", "--client-secret-env", "CLIENT_SECRET"), 2, "no client identifier")
	check(t, bad("--token-endpoint", "login/token", "--client-id", "c", "--client-secret-env", "CLIENT_SECRET"), 2, "absolute http or https URL")
	check(t, bad("--token-endpoint", srv.URL+"/nothing", "--client-id", "c", "--client-secret-env", "CLIENT_SECRET"), 3, "404")
}
