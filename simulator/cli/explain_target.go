package cli

import (
	"fmt"

	"github.com/entrasim/entrasim/simulator"
)

// target tells what the target has.
func (v *voice) target(x simulator.Explanation) {
	v.say("\n%s", v.paint("Target", label))
	v.connected(x)
	if x.Target == "" {
		v.say("  nothing was found there")
	} else {
		v.say("  %s", x.Target)
	}
	v.requests(x.Reads)
}

// connected tells about the object connection.
func (v *voice) connected(x simulator.Explanation) {
	switch {
	case x.LeftJob:
		v.say("  linked with %s, which the job disabled when the object left the scope; it takes no further notice, and sends no DELETE", x.Linked)
	case x.Linked != "":
		v.say("  linked with %s", x.Linked)
	default:
		v.say("  not linked: the next cycle that has it in scope looks it up by its matching attributes")
	}
	if x.HeldBack {
		v.say("  its deletion is held back by the deletion guard (entrasim job allow-deletes)")
	}
}

// next tells what the next cycle does.
func (v *voice) next(x simulator.Explanation) {
	v.say("\n%s", v.paint("Next cycle", label))
	if x.Pending == "" {
		v.say("  it does not look at the object: nothing has changed. If it did:")
	} else {
		v.say("  %s", x.Pending)
	}
	if x.Refusal != nil {
		v.say("  %s", v.paint("the target refuses the connection: "+x.Refusal.Error(), bad))
		return
	}
	for _, r := range x.Outcome {
		l := lineOf(r)
		v.say("  %s %s", v.paint(l.what, l.style), l.text)
	}
	v.requests(x.Writes)
	if len(x.Writes) == 0 {
		v.say("  nothing is sent that changes anything")
	}
}

// requests lists requests; bodies are what matters about those that were not sent.
func (v *voice) requests(list []simulator.Exchange) {
	for _, x := range list {
		switch {
		case v.verbose:
			v.exchange(x)
		case x.Status == 0 && x.Err == "":
			v.say("  %s", v.paint(fmt.Sprintf("%s %s %s", x.Method, x.Target, x.RequestBody), weak))
		default:
			v.say("  %s", v.paint(x.String(), weak))
		}
	}
}

// trouble tells what went wrong.
func (v *voice) trouble(x simulator.Explanation, last *simulator.Record) {
	if len(x.Escrows) == 0 && last == nil {
		return
	}
	v.say("\n%s", v.paint("Last failure", label))
	for _, e := range x.Escrows {
		v.say("  %s: %s, first at %s, tried again %d times, next attempt %s",
			e.Class, v.paint(e.Code, bad), e.First.Format(stamp), e.Retries, e.Next.Format(stamp))
	}
	if last == nil {
		return
	}
	v.say("  %s, %s: %s", last.ActivityDateTime.Format(stamp), v.paint(last.StatusInfo.Error.Code, bad), oneLine(last.StatusInfo.Error.Reason))
	if advice := last.StatusInfo.Error.RecommendedAction; advice != "" {
		v.say("  hint: %s", advice)
	}
	v.requests(last.Exchanges)
}
