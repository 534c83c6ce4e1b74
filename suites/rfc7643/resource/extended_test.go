package resource_test

import (
	"testing"

	"github.com/entrasim/entrasim/suites/internal/selftest"
	"github.com/entrasim/entrasim/suites/rfc7643/resource"
)

func TestExtendedReferenceMoods(t *testing.T) { selftest.ExtendedMoods(t, resource.Checks(), nil) }
