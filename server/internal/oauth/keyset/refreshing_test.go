package keyset_test

import (
	"bytes"
	"context"
	"crypto/rsa"
	"errors"
	"io"
	"log/slog"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/entrasim/entrasim/server/internal/oauth/keyset"
)

const source = "https://login.example.com/keys"

// issuer is a transport that answers with a document, and a clock.
type issuer struct {
	mu      sync.Mutex
	now     time.Time
	status  int
	body    string
	fail    error
	fetched int
	hold    chan struct{} // when set, answers wait for it
	began   chan struct{} // when set, told of every fetch that begins
}

func newIssuer(keys ...string) *issuer {
	return &issuer{now: time.Date(2026, 3, 2, 8, 0, 0, 0, time.UTC), status: http.StatusOK, body: document(keys...)}
}

func (i *issuer) RoundTrip(r *http.Request) (*http.Response, error) {
	i.mu.Lock()
	i.fetched++
	hold, began := i.hold, i.began
	i.mu.Unlock()
	if began != nil {
		began <- struct{}{}
	}
	if hold != nil {
		select {
		case <-hold:
		case <-r.Context().Done():
			return nil, r.Context().Err()
		}
	}
	i.mu.Lock()
	defer i.mu.Unlock()
	if i.fail != nil {
		return nil, i.fail
	}
	header := http.Header{}
	if i.status/100 == 3 {
		header.Set("Location", "https://elsewhere.example.com/keys")
	}
	return &http.Response{StatusCode: i.status, Header: header, Body: io.NopCloser(strings.NewReader(i.body)), Request: r}, nil
}

func (i *issuer) set(change func()) {
	i.mu.Lock()
	defer i.mu.Unlock()
	change()
}

func (i *issuer) count() int {
	i.mu.Lock()
	defer i.mu.Unlock()
	return i.fetched
}

func (i *issuer) clock() time.Time {
	i.mu.Lock()
	defer i.mu.Unlock()
	return i.now
}

func (i *issuer) open(t *testing.T, opts keyset.Options) keyset.Set {
	t.Helper()
	opts.Client, opts.Now = &http.Client{Transport: i}, i.clock
	set, err := keyset.Open(source, opts)
	if err != nil {
		t.Fatal(err)
	}
	return set
}

// want looks a key up and compares key, error and the number of fetches so far.
func (i *issuer) want(t *testing.T, set keyset.Set, kid string, key *rsa.PublicKey, fetches int) {
	t.Helper()
	got, err := set.Key(t.Context(), kid)
	switch {
	case key == nil && !errors.Is(err, keyset.ErrUnknownKey):
		t.Errorf("kid %s: got %v, want ErrUnknownKey", kid, err)
	case key != nil && (err != nil || !got.Equal(key)):
		t.Errorf("kid %s: got %v, want its key", kid, err)
	}
	if n := i.count(); n != fetches {
		t.Errorf("after kid %s: %d fetches, want %d", kid, n, fetches)
	}
}

func TestRotationIsNoticed(t *testing.T) {
	a, b := &rsaKeys()[0].PublicKey, &rsaKeys()[1].PublicKey
	i := newIssuer(member(a, "a", ""))
	set := i.open(t, keyset.Options{})
	if i.count() != 0 {
		t.Error("Open fetched already")
	}
	i.want(t, set, "a", a, 1)
	i.want(t, set, "a", a, 1) // cached
	i.set(func() { i.body = document(member(b, "b", "")) })
	i.want(t, set, "b", nil, 1) // fetched less than a minute ago
	i.set(func() { i.now = i.now.Add(keyset.DefaultMinRefresh) })
	i.want(t, set, "a", a, 1) // a known key is no reason to fetch
	i.want(t, set, "b", b, 2)
	i.want(t, set, "a", nil, 2) // gone from the document
}

