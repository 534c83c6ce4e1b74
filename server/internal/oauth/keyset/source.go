package keyset

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/url"
	"os"
	"strings"
	"sync"
)

// Open makes a set of a source: a document, a URL or a file. It reads nothing but a document yet.
func Open(source string, opts Options) (Set, error) {
	opts = opts.withDefaults()
	switch {
	case isDocument(source):
		return Parse([]byte(source))
	case strings.Contains(source, "://"):
		if err := checkURL(source); err != nil {
			return nil, err
		}
		client := *opts.Client
		client.CheckRedirect = func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }
		return newRefreshing(source, opts, func(ctx context.Context) ([]byte, error) { return fetch(ctx, &client, source) }), nil
	case source == "":
		return nil, errors.New("open key set: no source; give a URL, a file or the document itself")
	}
	return newRefreshing(source, opts, func(context.Context) ([]byte, error) { return readFile(source) }), nil
}

// CheckShared reports what keeps a source from being stored for several processes: files mean something else to each, and a
// document or address may be wrong.
func CheckShared(source string) error {
	if isDocument(source) {
		_, err := Parse([]byte(source))
		return err
	}
	return checkURL(source)
}

func isDocument(source string) bool { return strings.HasPrefix(strings.TrimSpace(source), "{") }

// checkURL lets only those addresses pass whose answer nobody on the way can forge.
func checkURL(source string) error {
	u, err := url.Parse(source)
	if err != nil || u.Host == "" || u.User != nil || u.Fragment != "" {
		return errors.New("open key set: the address is not a plain URL; write it like https://login.example.com/keys")
	}
	if u.Scheme == "https" || u.Scheme == "http" && isLoopback(u.Hostname()) {
		return nil
	}
	return fmt.Errorf("open key set %s: keys come over https, or over http from this machine; use an https address", u.Redacted())
}

func isLoopback(host string) bool {
	ip := net.ParseIP(host)
	return strings.EqualFold(host, "localhost") || ip != nil && ip.IsLoopback()
}

func fetch(ctx context.Context, client *http.Client, source string) ([]byte, error) {
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, source, nil)
	if err != nil {
		return nil, err
	}
	req.Header.Set("Accept", "application/json")
	res, err := client.Do(req)
	if err != nil {
		return nil, err
	}
	defer func() { _ = res.Body.Close() }() // all that counts of the body has been read by then
	if res.StatusCode != http.StatusOK {
		return nil, fmt.Errorf("status %d, want 200", res.StatusCode)
	}
	return readBounded(res.Body)
}

func readFile(path string) ([]byte, error) {
	info, err := os.Stat(path)
	if err != nil {
		return nil, err
	}
	if !info.Mode().IsRegular() { // opening a pipe would wait for whoever writes to it
		return nil, fmt.Errorf("%s is not a regular file", path)
	}
	f, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer func() { _ = f.Close() }() // opened for reading: closing cannot lose anything
	return readBounded(f)
}

func readBounded(r io.Reader) ([]byte, error) {
	data, err := io.ReadAll(io.LimitReader(r, maxDocument+1))
	if err != nil {
		return nil, err
	}
	if len(data) > maxDocument {
		return nil, fmt.Errorf("it has more than %d bytes", maxDocument)
	}
	return data, nil
}

// maxSources bounds how many sets a Sources keeps.
const maxSources = 1000

// Sources opens sets and keeps them by source, so that everybody who names the same source shares one cache.
type Sources struct {
	opts Options
	mu   sync.Mutex
	sets map[string]Set
}

// NewSources returns an empty collection.
func NewSources(opts Options) *Sources {
	return &Sources{opts: opts.withDefaults(), sets: map[string]Set{}}
}

// Open returns the set of a source.
func (s *Sources) Open(source string) (Set, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if set := s.sets[source]; set != nil {
		return set, nil
	}
	set, err := Open(source, s.opts)
	if err != nil {
		return nil, err
	}
	if len(s.sets) >= maxSources {
		clear(s.sets) // sets still in use are opened again and read once more
	}
	s.sets[source] = set
	return set, nil
}
