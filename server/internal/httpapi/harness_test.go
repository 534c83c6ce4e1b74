package httpapi_test

import (
	"bytes"
	"context"
	"encoding/json"
	"flag"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/entrasim/entrasim/server/internal/exchange"
	"github.com/entrasim/entrasim/server/internal/httpapi"
	"github.com/entrasim/entrasim/server/internal/metrics"
	"github.com/entrasim/entrasim/server/internal/resources"
	"github.com/entrasim/entrasim/server/internal/schema"
	"github.com/entrasim/entrasim/server/internal/store"
	"github.com/entrasim/entrasim/server/internal/store/memory"
	"github.com/entrasim/entrasim/server/internal/store/sqlite"
	"github.com/entrasim/entrasim/server/internal/tenant"
)

var onSQLite = flag.Bool("sqlite", false, "keep everything in SQLite instead of memory")

var update = flag.Bool("update", false, "rewrite golden files; look at the difference before committing it")

const (
	urnUser   = "urn:ietf:params:scim:schemas:core:2.0:User"
	urnGroup  = "urn:ietf:params:scim:schemas:core:2.0:Group"
	urnEnt    = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User"
	patchHead = `{"schemas":["urn:ietf:params:scim:api:messages:2.0:PatchOp"],"Operations":`
)

// target is a SCIM port over a store in memory, with one organisation.
type target struct {
	t       testing.TB
	api     http.Handler
	config  httpapi.Config
	store   store.Store
	tenants *tenant.Service
	ring    *exchange.Ring
	log     *bytes.Buffer
	token   string
	now     time.Time
}

func newStore(t testing.TB) store.Store {
	if !*onSQLite {
		return memory.New()
	}
	st, err := sqlite.Open(t.Context(), sqlite.Options{Dir: t.TempDir(), Synchronous: sqlite.Normal})
	if err != nil {
		t.Fatalf("open store: %v", err)
	}
	return st
}

func newTarget(t testing.TB) *target { return newTargetIn(t, "entra") }

func newTargetIn(t testing.TB, mood string) *target {
	tg := &target{t: t, store: newStore(t), ring: exchange.NewRing(16), log: new(bytes.Buffer), now: time.Date(2026, 3, 2, 8, 0, 0, 0, time.UTC)}
	now := func() time.Time { return tg.now }
	logger := slog.New(slog.NewTextHandler(tg.log, nil))
	tg.tenants = tenant.New(tenant.Config{Store: tg.store, Now: now, Mood: mood})
	t.Cleanup(func() {
		tg.tenants.Close()
		if err := tg.store.Close(); err != nil {
			t.Errorf("close store: %v", err)
		}
	})
	tg.config = httpapi.Config{
		Resources: resources.New(resources.Config{Store: tg.store, Now: now, IDs: resources.SeededIDs(1), MaxResults: 20}),
		Registry:  schema.Core(), Auth: tg.tenants, BasePath: "/scim/v2", MaxBody: 64 << 10, Now: now, Logger: logger,
		Metrics: metrics.New("test"), Exchanges: tg.ring,
	}
	tg.api = httpapi.New(tg.config)
	tg.token = tg.organisation("dev")
	return tg
}

// process is another server process on the same store.
func (tg *target) process() *target {
	other := *tg
	now := func() time.Time { return tg.now }
	other.config.Resources = resources.New(resources.Config{Store: tg.store, Now: now, IDs: resources.SeededIDs(2), MaxResults: 20})
	other.api = httpapi.New(other.config)
	return &other
}

// with serves the same store by another configuration, with a clock of its own in front of the resources.
func (tg *target) with(change func(*httpapi.Config)) *target {
	other := *tg
	other.config.Now = func() time.Time { return other.now }
	change(&other.config)
	other.api = httpapi.New(other.config)
	return &other
}

// secondToken issues another token of an organisation.
func (tg *target) secondToken(org string) string {
	tg.t.Helper()
	issued, err := tg.tenants.IssueToken(context.Background(), org, org+"-entra", tenant.TokenOptions{})
	if err != nil {
		tg.t.Fatalf("issue token: %v", err)
	}
	return issued.Secret
}

// organisation creates one and returns a token of it.
func (tg *target) organisation(id string) string {
	tg.t.Helper()
	ctx := context.Background()
	if _, err := tg.tenants.CreateOrganisation(ctx, id, ""); err != nil {
		tg.t.Fatalf("create organisation: %v", err)
	}
	issued, err := tg.tenants.IssueToken(ctx, id, id+"-entra", tenant.TokenOptions{})
	if err != nil {
		tg.t.Fatalf("issue token: %v", err)
	}
	return issued.Secret
}

// answer is a response with its body decoded.
type answer struct {
	*httptest.ResponseRecorder
	doc map[string]any
}

