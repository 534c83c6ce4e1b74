package suites

import (
	"net/url"

	"github.com/entrasim/entrasim/suites/internal/harness"
)

// Loopback tells whether base can only be this machine: then writing needs no consent.
func Loopback(base *url.URL) bool { return harness.Loopback(base) }
