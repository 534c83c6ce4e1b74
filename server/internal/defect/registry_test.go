package defect_test

import (
	"errors"
	"flag"
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"

	"github.com/entrasim/entrasim/server/internal/defect"
	"github.com/entrasim/entrasim/server/internal/defect/builtin"
	"github.com/entrasim/entrasim/server/internal/defect/rule"
	"github.com/entrasim/entrasim/server/internal/defect/wire"
)

var update = flag.Bool("update", false, "rewrite golden files; look at the difference before committing it")

// TestGolden pins what every defect says about itself.
func TestGolden(t *testing.T) {
	const golden = "testdata/defects.golden"
	var b strings.Builder
	for _, d := range fullRegistry(t).All() {
		place := ""
		if d.Front {
			place = " (front)"
		}
		fmt.Fprintf(&b, "%s%s\n  %s\n  models: %s\n  source: %s\n  checks: %s\n", d.Name, place, d.Title, d.Models, d.Source, strings.Join(d.Checks, " "))
	}
	if *update {
		if err := os.WriteFile(golden, []byte(b.String()), 0o644); err != nil {
			t.Fatalf("write golden file: %v", err)
		}
	}
	want, err := os.ReadFile(golden)
	if err != nil {
		t.Fatalf("read golden file: %v", err)
	}
	if b.String() != string(want) {
		t.Errorf("the list of defects differs from %s; run the test with -update and look at the difference", golden)
	}
}

// TestThereAreEnough holds the numbers that were asked for: 150 defects, and all 64 of the list.
func TestThereAreEnough(t *testing.T) {
	registry := fullRegistry(t)
	if n := len(registry.All()); n < 150 {
		t.Errorf("there are %d defects, want 150 at least", n)
	}
	numbered := 0
	for _, d := range registry.All() {
		if strings.HasPrefix(d.Source, "#") {
			numbered++
		}
	}
	if numbered != 64 {
		t.Errorf("%d defects name a number of the list as their source, want 64", numbered)
	}
	for i, d := range builtin.All()[:64] {
		if want := fmt.Sprintf("#%d", i+1); d.Source != want && !strings.HasPrefix(d.Source, want+",") {
			t.Errorf("defect %s is number %d but names %s as its source", d.Name, i+1, d.Source)
		}
	}
}

// The whole must be one handler that works, however broken what it answers: it answers or ends the connection, and what
// panics is nothing but the end of a connection (newTarget watches for others).
func TestAllAtOnce(t *testing.T) {
	registry := fullRegistry(t)
	within, front, err := registry.Split(registry.Names())
	if err != nil || len(within) == 0 || len(front) == 0 {
		t.Fatalf("%d defects within an organisation, %d in front, %v; want some of each", len(within), len(front), err)
	}
	tg := newTarget(t, registry, registry.Names())
	right := newTarget(t, registry, nil)
	for _, s := range []step{
		{method: "GET", target: "/Users"},
		{method: "GET", target: "/ServiceProviderConfig"},
		{method: "POST", target: "/Users", body: `{user "userName":"ada"}`},
		{method: "PATCH", target: "/Users/U1", body: `{ops [{"op":"Add","path":"title","value":"x"}]}`},
		{method: "DELETE", target: "/Groups/G1"},
	} {
		for range 20 {
			if tg.send(s, nil).text() == right.send(s, nil).text() {
				t.Errorf("%s %s is answered as by a correct server", s.method, s.target)
			}
		}
	}
}

// One chain serves many requests at once. Under the race detector this finds memory that is not guarded.
func TestConcurrentUse(t *testing.T) {
	registry := fullRegistry(t)
	tg := newTarget(t, registry, nil)
	inner := tg.http.Config.Handler
	for _, d := range registry.All() {
		handler := d.Wrap(inner, tg.env())
		var done sync.WaitGroup
		for worker := range 4 {
			done.Go(func() {
				name := d.Name + strconv.Itoa(worker)
				for _, s := range []step{
					{method: "POST", target: "/Users", body: `{user "userName":"` + name + `","active":true}`},
					{method: "GET", target: `/Users?filter=userName+eq+%22` + name + `%22`},
					{method: "POST", target: "/Groups", body: `{group "displayName":"` + name + `"}`},
					{method: "PATCH", target: "/Users/" + name, body: `{ops [{"op":"Replace","path":"userName","value":"` + d.Name + `"}]}`},
					{method: "DELETE", target: "/Users/" + name},
				} {
					tg.direct(handler, s)
				}
			})
		}
		done.Wait()
	}
}

// direct gives a request to a handler without HTTP between them.
func (tg *target) direct(handler http.Handler, s step) {
	defer func() {
		if v := recover(); v != nil && v != http.ErrAbortHandler {
			tg.t.Errorf("%s %s: panic %v", s.method, s.target, v)
		}
	}()
	r := httptest.NewRequest(s.method, "/scim/v2"+s.target, strings.NewReader(expand(s.body)))
	r.Header.Set("Authorization", "Bearer "+tg.tokens["dev"])
	r.Header.Set("Content-Type", "application/scim+json")
	handler.ServeHTTP(httptest.NewRecorder(), r)
}

