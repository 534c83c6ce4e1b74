package profile_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/go-json-experiment/json/jsontext"

	"github.com/entrasim/entrasim/server/internal/profile"
	"github.com/entrasim/entrasim/server/internal/refusal"
	"github.com/entrasim/entrasim/server/internal/resources"
	"github.com/entrasim/entrasim/server/internal/schema"
	"github.com/entrasim/entrasim/server/internal/settings"
	"github.com/entrasim/entrasim/server/internal/store"
	"github.com/entrasim/entrasim/server/internal/store/memory"
)

// counting counts how often the store is asked.
type counting struct {
	store.Store
	reads atomic.Int64
}

func (c *counting) Organisation(ctx context.Context, id string) (store.Organisation, error) {
	c.reads.Add(1)
	return c.Store.Organisation(ctx, id)
}

func (c *counting) Settings(ctx context.Context, org string) (store.Settings, error) {
	c.reads.Add(1)
	return c.Store.Settings(ctx, org)
}

// faults are two defects that say so in a header.
type faults struct{ compiled atomic.Int64 }

func (f *faults) Check(name string) error {
	if name == "loud" || name == "rude" {
		return nil
	}
	return refusal.New(refusal.Invalid, "there is no defect %q", name).WithHint("try loud")
}

func (f *faults) Compile(names []string, seed uint64) (func(http.Handler) http.Handler, error) {
	f.compiled.Add(1)
	return func(next http.Handler) http.Handler {
		return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			w.Header().Set("X-Defects", fmt.Sprint(names, seed))
			next.ServeHTTP(w, r)
		})
	}, nil
}

func fixture(t *testing.T, change func(*profile.Config)) (*profile.Service, *counting) {
	t.Helper()
	st := &counting{Store: memory.New()}
	t.Cleanup(func() { st.Close() })
	put(t, st, store.Organisation{ID: "acme", Name: "Acme", Mood: "strict", Created: time.Unix(1, 0)})
	put(t, st, store.Organisation{ID: "other", Name: "Other", Created: time.Unix(1, 0)})
	cfg := profile.Config{Store: st, Defects: &faults{}, Limits: resources.Limits{MaxResults: 500, Body: 1 << 20}}
	if change != nil {
		change(&cfg)
	}
	s, err := profile.New(cfg)
	if err != nil {
		t.Fatal(err)
	}
	return s, st
}

func put(t *testing.T, st store.Store, o store.Organisation) {
	t.Helper()
	if err := st.Update(t.Context(), func(tx store.Tx) error { return tx.PutOrganisation(t.Context(), o) }); err != nil {
		t.Fatal(err)
	}
}

func of(t *testing.T, s *profile.Service, org string) *resources.Profile {
	t.Helper()
	p, err := s.For(t.Context(), org)
	if err != nil {
		t.Fatal(err)
	}
	return p
}

func mood(name string) settings.Change { return settings.Change{Mood: &name} }

func TestProfilesFollowSettings(t *testing.T) {
	s, _ := fixture(t, nil)
	first := of(t, s, "acme")
	if first.Mode.Name != "strict" || first.Registry != schema.Core() || first.Wrap != nil || first.Limits.MaxResults != 500 {
		t.Errorf("without settings an organisation has its first mood and nothing else, got %+v", first)
	}
	if of(t, s, "acme") != first {
		t.Error("the same settings give the same profile")
	}
	e, err := s.Change(t.Context(), "acme", "", settings.Change{
		Switches: map[string]string{"op-case": "entra"}, Limits: jsontext.Value(`{"maxResults":9000,"members":7}`),
		PutSchemas: []jsontext.Value{jsontext.Value(`{"id":"urn:example:x","name":"X","attributes":[{"name":"a","type":"string"}]}`)},
		Extend:     []settings.Extension{{ResourceType: "User", Schema: "urn:example:x"}},
	})
	if err != nil || e.Version != 1 || e.Organisation != "acme" || e.Limits.Members != 7 || e.Limits.BulkOperations == 0 {
		t.Fatalf("got %+v (%v)", e, err)
	}
	next := of(t, s, "acme")
	if next == first || !next.Mode.AnyCaseOps || next.Mode.StringBooleans || next.Limits.MaxResults != 500 || next.Limits.Members != 7 {
		t.Errorf("a change holds at once, within the limits of the server, got %+v", next)
	}
	if _, ok := next.Registry.ResourceType("User").Resolve("urn:example:x:a"); !ok {
		t.Error("the organisation's schema is not known")
	}
	if p := of(t, s, "other"); p.Mode.Name != "entra" || p.Registry != schema.Core() {
		t.Errorf("another organisation is not concerned, got %+v", p.Mode)
	}
	if p := of(t, s, ""); p.Mode.Name != "entra" {
		t.Errorf("nobody has the mood of the server, got %s", p.Mode.Name)
	}
	if p := of(t, s, "gone"); p != of(t, s, "") {
		t.Error("an organisation that does not exist is nobody")
	}
}

