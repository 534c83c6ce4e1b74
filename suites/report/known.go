package report

// KnownState is how a check stands to its entry in the baseline.
type KnownState string

// The states of a baseline entry.
const (
	KnownFails   KnownState = "known"           // it fails, as the baseline says: excused
	KnownPasses  KnownState = "unexpected pass" // it does not fail any more: the entry has to go
	KnownExpired KnownState = "expired"         // it fails, and the date until which that was all right has passed
)

// Known is what a baseline says about a check; see Baseline.
type Known struct {
	State  KnownState `json:"state"`
	Reason string     `json:"reason"`          // why the failure is accepted
	Until  string     `json:"until,omitempty"` // the last day on which it is, as 2006-01-02
}

// Excused tells whether the baseline knows that the check does not pass, so that it is no finding.
func (c Check) Excused() bool { return c.Known != nil && c.Known.State == KnownFails }

// Findings tells whether the check alone makes the run one with findings.
func (c Check) Findings() bool {
	return !c.Excused() && (!c.Verdict.Conformant() || c.Known != nil)
}