// do sends a request below the base path; header holds name, value, name, value …
func (tg *target) do(method, path, body string, header ...string) answer {
	tg.t.Helper()
	return tg.send(method, "/scim/v2"+path, body, append([]string{"Authorization", "Bearer " + tg.token}, header...)...)
}

func (tg *target) send(method, target, body string, header ...string) answer {
	tg.t.Helper()
	r := httptest.NewRequest(method, "http://scim.example.com"+target, strings.NewReader(body))
	if body == "" {
		r = httptest.NewRequest(method, "http://scim.example.com"+target, nil)
	} else {
		r.Header.Set("Content-Type", "application/scim+json; charset=utf-8")
	}
	for i := 0; i+1 < len(header); i += 2 {
		if header[i+1] == "" {
			r.Header.Del(header[i])
			continue
		}
		r.Header.Set(header[i], header[i+1])
	}
	a := answer{ResponseRecorder: httptest.NewRecorder()}
	tg.api.ServeHTTP(a, r)
	if a.Body.Len() > 0 {
		if err := json.Unmarshal(a.Body.Bytes(), &a.doc); err != nil {
			tg.t.Fatalf("%s %s: answer is not a JSON object: %v\n%s", method, target, err, a.Body)
		}
	}
	return a
}

// want stops the test unless the answer has this status.
func (tg *target) want(status int, a answer) answer {
	tg.t.Helper()
	if a.Code != status {
		tg.t.Fatalf("status: got %d, want %d\n%s", a.Code, status, a.Body)
	}
	return a
}

// wantError checks the shape of a SCIM error (RFC 7644 §3.12).
func (tg *target) wantError(status int, scimType string, a answer) answer {
	tg.t.Helper()
	tg.want(status, a)
	if got := a.Header().Get("Content-Type"); got != "application/scim+json; charset=utf-8" {
		tg.t.Errorf("Content-Type of an error: got %q", got)
	}
	if got := a.get("schemas", 0); got != "urn:ietf:params:scim:api:messages:2.0:Error" {
		tg.t.Errorf("schemas of an error: got %v", a.doc["schemas"])
	}
	if got, _ := a.doc["status"].(string); got != itoa(status) {
		tg.t.Errorf("status in the body: got %v, want the string %q", a.doc["status"], itoa(status))
	}
	if got, _ := a.doc["scimType"].(string); got != scimType {
		tg.t.Errorf("scimType: got %q, want %q (%v)", got, scimType, a.doc["detail"])
	}
	if d, _ := a.doc["detail"].(string); d == "" {
		tg.t.Error("an error without detail")
	}
	return a
}

func itoa(n int) string {
	return string([]byte{byte('0' + n/100), byte('0' + n/10%10), byte('0' + n%10)})
}

// get follows names and indexes into the document.
func (a answer) get(path ...any) any {
	var v any = a.doc
	for _, p := range path {
		switch p := p.(type) {
		case string:
			m, _ := v.(map[string]any)
			v = m[p]
		case int:
			l, _ := v.([]any)
			if p >= len(l) {
				return nil
			}
			v = l[p]
		}
	}
	return v
}

func (a answer) id() string {
	s, _ := a.doc["id"].(string)
	return s
}

// ids lists the ids of a list answer.
func (a answer) ids() []string {
	out := []string{}
	list, _ := a.doc["Resources"].([]any)
	for _, e := range list {
		m, _ := e.(map[string]any)
		id, _ := m["id"].(string)
		out = append(out, id)
	}
	return out
}

func (tg *target) user(name string) string {
	tg.t.Helper()
	return tg.want(201, tg.do("POST", "/Users", `{"schemas":["`+urnUser+`"],"userName":"`+name+`"}`)).id()
}

func (tg *target) group(name string, members ...string) string {
	tg.t.Helper()
	list := make([]string, len(members))
	for i, m := range members {
		list[i] = `{"value":"` + m + `"}`
	}
	return tg.want(201, tg.do("POST", "/Groups", `{"schemas":["`+urnGroup+`"],"displayName":"`+name+`","members":[`+strings.Join(list, ",")+`]}`)).id()
}

// golden compares with a file in testdata.
func golden(t *testing.T, name string, got []byte) {
	t.Helper()
	var indented bytes.Buffer
	if err := json.Indent(&indented, got, "", "  "); err != nil {
		t.Fatalf("indent %s: %v", name, err)
	}
	indented.WriteByte('\n')
	path := filepath.Join("testdata", name)
	if *update {
		if err := os.WriteFile(path, indented.Bytes(), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatalf("%v; write it with: go test -update", err)
	}
	if !bytes.Equal(indented.Bytes(), want) {
		t.Errorf("%s differs from the golden file; if that is meant, run: go test -update\ngot:\n%s", name, indented.Bytes())
	}
}
