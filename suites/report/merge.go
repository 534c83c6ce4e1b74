package report

import (
	"errors"
	"fmt"
	"slices"
	"time"
)

// Merge makes one report of several about the same target and profile, as the processes that share a run leave them. The order
// of the arguments is that of the checks; of a check that several have, the first counts.
func Merge(reports ...Report) (Report, error) {
	if len(reports) == 0 {
		return Report{}, errors.New("merge reports: there are none")
	}
	out := reports[0]
	out.Notes, out.Checks, out.Discovery = nil, nil, nil
	ended := out.Run.Started
	for _, r := range reports {
		if r.Run.Target != out.Run.Target || r.Run.Profile != out.Run.Profile {
			return Report{}, fmt.Errorf("merge reports: they are about %s for %s and %s for %s", out.Run.Target, out.Run.Profile, r.Run.Target, r.Run.Profile)
		}
		if r.Run.Started.Before(out.Run.Started) {
			out.Run.Started = r.Run.Started
		}
		if end := r.Run.Started.Add(time.Duration(r.Run.DurationMS) * time.Millisecond); end.After(ended) {
			ended = end
		}
		out.Run.Interrupted = out.Run.Interrupted || r.Run.Interrupted
		out.Notes = append(out.Notes, r.Notes...)
		if out.Discovery == nil {
			out.Discovery = r.Discovery
		}
		for _, c := range r.Checks {
			if !slices.ContainsFunc(out.Checks, func(known Check) bool { return known.ID == c.ID }) {
				out.Checks = append(out.Checks, c)
			}
		}
	}
	slices.Sort(out.Notes)
	out.Notes = slices.Compact(out.Notes)
	out.Run.DurationMS = ended.Sub(out.Run.Started).Milliseconds()
	out.Summary = Summarize(out.Checks)
	return out, nil
}
