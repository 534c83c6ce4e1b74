package odd

import (
	"bytes"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"time"
)

// Lagging shows what was written only after a while, by the clock now: reads see what was there before.
func Lagging(lag time.Duration, now func() time.Time) Wrap {
	return func(right http.Handler) http.Handler {
		return &lagging{next: right, lag: lag, now: now, old: map[string]before{}}
	}
}

type lagging struct {
	next http.Handler
	lag  time.Duration
	now  func() time.Time
	mu   sync.Mutex
	old  map[string]before // by id
}

// before is how a resource was when it was written to.
type before struct {
	until time.Time
	doc   any // nil: it was not there
}

func (l *lagging) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	kind, id := endpoint(r)
	switch {
	case kind != "Users" && kind != "Groups":
		l.next.ServeHTTP(w, r)
	case r.Method == http.MethodPost && id == "":
		k := keep(l.next, r)
		if doc, ok := k.doc.(object); ok && k.Code == http.StatusCreated {
			created, _ := doc["id"].(string)
			l.remember(created, nil)
		}
		k.send(w)
	case r.Method == http.MethodGet && id == "":
		k := keep(l.next, r)
		l.forgetful(k.doc)
		k.send(w)
	case r.Method == http.MethodGet:
		if old, stale := l.stale(id); stale {
			if old == nil {
				refuse(w, http.StatusNotFound, "no such resource, yet")
			} else {
				answer(w, http.StatusOK, old)
			}
			return
		}
		l.next.ServeHTTP(w, r)
	default:
		data, err := io.ReadAll(r.Body)
		if err != nil {
			return
		}
		var was any
		if _, stale := l.stale(id); !stale {
			was = l.look(r)
		}
		r.Body = io.NopCloser(bytes.NewReader(data))
		k := keep(l.next, r)
		if k.Code < http.StatusMultipleChoices && was != nil {
			l.remember(id, was)
		}
		k.send(w)
	}
}

// look reads a resource as it is.
func (l *lagging) look(r *http.Request) any {
	get := httptest.NewRequest(http.MethodGet, "http://"+r.Host+r.URL.EscapedPath(), nil)
	get.Header = r.Header.Clone()
	get.Header.Del("If-Match")
	k := keep(l.next, get)
	if k.Code != http.StatusOK {
		return nil
	}
	return k.doc
}

func (l *lagging) remember(id string, doc any) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.old[id] = before{l.now().Add(l.lag), doc}
}

func (l *lagging) stale(id string) (any, bool) {
	l.mu.Lock()
	defer l.mu.Unlock()
	b, ok := l.old[id]
	return b.doc, ok && l.now().Before(b.until)
}

// forgetful puts the old resources into a list, and leaves those out that were not there.
func (l *lagging) forgetful(list any) {
	doc, ok := list.(object)
	if !ok {
		return
	}
	resources, _ := doc["Resources"].([]any)
	shown := []any{}
	for _, r := range resources {
		resource, _ := r.(object)
		id, _ := resource["id"].(string)
		old, stale := l.stale(strings.ToLower(id))
		switch {
		case !stale:
			shown = append(shown, r)
		case old != nil:
			shown = append(shown, old)
		}
	}
	if total, ok := doc["totalResults"].(float64); ok {
		doc["totalResults"] = total - float64(len(resources)-len(shown))
	}
	if doc["Resources"] != nil {
		doc["Resources"] = shown
	}
}
