package report

import "slices"

// Direction says what became of a check between two reports.
type Direction string

// The directions of a Change.
const (
	Worse   Direction = "worse"
	Better  Direction = "better"
	Changed Direction = "changed" // nobody can tell: one of the verdicts decides nothing
	New     Direction = "new"     // only the later report has the check
	Gone    Direction = "gone"    // only the earlier report has it
)

// Change is a check whose verdict differs between two reports.
type Change struct {
	ID        string    `json:"id"`
	Title     string    `json:"title"`
	Direction Direction `json:"direction"`
	Before    Verdict   `json:"before,omitempty"`
	After     Verdict   `json:"after,omitempty"`
	RFCBefore Verdict   `json:"rfcBefore,omitempty"`
	RFCAfter  Verdict   `json:"rfcAfter,omitempty"`
	Reason    string    `json:"reason,omitempty"` // of the later verdict
}

// Difference is what two reports say differently.
type Difference struct {
	Before      Run      `json:"before"`
	After       Run      `json:"after"`
	Fingerprint bool     `json:"fingerprintChanged"` // the target announces something else
	Same        int      `json:"same"`               // checks with the same verdicts in both
	Changes     []Change `json:"changes"`
}

// Worse tells whether the later report is worse: a verdict fell, or a check that the earlier one does not have fails.
func (d Difference) Worse() bool {
	return slices.ContainsFunc(d.Changes, func(c Change) bool {
		return c.Direction == Worse || c.Direction == New && !c.After.Conformant()
	})
}

// Diff compares the verdicts of two reports, in catalogue order.
func Diff(before, after Report) Difference {
	d := Difference{
		Before: before.Run, After: after.Run, Changes: []Change{},
		Fingerprint: before.Fingerprint.Value != "" && after.Fingerprint.Value != "" && before.Fingerprint.Value != after.Fingerprint.Value,
	}
	d.Before.Config, d.After.Config = nil, nil
	earlier, later := byID(before.Checks), byID(after.Checks)
	all := slices.Clone(after.Checks)
	for _, c := range before.Checks {
		if _, ok := later[c.ID]; !ok {
			all = append(all, c)
		}
	}
	inCatalogueOrder(all)
	for _, c := range all {
		old, had := earlier[c.ID]
		now, has := later[c.ID]
		change := Change{
			ID: c.ID, Title: c.Title, Before: old.Verdict, After: now.Verdict, RFCBefore: old.RFCVerdict, RFCAfter: now.RFCVerdict, Reason: now.Reason,
		}
		switch {
		case !had:
			change.Direction = New
		case !has:
			change.Direction = Gone
		default:
			change.Direction = direction(old.Verdict, now.Verdict)
			if change.Direction == "" {
				change.Direction = direction(old.RFCVerdict, now.RFCVerdict)
			}
		}
		if change.Direction == "" {
			d.Same++
			continue
		}
		d.Changes = append(d.Changes, change)
	}
	return d
}

func byID(checks []Check) map[string]Check {
	out := make(map[string]Check, len(checks))
	for _, c := range checks {
		out[c.ID] = c
	}
	return out
}

// direction compares two verdicts: "" when they say the same. A feature that is no longer offered is worse; what was decided
// and is no longer is worse too, except where it failed.
func direction(before, after Verdict) Direction {
	a, b := step(before), step(after)
	switch {
	case before == after || a == b && a == 0:
		return ""
	case a == b:
		return Changed
	case before == Fail && b == undecided, a == undecided && after == Fail:
		return Changed
	case b > a:
		return Worse
	}
	return Better
}

const undecided = 3

// step is how far a verdict is from a pass.
func step(v Verdict) int {
	switch v {
	case NotSupported:
		return 1
	case Warn:
		return 2
	case Skipped, Error:
		return undecided
	case Fail:
		return 4
	}
	return 0 // pass, note, and an RFC column that is empty
}
