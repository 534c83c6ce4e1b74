package defect_test

import (
	"bytes"
	"context"
	"errors"
	"io"
	"log"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/entrasim/entrasim/server"
	"github.com/entrasim/entrasim/server/internal/defect"
	"github.com/entrasim/entrasim/server/internal/defect/builtin"
)

// fullRegistry holds all faults there are. The rules are read as files: the server must not import the fixtures.
func fullRegistry(t testing.TB) *defect.Registry {
	t.Helper()
	registry := defect.NewRegistry(builtin.All()...)
	files, err := filepath.Glob("../../../fixtures/defects/*.yaml")
	if err != nil || len(files) == 0 {
		t.Fatalf("find rule files: %v, %v", files, err)
	}
	for _, file := range files {
		data, err := os.ReadFile(file)
		if err != nil {
			t.Fatalf("read rules: %v", err)
		}
		if err := registry.AddRules(filepath.Base(file), data); err != nil {
			t.Fatalf("add rules: %v", err)
		}
	}
	return registry
}

// target is a server behind HTTP, with a clock of its own.
type target struct {
	t      testing.TB
	http   *httptest.Server
	base   string
	tokens map[string]string // dev, other
	now    atomic.Int64      // nanoseconds since start
	slept  atomic.Int64      // nanoseconds that defects waited
	// onSleep, when set, is what happens while a defect waits.
	onSleep atomic.Pointer[func()]
}

// watcher fails the test when the HTTP server reports a panic; the end of a connection on purpose is not reported.
type watcher struct{ t testing.TB }

func (w watcher) Write(p []byte) (int, error) {
	if bytes.Contains(p, []byte("panic")) {
		w.t.Errorf("the server reports: %s", p)
	}
	return len(p), nil
}

var start = time.Date(2026, 3, 2, 8, 0, 0, 0, time.UTC)

func (tg *target) clock() time.Time { return start.Add(time.Duration(tg.now.Load())) }

func (tg *target) env() defect.Env {
	return defect.Env{
		BasePath: "/scim/v2", Now: tg.clock, Seed: 1,
		Sleep: func(ctx context.Context, d time.Duration) error {
			tg.slept.Add(int64(d))
			if f := tg.onSleep.Load(); f != nil {
				(*f)()
			}
			return ctx.Err()
		},
	}
}

// newTarget starts a server with the named defects; none makes a correct one.
func newTarget(t testing.TB, registry *defect.Registry, names []string) *target {
	t.Helper()
	ctx := context.Background()
	tg := &target{t: t, tokens: map[string]string{}}
	seed := uint64(1)
	srv, err := server.New(ctx, server.Config{Memory: true, Seed: &seed, Now: tg.clock, PublicURL: "https://scim.example.com"})
	if err != nil {
		t.Fatalf("new server: %v", err)
	}
	for _, org := range []string{"dev", "other"} {
		if err := srv.CreateOrganisation(ctx, org, ""); err != nil {
			t.Fatalf("create organisation: %v", err)
		}
		issued, err := srv.IssueToken(ctx, org, org+"-entra", server.TokenOptions{})
		if err != nil {
			t.Fatalf("issue token: %v", err)
		}
		tg.tokens[org] = issued.Token
	}
	within, front, err := registry.Split(names)
	if err != nil {
		t.Fatalf("split names: %v", err)
	}
	handler := srv.Handler()
	for _, part := range []struct {
		names   []string
		compile func([]string, defect.Env) (func(http.Handler) http.Handler, error)
	}{{within, registry.Compile}, {front, registry.CompileFront}} {
		wrap, err := part.compile(part.names, tg.env())
		if err != nil {
			t.Fatalf("compile: %v", err)
		}
		if wrap != nil {
			handler = wrap(handler)
		}
	}
	tg.http = httptest.NewUnstartedServer(handler)
	tg.http.Config.ErrorLog = log.New(watcher{t}, "", 0)
	tg.http.Start()
	tg.http.Client().CheckRedirect = func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }
	t.Cleanup(func() {
		tg.http.Close()
		if err := srv.Close(); err != nil {
			t.Errorf("close server: %v", err)
		}
	})
	tg.base = tg.http.URL + srv.BasePath()
	return tg
}

// answer is what came back, with everything that differs between two servers of the same behaviour taken out.
type answer struct {
	status string // code, "none" or "cut"
	header string // sorted
	body   string
}

func (a answer) text() string { return a.status + "\n" + a.header + "\n" + a.body }

// String is for messages: the beginning will do.
func (a answer) String() string {
	if s := a.text(); len(s) <= 1200 {
		return s
	}
	return a.text()[:1200] + "…"
}

