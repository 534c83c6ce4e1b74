package suites_test

import (
	"context"
	"fmt"
	"net/http"
	"net/http/httptest"
	"testing"

	"github.com/entrasim/entrasim/suites"
	"github.com/entrasim/entrasim/suites/internal/selftest"
)

// A team judges its own endpoint in its own test: serve it, run, look at the summary.
func ExampleRun() {
	endpoint := httptest.NewServer(selftest.NewPlain()) // your handler
	defer endpoint.Close()

	rep, err := suites.Run(context.Background(), suites.Options{URL: endpoint.URL, Token: selftest.PlainToken, Filter: "AAD && groups"})
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(rep.Summary.Line())
	// Output: 8 passed, 0 failed
}

// A handler needs no socket: it is judged in this process.
func ExampleRun_handler() {
	var endpoint http.Handler = selftest.NewPlain() // yours

	rep, err := suites.Run(context.Background(), suites.Options{Handler: endpoint, Token: selftest.PlainToken, Checks: []string{"AAD-001"}})
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(rep.Run.Target, rep.Summary.Line())
	// Output: http://localhost 1 passed, 0 failed
}

// In a test of yours, func TestSCIM(t *testing.T), each check is a subtest: go test -run 'TestSCIM/AAD' runs one area, and
// go test -json names each check. TestSomebodysEndpoint of this package is such a test, and TestTest holds what it shows.
func ExampleTest() {
	var t *testing.T          // yours
	var endpoint http.Handler // yours
	suites.Test(t, suites.Options{Handler: endpoint, URL: "/scim/v2", Token: "what the endpoint accepts", Profile: "entra"})
}