func TestUnknownKeysDoNotFlood(t *testing.T) {
	a := &rsaKeys()[0].PublicKey
	i := newIssuer(member(a, "a", ""))
	set := i.open(t, keyset.Options{})
	i.want(t, set, "a", a, 1)
	for minute := range 5 {
		i.set(func() { i.now = i.now.Add(time.Minute) })
		for n := range 100 {
			i.want(t, set, "invented-"+strings.Repeat("x", n), nil, 2+minute)
		}
	}
}

func TestOldSetIsReadAgain(t *testing.T) {
	a := &rsaKeys()[0].PublicKey
	i := newIssuer(member(a, "a", ""))
	set := i.open(t, keyset.Options{MaxAge: time.Hour})
	i.want(t, set, "a", a, 1)
	i.set(func() { i.now, i.fail = i.now.Add(time.Hour), errors.New("no route") })
	i.want(t, set, "a", a, 2) // the issuer is away; what was known stays good for a while
	i.want(t, set, "a", a, 2)
	i.set(func() { i.now = i.now.Add(time.Hour) })
	if _, err := set.Key(t.Context(), "a"); err == nil || errors.Is(err, keyset.ErrUnknownKey) || !strings.Contains(err.Error(), "no route") {
		t.Errorf("after two hours: got %v, want the reason why the set cannot be read", err)
	}
	i.set(func() { i.now, i.fail = i.now.Add(time.Minute), nil })
	i.want(t, set, "a", a, 4)
}

func TestConcurrentLookupsShareAFetch(t *testing.T) {
	a := &rsaKeys()[0].PublicKey
	i := newIssuer(member(a, "a", ""))
	i.hold = make(chan struct{})
	set := i.open(t, keyset.Options{})
	errs := make(chan error)
	for range 20 {
		go func() {
			_, err := set.Key(context.Background(), "a")
			errs <- err
		}()
	}
	close(i.hold)
	for range 20 {
		if err := <-errs; err != nil {
			t.Errorf("got %v, want the key", err)
		}
	}
	if n := i.count(); n != 1 {
		t.Errorf("%d fetches for 20 look-ups at once, want 1", n)
	}
}

// A look-up that waits behind a hanging fetch ends with its own context; the fetch itself ends with its timeout.
func TestHangingIssuer(t *testing.T) {
	i := newIssuer()
	i.hold = make(chan struct{}) // never closed
	set := i.open(t, keyset.Options{Timeout: time.Millisecond})
	if _, err := set.Key(t.Context(), "a"); !errors.Is(err, context.DeadlineExceeded) {
		t.Errorf("hanging issuer: got %v, want a timeout", err)
	}
	i.set(func() { i.began = make(chan struct{}) })
	patient := i.open(t, keyset.Options{Timeout: time.Hour})
	first := make(chan struct{})
	go func() {
		defer close(first)
		_, _ = patient.Key(context.Background(), "a") // fails once hold is closed: the document is empty
	}()
	<-i.began
	gone, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := patient.Key(gone, "a"); !errors.Is(err, context.Canceled) {
		t.Errorf("waiting behind a fetch with a cancelled context: got %v, want context.Canceled", err)
	}
	close(i.hold)
	<-first
}

func TestUnusableAnswers(t *testing.T) {
	good := document(member(&rsaKeys()[0].PublicKey, "a", ""))
	for name, tt := range map[string]struct {
		status      int
		body, fails string
	}{
		"redirect":    {302, good, "status 302"},
		"not found":   {404, good, "status 404"},
		"error":       {500, good, "status 500"},
		"HTML":        {200, "<html>", "parse key set"},
		"too large":   {200, good + strings.Repeat(" ", 1<<20), "more than"},
		"private key": {200, document(`{"kty":"oct","k":"c2VjcmV0","kid":"a"}`), "secret key"},
	} {
		t.Run(name, func(t *testing.T) {
			i := newIssuer()
			i.status, i.body = tt.status, tt.body
			var log bytes.Buffer
			set := i.open(t, keyset.Options{Logger: slog.New(slog.NewTextHandler(&log, nil))})
			if _, err := set.Key(t.Context(), "a"); err == nil || !strings.Contains(err.Error(), tt.fails) || !strings.Contains(err.Error(), source) {
				t.Errorf("got %v, want an error with %q and the source", err, tt.fails)
			}
			if !strings.Contains(log.String(), tt.fails) {
				t.Errorf("log: got %q, want %q in it", log.String(), tt.fails)
			}
			if i.count() != 1 {
				t.Errorf("%d fetches, want 1", i.count())
			}
		})
	}
}

