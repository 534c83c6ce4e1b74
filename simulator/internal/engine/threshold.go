package engine

import (
	"github.com/entrasim/entrasim/simulator/internal/dial"
	"github.com/entrasim/entrasim/simulator/internal/job"
)

// Thresholds are how much may fail in a cycle before the job goes into quarantine (§6.3).
type Thresholds struct {
	Minimum int // failures, references included, from which the others count
	Share   int // percent of events that may fail, references left out; evaluated from Minimum failures on
	Base    int // failures that there may be, references left out
	Total   int // failures that there may be, references included
}

// ThresholdsOf takes them from the dials.
func ThresholdsOf(d dial.Set) Thresholds {
	return Thresholds{Minimum: d.QuarantineMinimum(), Share: d.QuarantineShare(), Base: d.QuarantineBase(), Total: d.QuarantineTotal()}
}

// Exceeded says which threshold a cycle has crossed, in Graph's words, or "". Reference failures count for Minimum and Total only.
func (t Thresholds) Exceeded(failed, references, ok int) string {
	total := failed + references
	switch {
	case total < t.Minimum:
		return ""
	case failed > t.Base:
		return job.ReasonBase
	case failed >= t.Minimum && failed*100 > (failed+ok)*t.Share:
		return job.ReasonProportion
	case total > t.Total:
		return job.ReasonTotal
	default:
		return ""
	}
}