func TestWraps(t *testing.T) {
	var log bytes.Buffer
	f := &faults{}
	s, st := fixture(t, func(c *profile.Config) { c.Defects, c.Logger = f, slog.New(slog.NewTextHandler(&log, nil)) })
	seed := uint64(7)
	if _, err := s.Change(t.Context(), "acme", "", settings.Change{TurnOn: []string{"rude", "loud"}, Seed: &seed, Switches: map[string]string{"media-type": "awkward"}}); err != nil {
		t.Fatal(err)
	}
	h := of(t, s, "acme").Wrap(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "application/scim+json; charset=utf-8")
	}))
	rec := httptest.NewRecorder()
	h.ServeHTTP(rec, httptest.NewRequest("GET", "/Users", nil))
	if d, ct := rec.Header().Get("X-Defects"), rec.Header().Get("Content-Type"); d != "[rude loud] 7" || ct != "application/scim+json" {
		t.Errorf("both must act, got defects %q and media type %q", d, ct)
	}
	for range 3 {
		of(t, s, "acme")
	}
	if n := f.compiled.Load(); n != 1 {
		t.Errorf("defects remember things between requests, so they are compiled once; got %d times", n)
	}
	// A defect of another program version, and none at all.
	write(t, st, "acme", `{"version":1,"defects":["of-old"]}`)
	s.Forget("acme")
	if p := of(t, s, "acme"); p.Wrap != nil || !strings.Contains(log.String(), "of-old") {
		t.Errorf("an unknown defect is left out with a warning, got a wrapper: %v, and %q", p.Wrap != nil, log.String())
	}
}

// What the server was started with holds for every organisation, below its own settings.
func TestBase(t *testing.T) {
	s, _ := fixture(t, func(c *profile.Config) {
		c.TurnOn = []string{"rude"}
		c.Base = settings.Base{Mood: "awkward", Seed: 9, Switches: map[string]schema.Choice{"op-case": schema.Strict, "accept": schema.Strict}}
	})
	if _, err := s.Change(t.Context(), "other", "", settings.Change{TurnOn: []string{"loud", "rude"}, Switches: map[string]string{"op-case": "entra"}}); err != nil {
		t.Fatal(err)
	}
	p := of(t, s, "other")
	if p.Mode.Name != "awkward" || p.Mode.Seed != 9 || !p.Mode.AnyCaseOps || p.Mode.AcceptIgnored {
		t.Errorf("got %+v", p.Mode)
	}
	rec := httptest.NewRecorder()
	p.Wrap(http.NotFoundHandler()).ServeHTTP(rec, httptest.NewRequest("GET", "/", nil))
	if d := rec.Header().Get("X-Defects"); d != "[rude loud] 9" {
		t.Errorf("defects: got %s", d)
	}
	if p := of(t, s, "acme"); p.Mode.Name != "strict" || p.Wrap == nil {
		t.Errorf("another organisation: got mood %s", p.Mode.Name)
	}
}

