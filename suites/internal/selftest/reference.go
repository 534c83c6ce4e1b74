package selftest

import (
	"context"
	"fmt"
	"maps"
	"net/http"
	"net/http/httptest"
	"os"
	"strings"
	"sync"
	"testing"

	"github.com/go-json-experiment/json"

	"github.com/entrasim/entrasim/fixtures"
	"github.com/entrasim/entrasim/server"
	"github.com/entrasim/entrasim/suites/internal/harness"
	"github.com/entrasim/entrasim/suites/internal/inmemory"
	"github.com/entrasim/entrasim/suites/report"
)

// Reference is the project's own server in this process, in memory.
type Reference struct {
	Handler    http.Handler
	BasePath   string
	Token      string
	OtherToken string // of another organisation
	OAuth      *harness.OAuthClient
	Server     *server.Server
}

// otherOrganisation is the one of Reference.OtherToken.
const otherOrganisation = "other"

// NewReference starts one as change leaves the configuration (nil: in the mood that is the default). All named defects are
// known to it and none is on. Close it when done.
func NewReference(ctx context.Context, change ...func(*server.Config)) (*Reference, error) {
	rules, err := defectRules()
	if err != nil {
		return nil, err
	}
	cfg := server.Config{Memory: true, DefectRules: maps.Clone(rules)} // change may add its own
	for _, c := range change {
		c(&cfg)
	}
	srv, err := server.New(ctx, cfg)
	if err != nil {
		return nil, fmt.Errorf("start the reference server: %w", err)
	}
	r := &Reference{Handler: srv.Handler(), BasePath: srv.BasePath(), Server: srv}
	if err := r.issueTokens(ctx); err != nil {
		_ = srv.Close() // the first error says more
		return nil, err
	}
	return r, nil
}

func (r *Reference) issueTokens(ctx context.Context) (err error) {
	if r.Token, _, err = r.Server.EnsureDefault(ctx); err != nil {
		return fmt.Errorf("issue a token: %w", err)
	}
	if err := r.Server.CreateOrganisation(ctx, otherOrganisation, ""); err != nil {
		return fmt.Errorf("create another organisation: %w", err)
	}
	other, err := r.Server.IssueToken(ctx, otherOrganisation, otherOrganisation+"-entra", server.TokenOptions{})
	if err != nil {
		return fmt.Errorf("issue a token of another organisation: %w", err)
	}
	r.OtherToken = other.Token
	return r.registerClient()
}

// registerClient makes an OAuth client through the admin plane.
func (r *Reference) registerClient() error {
	const clients = "/admin/v1/organisations/" + server.DefaultOrganisation + "/clients"
	if _, err := r.administer(clients, `{"id":"conformance","provider":"`+server.DefaultProvider+`"}`); err != nil {
		return err
	}
	secret, err := r.administer(clients+"/conformance/secrets", `{}`)
	if err != nil {
		return err
	}
	value, _ := secret["value"].(string)
	r.OAuth = &harness.OAuthClient{TokenURL: "/oauth/token", ID: "conformance", Secret: value}
	return nil
}

func (r *Reference) administer(path, body string) (object, error) {
	req := httptest.NewRequest(http.MethodPost, "http://localhost"+path, strings.NewReader(body))
	req.Header.Set("Content-Type", "application/json")
	rec := httptest.NewRecorder()
	r.Server.AdminHandler().ServeHTTP(rec, req)
	var answer object
	if rec.Code != http.StatusCreated || json.Unmarshal(rec.Body.Bytes(), &answer) != nil {
		return nil, fmt.Errorf("post to %s: the admin plane answered %d %s", path, rec.Code, rec.Body)
	}
	return answer, nil
}

// defectRules are the defects that are data; parsing them takes longer than most runs, so they are read once.
var defectRules = sync.OnceValues(func() (map[string][]byte, error) {
	rules := map[string][]byte{}
	for _, name := range fixtures.Defects() {
		text, err := fixtures.Defect(name)
		if err != nil {
			return nil, err
		}
		rules[name] = text
	}
	rules[extendedDefectsFile] = extendedDefects
	return rules, nil
})

