package cli

import (
	"fmt"
	"io"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"github.com/entrasim/entrasim/simulator"
)

// jobReport is what job status prints with --json: Graph's synchronizationJob, and what waits in detail.
type jobReport struct {
	simulator.JobStatus
	Escrows []simulator.Escrow       `json:"escrows"`
	Staged  []simulator.StagedDelete `json:"stagedDeletes"`
}

func newJobStatus() *cobra.Command {
	var s stored
	var asJSON, verbose bool
	cmd := &cobra.Command{
		Use:   "status --state FILE",
		Short: "Tell what a job is doing, in Graph's words",
		Args:  cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			if stop, err := settle(cmd); stop || err != nil {
				return err
			}
			return s.with(cmd, func(job *simulator.Job) error {
				report, err := reportOf(cmd, job)
				if err != nil {
					return explain(err)
				}
				if asJSON {
					return writeJSON(cmd, report)
				}
				return report.print(cmd.OutOrStdout(), verbose)
			})
		},
	}
	s.flags(cmd)
	cmd.Flags().BoolVar(&asJSON, "json", false, "print Graph's synchronizationJob, with what waits")
	cmd.Flags().BoolVar(&verbose, "verbose", false, "list everything that waits, not only the first ten")
	return cmd
}

func reportOf(cmd *cobra.Command, job *simulator.Job) (r jobReport, err error) {
	if r.JobStatus, err = job.Status(cmd.Context()); err != nil {
		return r, err
	}
	if r.Escrows, err = job.Escrows(cmd.Context()); err != nil {
		return r, err
	}
	r.Staged, err = job.StagedDeletes(cmd.Context())
	return r, err
}

func (r jobReport) print(w io.Writer, verbose bool) error {
	var b strings.Builder
	say := func(name, format string, args ...any) {
		fmt.Fprintf(&b, "%-11s %s\n", name, fmt.Sprintf(format, args...))
	}
	say("job", "%s", r.ID)
	say("target", "%s, mapping %s", orElse(r.URL, "unknown"), orElse(r.Mapping, "unknown"))
	say("status", "%s, schedule %s, %s", r.Status.Code, r.Schedule.State, pace(r))
	say("clock", "%s, next cycle %s", r.Now.Format(stamp), r.Next.Format(stamp))
	say("cycles", "%d%s", r.Cycles, lastCycle(r))
	say("linked", "%s", plural(r.Linked, "object"))
	if entries := byType(r); entries != "" {
		say("seen", "%s, those who were deleted since included", entries)
	}
	if q := r.Status.Quarantine; q != nil {
		say("quarantine", "%s since %s, confirmed %d times, next attempt %s", q.Reason, q.SeriesBegan.Format(stamp), q.SeriesCount, q.NextAttempt.Format(stamp))
		if q.Error != nil {
			say("", "%s", strings.TrimPrefix(q.Error.Code+": "+oneLine(q.Error.Message), ": "))
		}
	}
	if r.Status.EscrowsPruned {
		say("pruned", "too much failed in the initial cycle: the failures are forgotten, restart the job when they are put right")
	}
	say("escrows", "%s will be tried again", plural(r.Escrowed, "failed operation"))
	for i, e := range r.Escrows {
		if i == enough && !verbose {
			say("", "  and %d more (--verbose lists them all)", len(r.Escrows)-i)
			break
		}
		say("", "  %s of %s %s: %s, retried %d times, next %s", e.Class, strings.ToLower(string(e.Kind)), e.Object, e.Code, e.Retries, e.Next.Format(stamp))
	}
	if r.JobStatus.Staged > 0 {
		say("held back", "%s (entrasim job allow-deletes lets the next cycle carry them out)", plural(r.JobStatus.Staged, "deletion"))
	}
	for i, s := range r.Staged {
		if i == enough && !verbose {
			say("", "  and %d more (--verbose lists them all)", len(r.Staged)-i)
			break
		}
		say("", "  %s %s, since %s", strings.ToLower(string(s.Kind)), orElse(s.Name, s.Object), s.Since.Format(stamp))
	}
	_, err := io.WriteString(w, b.String())
	return err
}

// pace says how often the job runs. A disabled one has the longest interval there is, which nobody wants to read.
func pace(r jobReport) string {
	if r.Schedule.State == simulator.ScheduleDisabled {
		return "no cycle before it is started (entrasim job start)"
	}
	return "every " + r.Schedule.Interval
}

func lastCycle(r jobReport) string {
	e := r.Status.Last
	if e == nil {
		return ""
	}
	text := fmt.Sprintf("; the last one %s: %s, %d imported, %d exported", e.Began.Format(time.RFC3339), e.State, e.Imported, e.Exported)
	if n := r.Status.CompleteFailures; n > 1 {
		text += fmt.Sprintf("; %d failed in a row", n)
	}
	return text
}

// byType lists Graph's synchronizedEntryCountByType, which never shrinks by a deletion.
func byType(r jobReport) string {
	var parts []string
	for _, c := range r.Status.SynchronizedEntries {
		kind, _, _ := strings.Cut(c.Key, " ")
		parts = append(parts, plural(c.Value, strings.ToLower(kind)))
	}
	return strings.Join(parts, ", ")
}