func TestOpen(t *testing.T) {
	a := &rsaKeys()[0].PublicKey
	now := func() time.Time { return time.Unix(0, 0) }
	for name, tt := range map[string]struct {
		source string
		ok     bool
		shared bool
	}{
		"https":               {"https://login.example.com/keys?p=1", true, true},
		"http from here":      {"http://127.0.0.1:8080/keys", true, true},
		"http from here, six": {"http://[::1]:8080/keys", true, true},
		"http from localhost": {"http://localhost/keys", true, true},
		"http from elsewhere": {"http://login.example.com/keys", false, false},
		"http like localhost": {"http://localhost.example.com/keys", false, false},
		"with a password":     {"https://u:hunter2@login.example.com/keys", false, false},
		"other scheme":        {"ftp://login.example.com/keys", false, false},
		"file scheme":         {"file:///etc/passwd", false, false},
		"no host":             {"https:///keys", false, false},
		"document":            {" " + document(member(a, "a", "")), true, true},
		"bad document":        {`{"keys":[]}`, false, false},
		"file":                {"keys.json", true, false},
		"nothing":             {"", false, false},
	} {
		_, err := keyset.Open(tt.source, keyset.Options{Now: now})
		if ok := err == nil; ok != tt.ok {
			t.Errorf("open %s: got %v, want ok %v", name, err, tt.ok)
		}
		if err != nil && strings.Contains(err.Error(), "hunter2") {
			t.Errorf("open %s: the error shows the password: %v", name, err)
		}
		if err := keyset.CheckShared(tt.source); (err == nil) != tt.shared {
			t.Errorf("check %s for sharing: got %v, want ok %v", name, err, tt.shared)
		}
	}
}

func TestFile(t *testing.T) {
	a, b := &rsaKeys()[0].PublicKey, &rsaKeys()[1].PublicKey
	path := filepath.Join(t.TempDir(), "keys.json")
	i := newIssuer()
	set, err := keyset.Open(path, keyset.Options{Now: i.clock})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := set.Key(t.Context(), "a"); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("missing file: got %v, want ErrNotExist", err)
	}
	write := func(keys ...string) {
		if err := os.WriteFile(path, []byte(document(keys...)), 0o600); err != nil {
			t.Fatal(err)
		}
		i.set(func() { i.now = i.now.Add(time.Minute) })
	}
	write(member(a, "a", ""))
	i.want(t, set, "a", a, 0)
	write(member(b, "b", ""))
	i.want(t, set, "b", b, 0)
	directory, err := keyset.Open(t.TempDir(), keyset.Options{Now: i.clock})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := directory.Key(t.Context(), "a"); err == nil || !strings.Contains(err.Error(), "not a regular file") {
		t.Errorf("directory: got %v", err)
	}
}

func TestSourcesAreShared(t *testing.T) {
	a := &rsaKeys()[0].PublicKey
	i := newIssuer(member(a, "a", ""))
	sources := keyset.NewSources(keyset.Options{Client: &http.Client{Transport: i}, Now: i.clock})
	for range 3 {
		set, err := sources.Open(source)
		if err != nil {
			t.Fatal(err)
		}
		i.want(t, set, "a", a, 1)
	}
	if _, err := sources.Open("ftp://x/"); err == nil {
		t.Error("a source that cannot be used is opened")
	}
	for n := range 1100 { // more than are kept
		if _, err := sources.Open("https://login.example.com/" + strings.Repeat("k", n)); err != nil {
			t.Fatal(err)
		}
	}
}
