package simulator_test

import (
	"net/http"
	"strings"
	"testing"

	"github.com/entrasim/entrasim/fixtures"
	"github.com/entrasim/entrasim/simulator"
	"github.com/entrasim/entrasim/simulator/internal/scimclient"
)

// wiretap notes what passes through it.
type wiretap struct {
	http.RoundTripper
	kinds []string
}

func (w *wiretap) RoundTrip(r *http.Request) (*http.Response, error) {
	w.kinds = append(w.kinds, string(scimclient.KindOf(r.Context())))
	return w.RoundTripper.RoundTrip(r)
}

// TestWrapTransport: what stands around the transport sees every request, and what it is for.
func TestWrapTransport(t *testing.T) {
	dir, _ := people(t, 1)
	tap := &wiretap{}
	w := newWorld(t, dir, func(c *simulator.Config) {
		c.WrapTransport = func(base http.RoundTripper) http.RoundTripper { tap.RoundTripper = base; return tap }
	})
	w.cycle()
	if got, want := strings.Join(tap.kinds, " "), "probe-users probe-groups match create"; got != want {
		t.Errorf("kinds of requests: got %s, want %s", got, want)
	}
}

// TestSchemaText: a mapping can come as a text, and a mistake in it is told under its name.
func TestSchemaText(t *testing.T) {
	text, err := fixtures.Mapping("wando")
	if err != nil {
		t.Fatal(err)
	}
	dir, _ := people(t, 1)
	w := newWorld(t, dir, func(c *simulator.Config) { c.Mapping, c.Schema = "edited", text })
	w.cycle()
	if got := w.sim.Status().Mapping; got != "edited" {
		t.Errorf("name of the mapping: got %q, want edited", got)
	}
	_, err = simulator.New(simulator.Config{URL: "http://x.example", Token: "t", Directory: dir, Mapping: "edited", Schema: []byte("{")})
	if err == nil || !strings.Contains(err.Error(), "edited") {
		t.Errorf("a schema with a mistake: got %v, want an error that names it", err)
	}
}