func write(t *testing.T, st store.Store, org, doc string) {
	t.Helper()
	err := st.Update(t.Context(), func(tx store.Tx) error {
		_, err := tx.PutSettings(t.Context(), org, []byte(doc))
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
}

func TestRefusals(t *testing.T) {
	s, _ := fixture(t, nil)
	for name, tc := range map[string]struct {
		org        string
		change     settings.Change
		code       refusal.Code
		want, hint string
	}{
		"unknown organisation": {"acmee", mood("entra"), refusal.NotFound, `organisation "acmee" does not exist`, "entrasim org list"},
		"unknown mood":         {"acme", mood("sad"), refusal.Invalid, `mood is "sad", which is unknown`, "choose one of entra"},
		"unknown defect":       {"acme", settings.Change{TurnOn: []string{"x"}}, refusal.Invalid, `there is no defect "x"`, "try loud"},
		"unknown schema":       {"acme", settings.Change{DropSchemas: []string{"urn:x"}}, refusal.NotFound, `has no schema "urn:x" of its own`, "schema list"},
		"unknown type":         {"acme", settings.Change{DropTypes: []string{"User"}}, refusal.NotFound, `has no resource type "User" of its own`, "schema list"},
		"in a file":            {"acme", settings.Change{PutSchemas: []jsontext.Value{jsontext.Value("{\n")}}, refusal.Invalid, `badge.json:2:1: is not valid JSON`, "nothing has been changed"},
		"two problems":         {"acme", settings.Change{Mood: new(string), Switches: map[string]string{"x": "y", "z": "y"}}, refusal.Invalid, "switches.x is not a switch; entrasim switches lists them\nswitches.z", "these are all"},
	} {
		_, err := s.Change(t.Context(), tc.org, "badge.json", tc.change)
		var r *refusal.Error
		if !errors.As(err, &r) || r.Code != tc.code || !strings.Contains(r.Message, tc.want) || !strings.Contains(r.Remedy, tc.hint) {
			t.Errorf("%s: got %v (%+v), want … %s … and the hint … %s …", name, err, r, tc.want, tc.hint)
		}
	}
	if e, err := s.Settings(t.Context(), "acme"); err != nil || e.Version != 0 {
		t.Errorf("a refused change changes nothing, got version %d (%v)", e.Version, err)
	}
	if _, err := s.Settings(t.Context(), "gone"); !errors.Is(err, store.ErrNotFound) {
		t.Errorf("got %v", err)
	}
	if _, err := s.Replace(t.Context(), "acme", "s.json", []byte(`{"version":1,"mod":"x"}`)); err == nil || !strings.Contains(err.Error(), "s.json:1:14: mod is not known here") {
		t.Errorf("got %v", err)
	}
	if e, err := s.Replace(t.Context(), "acme", "", []byte(`{"version":1,"mood":"awkward"}`)); err != nil || e.Mode.Name != "awkward" || of(t, s, "acme").Mode.Name != "awkward" {
		t.Errorf("got %v (%v)", e.Mode.Name, err)
	}
	if _, err := profile.New(profile.Config{Base: settings.Base{Mood: "sad"}}); err == nil {
		t.Error("an unknown mood of the server must be refused")
	}
	if _, err := profile.New(profile.Config{Defects: &faults{}, TurnOn: []string{"x"}}); err == nil {
		t.Error("an unknown defect of the server must be refused")
	}
}

func TestStoredDocumentThatCannotBeRead(t *testing.T) {
	s, st := fixture(t, nil)
	write(t, st, "acme", `{"version":99}`)
	if _, err := s.For(t.Context(), "acme"); err == nil || !strings.Contains(err.Error(), "settings of organisation acme") {
		t.Errorf("the server says so instead of guessing, got %v", err)
	}
}

// A process with the store to itself does not ask it again; one that shares it notices what others do.
func TestStoreIsAskedWhenNecessary(t *testing.T) {
	alone, st := fixture(t, nil)
	of(t, alone, "acme")
	before := st.reads.Load()
	for range 10 {
		of(t, alone, "acme")
	}
	if n := st.reads.Load() - before; n != 0 {
		t.Errorf("alone: %d reads for ten requests", n)
	}
	shared, st := fixture(t, func(c *profile.Config) { c.Shared = true })
	first := of(t, shared, "acme")
	if of(t, shared, "acme") != first {
		t.Error("shared: the same settings give the same profile")
	}
	write(t, st, "acme", `{"version":1,"mood":"awkward"}`)
	if p := of(t, shared, "acme"); p.Mode.Name != "awkward" {
		t.Errorf("shared: another process has changed the mood, got %s", p.Mode.Name)
	}
	// Deleted and made anew elsewhere, with as many changes.
	err := st.Update(t.Context(), func(tx store.Tx) error { return tx.DeleteOrganisation(t.Context(), "acme") })
	if err != nil {
		t.Fatal(err)
	}
	put(t, st, store.Organisation{ID: "acme", Mood: "entra", Created: time.Unix(2, 0)})
	write(t, st, "acme", `{"version":1,"mood":"strict"}`)
	if p := of(t, shared, "acme"); p.Mode.Name != "strict" {
		t.Errorf("shared: an organisation of the same name, got mood %s", p.Mode.Name)
	}
}

// Concurrent changes all happen, and nobody sees a profile that was forgotten.
func TestConcurrentChanges(t *testing.T) {
	s, _ := fixture(t, nil)
	names := []string{"op-case", "accept", "group-names", "empty-clears", "string-booleans", "nested-core"}
	var wg sync.WaitGroup
	for _, name := range names {
		wg.Go(func() {
			if _, err := s.Change(t.Context(), "other", "", settings.Change{Switches: map[string]string{name: "strict"}}); err != nil {
				t.Error(err)
				return
			}
			sw, _ := schema.SwitchByName(name)
			p, err := s.For(t.Context(), "other")
			if err != nil || sw.Of(p.Mode) != schema.Strict {
				t.Errorf("%s was changed, but the profile has not: %v", name, err)
			}
		})
	}
	wg.Wait()
	e, err := s.Settings(t.Context(), "other")
	if err != nil || len(e.Settings.Switches()) != len(names) || e.Version != int64(len(names)) {
		t.Errorf("got %v at version %d (%v)", e.Settings.Switches(), e.Version, err)
	}
}