func TestNoneIsNothing(t *testing.T) {
	registry := defect.NewRegistry(builtin.All()...)
	for _, compile := range []func([]string, defect.Env) (func(http.Handler) http.Handler, error){registry.Compile, registry.CompileFront} {
		if wrap, err := compile(nil, defect.Env{}); wrap != nil || err != nil {
			t.Errorf("compile nothing: got %v, %v; want nil, so that nothing is in the way", wrap != nil, err)
		}
	}
}

func TestCompileErrors(t *testing.T) {
	registry := fullRegistry(t)
	env := (&target{}).env()
	tests := map[string]struct {
		compile func([]string, defect.Env) (func(http.Handler) http.Handler, error)
		names   []string
		env     defect.Env
		want    string
	}{
		"unknown":                     {registry.Compile, []string{"resources-nul"}, env, `there is no defect "resources-nul"; did you mean resources-null?`},
		"unknown and unlike any":      {registry.Compile, []string{"zzz"}, env, `there is no defect "zzz"`},
		"front for an organisation":   {registry.Compile, []string{"token-optional"}, env, "turn it on for the whole server"},
		"organisation for the server": {registry.CompileFront, []string{"resources-null"}, env, "turn it on there"},
		"no clock":                    {registry.Compile, []string{"resources-null"}, defect.Env{Sleep: env.Sleep}, "Env.Now"},
		"no sleeper":                  {registry.Compile, []string{"resources-null"}, defect.Env{Now: env.Now}, "Env.Sleep"},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			wrap, err := test.compile(test.names, test.env)
			if err == nil || !strings.Contains(err.Error(), test.want) || wrap != nil {
				t.Errorf("got %v, want an error with %q", err, test.want)
			}
		})
	}
	if _, _, err := registry.Split([]string{"resources-null", "nothing"}); err == nil {
		t.Error("split accepts a name that no defect has")
	}
}

// mark makes a defect that leaves its name in a header.
func mark(name string) defect.Defect {
	return defect.Defect{
		Name: name, Title: "t", Models: "m", Source: "s",
		Wrap: wire.Each(func(x *wire.Exchange) *wire.Answer {
			a := x.Call()
			a.Header.Add("Order", name)
			return a
		}),
	}
}

func TestFirstNameStandsNearestToTheClient(t *testing.T) {
	registry := defect.NewRegistry(mark("one"), mark("two"), mark("three"))
	wrap, err := registry.Compile([]string{"two", "one", "two", "three"}, (&target{}).env())
	if err != nil {
		t.Fatalf("compile: %v", err)
	}
	rec := httptest.NewRecorder()
	wrap(http.NotFoundHandler()).ServeHTTP(rec, httptest.NewRequest(http.MethodGet, "/scim/v2/Users", nil))
	if got, want := rec.Header().Values("Order"), []string{"three", "one", "two"}; !slices.Equal(got, want) {
		t.Errorf("answers pass %v, want %v", got, want)
	}
}

func TestNewRegistryRefuses(t *testing.T) {
	good := mark("good")
	tests := map[string]func(d *defect.Defect){
		"a bad name":   func(d *defect.Defect) { d.Name = "Bad Name" },
		"no title":     func(d *defect.Defect) { d.Title = "" },
		"no models":    func(d *defect.Defect) { d.Models = "" },
		"no source":    func(d *defect.Defect) { d.Source = "" },
		"no wrap":      func(d *defect.Defect) { d.Wrap = nil },
		"a bad check":  func(d *defect.Defect) { d.Checks = []string{"PAT-12"} },
		"a name twice": func(*defect.Defect) {},
	}
	for name, spoil := range tests {
		t.Run(name, func(t *testing.T) {
			defer func() {
				if recover() == nil {
					t.Error("NewRegistry accepts it")
				}
			}()
			d := mark("good")
			spoil(&d)
			defect.NewRegistry(good, d)
		})
	}
}

func TestAddRulesIsAllOrNothing(t *testing.T) {
	registry := defect.NewRegistry(mark("taken"))
	file := func(names ...string) []byte {
		var b strings.Builder
		b.WriteString("defects:\n")
		for _, n := range names {
			fmt.Fprintf(&b, "  - {name: %s, title: t, models: m, source: s, checks: [], rules: [{instead: {status: 500}}]}\n", n)
		}
		return []byte(b.String())
	}
	err := registry.AddRules("f.yaml", file("new", "taken"))
	var fault *rule.Error
	if !errors.As(err, &fault) || fault.Line != 3 || !strings.Contains(err.Error(), "there is a defect taken already") {
		t.Errorf("got %v, want an error about line 3", err)
	}
	if _, ok := registry.Get("new"); ok {
		t.Error("a file that is refused has left a defect behind")
	}
	if err := registry.AddRules("f.yaml", file("new")); err != nil {
		t.Errorf("add rules: %v", err)
	}
	if d, ok := registry.Get("new"); !ok || d.Title != "t" {
		t.Errorf("got %+v, want the defect of the file", d)
	}
}
