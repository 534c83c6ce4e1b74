package suites_test

import (
	"context"
	"fmt"
	"net/http/httptest"

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
