package engine_test

import (
	"testing"

	"github.com/entrasim/entrasim/simulator/internal/dial"
	"github.com/entrasim/entrasim/simulator/internal/engine"
	"github.com/entrasim/entrasim/simulator/internal/job"
)

// TestThresholds has the check vectors of engine §6.3.
func TestThresholds(t *testing.T) {
	for name, tt := range map[string]struct {
		failed, references, ok int
		want                   string
	}{
		"4,000 failures, nothing else":         {4_000, 0, 0, ""},
		"30,000 failures, 5,000 ok":            {30_000, 0, 5_000, job.ReasonProportion},
		"20,000 failures, 100,000 ok":          {20_000, 0, 100_000, ""},
		"45,000 failures":                      {45_000, 0, 1_000_000, job.ReasonBase},
		"40,000 users and 21,000 managers":     {40_000, 21_000, 1_000_000, job.ReasonTotal},
		"references alone have no proportion":  {0, 30_000, 0, ""},
		"exactly 40 percent":                   {8_000, 0, 12_000, ""},
		"exactly 40,000 of very many":          {40_000, 0, 1_000_000, ""},
		"4,999 users and one reference":        {4_999, 1, 0, ""},
		"60,000 in all are still no reason":    {30_000, 30_000, 1_000_000, ""},
		"60,001 in all, most of them managers": {1, 60_000, 0, job.ReasonTotal},
	} {
		if got := engine.ThresholdsOf(dial.Defaults()).Exceeded(tt.failed, tt.references, tt.ok); got != tt.want {
			t.Errorf("%s: got %q, want %q", name, got, tt.want)
		}
	}
}
