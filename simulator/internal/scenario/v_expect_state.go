package scenario

import (
	"context"
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"

	"github.com/entrasim/entrasim/simulator"
	"github.com/entrasim/entrasim/simulator/internal/job"
)

// stateProperty is something about the job that can be expected.
type stateProperty struct {
	about string
	value check // what can be expected of it
	read  func(w *world, s simulator.JobStatus) string
}

// check says why a value can never be what is expected of a property; "" when it can.
type check func(value string) string

// one of some words.
func oneOf(words ...string) check {
	return func(v string) string {
		if slices.Contains(words, v) {
			return ""
		}
		return "write " + strings.Join(words, ", ")
	}
}

// listed are words with commas between them.
func listed(words ...string) check {
	one := oneOf(words...)
	return func(v string) string {
		for word := range strings.SplitSeq(v, ",") {
			if remedy := one(word); remedy != "" {
				return remedy + ", several with commas between them"
			}
		}
		return ""
	}
}

func aNumber(v string) string {
	if _, ok := number(v); !ok {
		return "write a number from 0"
	}
	return ""
}

func aTime(v string) string {
	if d, err := time.ParseDuration(v); err != nil || short(d) != v {
		return "write a time like 40m, 1h20m, 24h or 0s"
	}
	return ""
}

// reasons of a quarantine, and none.
func reasons() []string {
	return []string{"none", job.ReasonException, job.ReasonProportion, job.ReasonBase, job.ReasonTotal, job.ReasonTooManyDeletes, job.ReasonOnDemand}
}

var stateProperties = map[string]stateProperty{
	"schedule":   {"Active, Paused or Disabled", oneOf(simulator.ScheduleActive, simulator.SchedulePaused, simulator.ScheduleDisabled), func(_ *world, s simulator.JobStatus) string { return s.Schedule.State }},
	"code":       {"Graph's status code: NotRun, Active, Paused, Quarantine", oneOf(simulator.CodeNotRun, simulator.CodeActive, simulator.CodePaused, simulator.CodeQuarantine), func(_ *world, s simulator.JobStatus) string { return s.Status.Code }},
	"quarantine": {"reason of the quarantine, or none", oneOf(reasons()...), quarantineReason},
	"series":     {"how often the quarantine was confirmed", aNumber, quarantineSeries},
	"next":       {"time until the next cycle is due, like 40m or 6h", aTime, func(_ *world, s simulator.JobStatus) string { return short(s.Next.Sub(s.Now)) }},
	"cycles":     {"cycles of the job so far", aNumber, func(_ *world, s simulator.JobStatus) string { return decimal(s.Cycles) }},
	"links":      {"objects connected with one in the endpoint", aNumber, func(_ *world, s simulator.JobStatus) string { return decimal(s.Linked) }},
	"escrows":    {"failed operations that will be tried again", aNumber, func(_ *world, s simulator.JobStatus) string { return decimal(s.Escrowed) }},
	"held-back":  {"deletions that the deletion guard holds back", aNumber, func(_ *world, s simulator.JobStatus) string { return decimal(s.Staged) }},
	"waiting":    {"references to objects that are not in the endpoint", aNumber, func(_ *world, s simulator.JobStatus) string { return decimal(s.Waiting) }},
	"mails":      {"reasons for which Entra sent mails in the last step, or none", listed(reasons()...), mails},
	"kind":       {"initial or incremental: the last cycle", oneOf(words(simulator.Initial, simulator.Incremental)...), lastCycle(func(r simulator.CycleReport) string { return string(r.Kind) })},
	"run":        {"Succeeded, EntryLevelErrors, Failed: the last cycle", oneOf(words(simulator.Succeeded, simulator.EntryLevelErrors, simulator.Failed)...), lastCycle(func(r simulator.CycleReport) string { return string(r.State) })},
	"pruned":     {"true when the last cycle forgot its failures and paused the job", oneOf("true", "false"), lastCycle(func(r simulator.CycleReport) string { return fmt.Sprint(r.EscrowsPruned) })},
	"requests":   {"requests of the last step, probes included", aNumber, func(w *world, _ simulator.JobStatus) string { return decimal(len(w.last.exchanges)) }},
	"ran":        {"cycles of the last step", aNumber, func(w *world, _ simulator.JobStatus) string { return decimal(len(w.last.reports)) }},
	"created":    count(func(c simulator.Counts) int { return c.Created }),
	"updated":    count(func(c simulator.Counts) int { return c.Updated }),
	"disabled":   count(func(c simulator.Counts) int { return c.Disabled }),
	"deleted":    count(func(c simulator.Counts) int { return c.Deleted }),
	"skipped":    count(func(c simulator.Counts) int { return c.Skipped }),
	"failed":     count(func(c simulator.Counts) int { return c.Failed }),
	"staged":     count(func(c simulator.Counts) int { return c.Staged }),
}

