package report

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"
)

// Merge makes one report of several about the same target and profile: those of shards of one run, or of runs of different
// checks. A check that several reports have keeps its worst verdict, and a remark says what the others were. The order of
// the arguments does not matter but for what can be had only once: seed and command are those of the run that began first.
func Merge(reports ...Report) (Report, error) {
	if len(reports) == 0 {
		return Report{}, errors.New("merge reports: there are none")
	}
	reports = slices.Clone(reports)
	slices.SortStableFunc(reports, func(a, b Report) int {
		return firstNonZero(a.Run.Started.Compare(b.Run.Started), strings.Compare(a.Run.RunID, b.Run.RunID), strings.Compare(firstID(a), firstID(b)))
	})
	out := reports[0]
	out.Notes, out.Checks, out.Discovery = nil, nil, nil
	ended := out.Run.Started
	for _, r := range reports {
		switch {
		case r.Run.Target != out.Run.Target:
			return Report{}, fmt.Errorf("merge reports: they are about %s and %s", out.Run.Target, r.Run.Target)
		case r.Run.Profile != out.Run.Profile:
			return Report{}, fmt.Errorf("merge reports: their profiles are %s and %s", out.Run.Profile, r.Run.Profile)
		}
		if end := r.Run.Started.Add(time.Duration(r.Run.DurationMS) * time.Millisecond); end.After(ended) {
			ended = end
		}
		out.Run.Interrupted = out.Run.Interrupted || r.Run.Interrupted
		if !slices.Contains(strings.Split(out.Run.RunID, "+"), r.Run.RunID) {
			out.Run.RunID += "+" + r.Run.RunID
		}
		out.Run.Config = slices.DeleteFunc(slices.Clone(out.Run.Config), func(s Setting) bool { return !slices.Contains(r.Run.Config, s) })
		out.Notes = append(out.Notes, r.Notes...)
		if out.Discovery == nil {
			out.Discovery = r.Discovery
		}
	}
	out.Run.DurationMS = ended.Sub(out.Run.Started).Milliseconds()
	slices.Sort(out.Notes)
	out.Notes = slices.Compact(out.Notes)
	out.Checks = mergeChecks(reports)
	return Complete(out), nil
}

func mergeChecks(reports []Report) []Check {
	var out []Check
	index := map[string]int{}
	others := map[string][]string{} // verdicts of a check, by id
	for _, r := range reports {
		for _, c := range r.Checks {
			others[c.ID] = append(others[c.ID], string(c.Verdict))
			i, twice := index[c.ID]
			switch {
			case !twice:
				index[c.ID] = len(out)
				out = append(out, c)
			case worse(c.Verdict, out[i].Verdict):
				out[i] = c
			}
		}
	}
	for i, c := range out {
		if seen := others[c.ID]; len(slices.Compact(slices.Sorted(slices.Values(seen)))) > 1 {
			out[i].Remarks = append(slices.Clone(c.Remarks), fmt.Sprintf("%d runs had the verdicts %s", len(seen), strings.Join(seen, ", ")))
		}
	}
	inCatalogueOrder(out)
	return out
}

// worse tells whether v is further from a pass than other.
func worse(v, other Verdict) bool {
	order := Verdicts()
	return slices.Index(order, v) > slices.Index(order, other)
}

func firstID(r Report) string {
	if len(r.Checks) == 0 {
		return ""
	}
	return r.Checks[0].ID
}

func firstNonZero(values ...int) int {
	for _, v := range values {
		if v != 0 {
			return v
		}
	}
	return 0
}
