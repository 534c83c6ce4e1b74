package report

import (
	"fmt"
	"io"

	"github.com/goccy/go-yaml"
)

// WriteBaseline writes a baseline that accepts everything that keeps r from being conformant, ready for ParseBaseline. What
// r says of a baseline that it was judged with is kept; other entries get reason, and until unless it is "".
func WriteBaseline(w io.Writer, r Report, reason, until string) error {
	var entries []yaml.MapSlice
	for _, c := range r.Checks {
		if c.Verdict != Fail && c.Verdict != Skipped {
			continue
		}
		e := Entry{ID: c.ID, Reason: reason, Until: until}
		if c.Known != nil {
			e.Reason = c.Known.Reason
			if c.Known.State == KnownFails {
				e.Until = c.Known.Until
			}
		}
		item := yaml.MapSlice{{Key: "id", Value: e.ID}, {Key: "reason", Value: inert(oneLine(e.Reason))}}
		if e.Until != "" {
			item = append(item, yaml.MapItem{Key: "until", Value: e.Until})
		}
		entries = append(entries, item)
	}
	head := fmt.Sprintf("# Failures that are accepted until their date: %d, of the run of %s against %s, profile %s.\n# What passes again, and what is older than its date, fails the run.\n",
		len(entries), r.Run.Started.UTC().Format(day), oneLine(r.Run.Target), oneLine(r.Run.Profile))
	text := []byte("[]\n")
	if len(entries) > 0 {
		var err error
		if text, err = yaml.Marshal(entries); err != nil {
			return fmt.Errorf("write baseline: %w", err)
		}
	}
	if _, err := io.WriteString(w, head+string(text)); err != nil {
		return fmt.Errorf("write baseline: %w", err)
	}
	return nil
}
