package discovery_test

import (
	"testing"

	"github.com/entrasim/entrasim/suites/internal/selftest"
	"github.com/entrasim/entrasim/suites/rfc7643/discovery"
)

func TestExtendedReferenceMoods(t *testing.T) { selftest.ExtendedMoods(t, discovery.Checks(), nil) }