// send sends a request; values replaces $X in target and body.
func (tg *target) send(s step, values map[string]string) answer {
	tg.t.Helper()
	fill := func(text string) string {
		names := make([]string, 0, len(values))
		for name := range values {
			names = append(names, name)
		}
		slices.SortFunc(names, func(a, b string) int { return len(b) - len(a) })
		for _, name := range names {
			text = strings.ReplaceAll(text, "$"+name, values[name])
			text = strings.ReplaceAll(text, "^"+name, strings.ToUpper(values[name]))
		}
		return text
	}
	path := strings.NewReplacer(`"`, "%22", "$TOKEN", tg.tokens["dev"]).Replace(fill(s.target))
	var body io.Reader
	if s.body != "" {
		body = strings.NewReader(expand(fill(s.body)))
	}
	req, err := http.NewRequestWithContext(tg.t.Context(), s.method, tg.base+path, body)
	if err != nil {
		tg.t.Fatalf("line %d: new request: %v", s.line, err)
	}
	switch s.credentials {
	case "", "dev":
		req.Header.Set("Authorization", "Bearer "+tg.tokens["dev"])
	case "other":
		req.Header.Set("Authorization", "Bearer "+tg.tokens["other"])
	case "wrong":
		req.Header.Set("Authorization", "Bearer wrong:dev-entra")
	case "none":
	}
	req.Header.Set("User-Agent", "test")
	if body != nil {
		req.Header.Set("Content-Type", "application/scim+json; charset=utf-8")
	}
	for _, h := range s.header {
		name, value, _ := strings.Cut(h, ":")
		value = strings.ReplaceAll(strings.TrimSpace(value), "$TOKEN", tg.tokens["dev"])
		if value == "" {
			req.Header[http.CanonicalHeaderKey(name)] = nil
			continue
		}
		req.Header.Set(name, value)
	}
	if req.Header["User-Agent"] == nil {
		req.Header.Set("User-Agent", "") // net/http sends its own otherwise
	}
	res, err := tg.http.Client().Do(req)
	if err != nil {
		return answer{status: "none"}
	}
	defer res.Body.Close()
	got, err := io.ReadAll(res.Body)
	status := res.Status[:3]
	if errors.Is(err, io.ErrUnexpectedEOF) || err != nil {
		status = "cut"
	}
	res.Header.Del("Date")
	var head bytes.Buffer
	if err := res.Header.Write(&head); err != nil {
		tg.t.Fatalf("write header: %v", err)
	}
	text := strings.NewReplacer("\r\n", "\n", tg.http.URL, "http://server").Replace(head.String())
	for name, token := range tg.tokens {
		text = strings.ReplaceAll(text, token, "TOKEN-"+name)
	}
	return answer{status: status, header: text, body: string(got)}
}

var once sync.Once

// shorthand is what acts abbreviate in bodies.
var shorthand *strings.Replacer

func expand(s string) string {
	once.Do(func() {
		shorthand = strings.NewReplacer(
			"{ops ", `{"schemas":["urn:ietf:params:scim:api:messages:2.0:PatchOp"],"Operations":`,
			"{bulk ", `{"schemas":["urn:ietf:params:scim:api:messages:2.0:BulkRequest"],"Operations":`,
			"{user ", `{"schemas":["urn:ietf:params:scim:schemas:core:2.0:User"],`,
			"{group ", `{"schemas":["urn:ietf:params:scim:schemas:core:2.0:Group"],`,
			"ENT", "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User",
			"CORE", "urn:ietf:params:scim:schemas:core:2.0:User",
			`\e`, "", // an empty body that is sent
			`\L`, strings.Repeat("x", 1<<20),
		)
	})
	return shorthand.Replace(s)
}

// play runs an act on both servers.
func play(t *testing.T, registry *defect.Registry, a act) {
	right, wrong := newTarget(t, registry, nil), newTarget(t, registry, a.names)
	ids := [2]map[string]string{{}, {}}
	shown, controls := 0, 0
	for _, s := range a.steps {
		if s.kind == '@' {
			d, err := time.ParseDuration(s.text)
			if err != nil {
				t.Fatalf("line %d: %v", s.line, err)
			}
			right.now.Add(int64(d))
			wrong.now.Add(int64(d))
			continue
		}
		if s.kind != '=' {
			right.now.Add(int64(time.Millisecond))
			wrong.now.Add(int64(time.Millisecond))
		}
		r, w := right.send(s, ids[0]), wrong.send(s, ids[1])
		if s.keep != "" {
			ids[0][s.keep], ids[1][s.keep] = idIn(r.body), idIn(w.body)
		}
		describe := func() string { return s.method + " " + s.target + " " + s.body }
		switch s.kind {
		case '>':
			if r.status[0] != '2' {
				t.Fatalf("%s, line %d: the preparation %s fails on a correct server:\n%s", a.place, s.line, describe(), r)
			}
		case '?':
			if s.right == "" || s.wrong == "" {
				t.Fatalf("%s, line %d: a request marked ? needs a line + and a line -", a.place, s.line)
			}
			if m := mismatch(s.right, r); m != "" {
				t.Errorf("%s, line %d: %s\na correct server must answer %s\ndiffers in %s:\n%s", a.place, s.line, describe(), s.right, m, r)
			}
			if m := mismatch(s.wrong, w); m != "" {
				t.Errorf("%s, line %d: %s\nthe defect must answer %s\ndiffers in %s:\n%s", a.place, s.line, describe(), s.wrong, m, w)
			}
			if mismatch(s.wrong, r) != "" || mismatch(s.right, w) != "" {
				shown++
			}
		case '=':
			controls++
			if r.text() != w.text() {
				t.Errorf("%s, line %d: %s must be answered alike\ncorrect:\n%s\ndefect:\n%s", a.place, s.line, describe(), r, w)
			}
		}
	}
	if shown == 0 || controls == 0 {
		t.Errorf("%s: %d requests that show a difference and %d controls; one of each is the least", a.place, shown, controls)
	}
}

// idIn is the first id in a body.
func idIn(body string) string {
	_, rest, _ := strings.Cut(body, `"id":"`)
	id, _, _ := strings.Cut(rest, `"`)
	return id
}