// knownDefects are all that the server can have.
var knownDefects = sync.OnceValues(func() ([]server.Defect, error) {
	rules, err := defectRules()
	if err != nil {
		return nil, err
	}
	return server.Defects(rules)
})

// Run judges the server by specs. What cfg leaves out is filled in: the tokens, every gate of the operator's, and what Run
// fills in.
func (r *Reference) Run(ctx context.Context, cfg harness.Config, specs ...harness.Spec) ([]report.Check, error) {
	target := httptest.NewUnstartedServer(r.Handler)
	target.Listener = r.Server.Listener(target.Listener)
	return run(ctx, target, r.completed(cfg), specs)
}

// Call is Run without a socket: the handler is served in memory. There are no connections that could be looked at.
func (r *Reference) Call(ctx context.Context, cfg harness.Config, specs ...harness.Spec) ([]report.Check, error) {
	target := inmemory.Serve(r.Handler)
	defer target.Close()
	cfg = r.completed(cfg)
	cfg.Transport = target.Transport()
	return judge(ctx, inMemoryURL, cfg, specs)
}

// inMemoryURL is where targets in memory seem to be.
const inMemoryURL = "http://127.0.0.1"

// completed fills in what is known about the server.
func (r *Reference) completed(cfg harness.Config) harness.Config {
	cfg.URL, cfg.Token, cfg.OtherToken = r.BasePath, r.Token, r.OtherToken
	if cfg.Allow == nil {
		cfg.Allow = harness.OperatorGates()
	}
	if cfg.OAuth == nil {
		cfg.OAuth = r.OAuth
	}
	return cfg
}

// Populate puts other people's data into the target: a check must not take an empty target for granted.
func (r *Reference) Populate() error {
	for _, resource := range []struct{ path, body string }{
		{"/Users", `{"schemas":["urn:ietf:params:scim:schemas:core:2.0:User"],"userName":"somebody@elsewhere.example","displayName":"Somebody"}`},
		{"/Users", `{"schemas":["urn:ietf:params:scim:schemas:core:2.0:User"],"userName":"nobody@elsewhere.example","active":false}`},
		{"/Groups", `{"schemas":["urn:ietf:params:scim:schemas:core:2.0:Group"],"displayName":"Team 1"}`},
		{"/Groups", `{"schemas":["urn:ietf:params:scim:schemas:core:2.0:Group"],"displayName":"Team 2"}`},
	} {
		req := httptest.NewRequest(http.MethodPost, r.BasePath+resource.path, strings.NewReader(resource.body))
		req.Header.Set("Authorization", "Bearer "+r.Token)
		req.Header.Set("Content-Type", "application/scim+json")
		req.Header.Set("User-Agent", "entrasim-selftest") // a defect may ask for one
		rec := httptest.NewRecorder()
		r.Handler.ServeHTTP(rec, req)
		if rec.Code != http.StatusCreated {
			return fmt.Errorf("create in %s: the reference server answered %d %s", resource.path, rec.Code, rec.Body)
		}
	}
	return nil
}

// Close stops the server.
func (r *Reference) Close() error { return r.Server.Close() }

// Target returns base URL and token of what a spec package is run against: ENTRASIM_URL and ENTRASIM_TOKEN when both are
// set, otherwise a reference server that lives as long as the test.
func Target(t testing.TB) (url, token string) {
	t.Helper()
	if url, token = os.Getenv("ENTRASIM_URL"), os.Getenv("ENTRASIM_TOKEN"); url != "" && token != "" {
		return url, token
	}
	ref, err := NewReference(context.WithoutCancel(t.Context()))
	if err != nil {
		t.Fatal(err)
	}
	listener := httptest.NewServer(ref.Handler)
	t.Cleanup(func() {
		listener.Close()
		if err := ref.Close(); err != nil {
			t.Errorf("close the reference server: %v", err)
		}
	})
	return listener.URL + ref.BasePath, ref.Token
}
