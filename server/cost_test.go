package server_test

import (
	"fmt"
	"testing"

	"github.com/entrasim/entrasim/server"
)

// Defects cost nothing where they are off: a look-up and a create allocate as much in an organisation that has had some turned on
// and off again, beside one that has them, as in a server that has never heard of any. That this can be seen at all is shown by
// the organisation that has them.
func TestDefectsCostNothingWhenOff(t *testing.T) {
	if testing.Short() {
		t.Skip("allocations say nothing under the race detector")
	}
	some := []string{"resources-null", "etag-volatile", "externalid-not-echoed"}
	plain := newCaller(t, open(t, server.Config{Memory: true}), "plain", server.Change{})
	srv := open(t, server.Config{Memory: true})
	broken := newCaller(t, srv, "broken", server.Change{TurnOn: some})
	mended := newCaller(t, srv, "mended", server.Change{TurnOn: some})
	mended.ask("GET", "/Users", "") // they were served, too
	if err := srv.Configure(t.Context(), "mended", server.Change{TurnOff: some}); err != nil {
		t.Fatal(err)
	}
	n := 0
	requests := map[string]func(caller){
		"look-up": func(c caller) { c.send("GET", "/Users?filter=userName+eq+%22nobody%22", "", nil) },
		"create": func(c caller) {
			n++
			c.send("POST", "/Users", fmt.Sprintf(`{"schemas":["%s"],"userName":"u%07d"}`, core, n), nil)
		},
	}
	for name, request := range requests {
		t.Run(name, func(t *testing.T) {
			allocations := func(c caller) float64 {
				request(c)
				return testing.AllocsPerRun(300, func() { request(c) })
			}
			never, off, on := allocations(plain), allocations(mended), allocations(broken)
			if off > never+1 { // one may be a map or a slice that grew meanwhile
				t.Errorf("defects that are off: %v allocations, want the %v of a server without", off, never)
			}
			if on <= never+1 {
				t.Errorf("defects that are on: %v allocations beside %v without; this measurement cannot tell anything", on, never)
			}
		})
	}
}