func expectStateVerb() *Verb {
	var b strings.Builder
	b.WriteString("| property | what |\n|---|---|\n")
	for _, name := range slices.Sorted(maps.Keys(stateProperties)) {
		fmt.Fprintf(&b, "| `%s` | %s |\n", name, stateProperties[name].about)
	}
	return &Verb{
		Name:    "expect-state",
		Forms:   []string{"expect-state PROPERTY=VALUE…"},
		Summary: "Says what the job remembers, and what the cycles of the last step came to.",
		Details: strings.TrimSuffix(b.String(), "\n"),
		Example: []string{"expect-state quarantine=EncounteredQuarantineException next=6h", "expect-state created=5 links=5 escrows=0"},
		read: func(l *line, _ *Scenario) (action, error) {
			if len(l.words) == 0 {
				return nil, l.usage()
			}
			for _, word := range l.words {
				name, value, _ := option(word)
				p, ok := stateProperties[name]
				if !ok {
					return nil, l.fail("the properties are "+strings.Join(slices.Sorted(maps.Keys(stateProperties)), ", "), "there is no property %q", word)
				}
				if remedy := p.value(value); remedy != "" {
					return nil, l.fail(remedy, "%s is never %q", name, value)
				}
			}
			return expectState, nil
		},
	}
}

func expectState(_ context.Context, w *world) error {
	sim, err := w.job()
	if err != nil {
		return err
	}
	status := sim.Status()
	for _, word := range w.line.words {
		name, want, _ := option(word)
		if got := stateProperties[name].read(w, status); got != want {
			w.failed(Failure{What: name + " of the job is different", Want: want, Got: got, Exchanges: w.troubled()})
		}
	}
	return nil
}

func quarantineReason(_ *world, s simulator.JobStatus) string {
	if q := s.Status.Quarantine; q != nil {
		return q.Reason
	}
	return "none"
}

func quarantineSeries(_ *world, s simulator.JobStatus) string {
	if q := s.Status.Quarantine; q != nil {
		return fmt.Sprint(q.SeriesCount)
	}
	return "0"
}

func mails(w *world, _ simulator.JobStatus) string {
	if len(w.mails) == 0 {
		return "none"
	}
	return strings.Join(w.mails, ",")
}

// lastCycle reads something of the last cycle.
func lastCycle(f func(simulator.CycleReport) string) func(*world, simulator.JobStatus) string {
	return func(w *world, _ simulator.JobStatus) string {
		if n := len(w.last.reports); n > 0 {
			return f(w.last.reports[n-1])
		}
		return "no cycle"
	}
}

// count sums up over the cycles of the last step.
func count(f func(simulator.Counts) int) stateProperty {
	return stateProperty{"records of the last step with this outcome", aNumber, func(w *world, _ simulator.JobStatus) string {
		n := 0
		for _, r := range w.last.reports {
			n += f(r.Counts)
		}
		return decimal(n)
	}}
}

// short writes a duration without the parts that are zero: 40m, 6h.
func short(d time.Duration) string {
	text := d.String()
	if strings.HasSuffix(text, "m0s") {
		text = strings.TrimSuffix(text, "0s")
	}
	if strings.HasSuffix(text, "h0m") {
		text = strings.TrimSuffix(text, "0m")
	}
	return text
}
