package cli

import (
	"fmt"
	"slices"
	"strings"

	"github.com/entrasim/entrasim/simulator"
)

// cycle closes a cycle.
func (v *voice) cycle(r simulator.CycleReport) {
	v.clear()
	quietly := !v.began && r.Failure == nil && len(r.Played) == 0
	if quietly && r.Kind != simulator.Initial {
		v.idle = append(v.idle, r)
	} else {
		v.heading(r.Started)
		v.rest()
		for _, p := range r.Played {
			if p.Err != nil {
				v.warn(fmt.Sprintf("the scheduled %s of %s was refused: %v", p.Verb, p.Name, p.Err))
			}
		}
		if r.Failure != nil {
			v.say("  %s %s", v.paint("aborted ", bad), r.Failure.Error())
		}
		if r.EscrowsPruned {
			v.say("  %s", v.paint("too much failed in the initial cycle: the failures are forgotten, and the job has paused", alert))
		}
		v.say("  %s", v.paint(tally(r.Counts, r.Requests, r.Writes), weak))
		if q := r.Quarantine; q != nil {
			v.say("  %s", v.paint(fmt.Sprintf("in quarantine (%s), next attempt %s", q.Reason, q.NextAttempt.Format(stamp)), alert))
		}
	}
	v.records, v.began = 0, false
	clear(v.told)
}

// rest counts what was not told line by line.
func (v *voice) rest() {
	if v.verbose {
		return
	}
	var kinds []string
	for kind, n := range v.told {
		if n > enough {
			kinds = append(kinds, kind)
		}
	}
	slices.Sort(kinds)
	for _, k := range kinds {
		what, kind := k[:strings.LastIndexByte(k, ' ')], k[strings.LastIndexByte(k, ' ')+1:]
		v.say("  %-8s and %s (--verbose tells them all)", what, plural(v.told[k]-enough, "more "+kind))
	}
}

// flushIdle tells about cycles in which nothing happened, in one line.
func (v *voice) flushIdle() {
	if len(v.idle) == 0 {
		return
	}
	first, last := v.idle[0], v.idle[len(v.idle)-1]
	requests := 0
	for _, r := range v.idle {
		requests += r.Requests
	}
	text := fmt.Sprintf("Cycle %d, %s: nothing to do", first.Number, first.Started.Format(stamp))
	if len(v.idle) > 1 {
		text = fmt.Sprintf("Cycles %d to %d, %s to %s: nothing to do",
			first.Number, last.Number, first.Started.Format(stamp), last.Started.Format(stamp))
	}
	v.idle = v.idle[:0]
	v.say("%s", v.paint(fmt.Sprintf("%s (%s)", text, plural(requests, "request")), weak))
}

// end closes the story of the cycles.
func (v *voice) end() {
	v.clear()
	v.flushIdle()
}

// totals sums up the run.
func (v *voice) totals(t totals) {
	v.say("")
	v.say("%s", v.paint(fmt.Sprintf("%s, %s to %s: %s", plural(t.Cycles, "cycle"), t.Began.Format(stamp), t.Ended.Format(stamp),
		tally(t.Counts, t.Requests, t.Writes)), label))
	v.say("%s linked with the target", plural(t.Linked, "object"))
	if t.Escrowed > 0 {
		v.say("%s", v.paint(plural(t.Escrowed, "failed operation")+" will be tried again", alert))
	}
	v.say("seed %d; run it again with:", t.Seed)
	v.say("  %s", t.Command)
}

// tally puts counts into words.
func tally(c simulator.Counts, requests, writes int) string {
	var parts []string
	for _, p := range []struct {
		n    int
		what string
	}{
		{c.Created, "created"},
		{c.Updated, "updated"},
		{c.Disabled, "disabled"},
		{c.Deleted, "deleted"},
		{c.Staged, "held back"},
		{c.Skipped, "skipped"},
		{c.Failed, "failed"},
	} {
		if p.n > 0 {
			parts = append(parts, fmt.Sprintf("%d %s", p.n, p.what))
		}
	}
	if len(parts) == 0 {
		parts = []string{"nothing done"}
	}
	return fmt.Sprintf("%s; %s, %s", strings.Join(parts, ", "), plural(requests, "request"), plural(writes, "write"))
}
