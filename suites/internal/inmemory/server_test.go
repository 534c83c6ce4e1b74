package inmemory_test

import (
	"io"
	"net/http"
	"strings"
	"sync"
	"testing"

	"github.com/entrasim/entrasim/suites/internal/inmemory"
)

func TestServe(t *testing.T) {
	s := inmemory.Serve(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		switch r.URL.Path {
		case "/echo":
			body, _ := io.ReadAll(r.Body)
			_, _ = w.Write(body)
		case "/early": // answers without reading what is sent
			w.WriteHeader(http.StatusRequestEntityTooLarge)
		case "/abort":
			panic(http.ErrAbortHandler)
		}
	}))
	client := &http.Client{Transport: s.Transport()}
	big := strings.Repeat("x", 1<<20)

	t.Run("many at once", func(t *testing.T) {
		var wg sync.WaitGroup
		for range 8 {
			wg.Go(func() {
				resp, err := client.Post("http://any.example/echo", "text/plain", strings.NewReader(big))
				if err != nil {
					t.Error(err)
					return
				}
				defer resp.Body.Close()
				if got, err := io.ReadAll(resp.Body); err != nil || string(got) != big {
					t.Errorf("got %d bytes (%v), want the %d that were sent", len(got), err, len(big))
				}
			})
		}
		wg.Wait()
	})
	t.Run("an answer before the request is read", func(t *testing.T) {
		resp, err := client.Post("http://any.example/early", "text/plain", strings.NewReader(big))
		if err != nil {
			t.Fatal(err)
		}
		resp.Body.Close()
		if resp.StatusCode != http.StatusRequestEntityTooLarge {
			t.Errorf("got %s, want 413", resp.Status)
		}
	})
	t.Run("a handler that aborts breaks the connection", func(t *testing.T) {
		if resp, err := client.Get("http://any.example/abort"); err == nil {
			resp.Body.Close()
			t.Errorf("got %s, want an error", resp.Status)
		}
	})
	t.Run("HEAD has no body", func(t *testing.T) {
		resp, err := client.Head("http://any.example/echo")
		if err != nil {
			t.Fatal(err)
		}
		resp.Body.Close()
	})
	s.Close()
	if resp, err := client.Get("http://any.example/echo"); err == nil {
		resp.Body.Close()
		t.Error("a closed server still answers")
	}
}
