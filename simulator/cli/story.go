package cli

import (
	"fmt"
	"strings"
	"time"

	"charm.land/lipgloss/v2"

	"github.com/entrasim/entrasim/simulator"
)

// enough is how many lines of a kind the story tells per cycle; --verbose tells all.
const enough = 10

const stamp = "2006-01-02 15:04"

// begin opens the story.
func (v *voice) begin(sim *simulator.Simulator) {
	d := sim.Directory()
	v.say("Directory %s: %s, %s", d.Tenant(), plural(d.Len(simulator.KindUser), "user"), plural(d.Len(simulator.KindGroup), "group"))
	for _, n := range sim.Notes() {
		v.note(n)
	}
	if s := sim.Status().Schedule.State; s != simulator.ScheduleActive {
		v.note("the job is " + strings.ToLower(s) + ": no cycles until entrasim job start")
	}
	v.expect(sim)
	if sim.Resumed() {
		v.say("Going on with job %s: %s linked, cycle %d next", sim.JobID(), plural(len(sim.Links()), "object"), v.number)
	}
}

// expect finds out which cycle comes next.
func (v *voice) expect(sim *simulator.Simulator) { v.number, v.upcoming = sim.Upcoming() }

// record tells about one object, as soon as it is through.
func (v *voice) record(r simulator.Record) {
	v.records++
	if v.records%50 == 0 {
		v.show("cycle %d, %s: %s", v.number, v.upcoming, plural(v.records, "object"))
	}
	if r.StatusInfo.Error != nil && v.advice == "" && r.StatusInfo.Status == "failure" {
		v.advice = r.StatusInfo.Error.RecommendedAction
	}
	l := lineOf(r)
	kind := l.what + " " + strings.ToLower(r.SourceIdentity.IdentityType)
	v.told[kind]++
	if v.quiet || v.told[kind] > enough && !v.verbose {
		return
	}
	v.heading(r.ActivityDateTime)
	v.say("  %s %s", v.paint(fmt.Sprintf("%-8s", l.what), l.style), l.text)
	if v.verbose {
		for _, x := range r.Exchanges {
			v.exchange(x)
		}
	}
}

// heading opens a cycle that has something to tell.
func (v *voice) heading(at time.Time) {
	if v.began {
		return
	}
	v.flushIdle()
	v.began = true
	v.say("%s", v.paint(fmt.Sprintf("Cycle %d, %s, %s", v.number, v.upcoming, at.Format(stamp)), label))
}

// line is what the story says about a record.
type line struct {
	what, text string
	style      lipgloss.Style
}

func lineOf(r simulator.Record) line {
	kind := strings.ToLower(r.SourceIdentity.IdentityType)
	name := r.SourceIdentity.DisplayName
	if upn, ok := r.SourceIdentity.Details.Get("UserPrincipalName"); ok {
		name = upn
	}
	who := kind + " " + orElse(name, r.SourceIdentity.ID)
	switch status := string(r.StatusInfo.Status); {
	case status == "failure":
		return line{"failed", who + ": " + r.StatusInfo.Error.Code + ": " + oneLine(r.StatusInfo.Error.Reason), bad}
	case status == "skipped":
		return line{"skipped", who + ": " + why(r), weak}
	}
	text := who
	what := map[string]string{"create": "created", "update": "updated", "disable": "disabled", "delete": "deleted", "stageddelete": "held back"}[string(r.Action)]
	if what == "created" {
		text += " as " + r.TargetIdentity.ID
	}
	if changed := changes(r); what != "created" && changed != "" {
		text += ": " + changed
	}
	if r.StatusInfo.Error != nil {
		text += " (" + r.StatusInfo.Error.Reason + ")"
	}
	style := good
	if what == "disabled" || what == "deleted" || what == "held back" {
		style = alert
	}
	return line{orElse(what, string(r.Action)), text, style}
}

// changes lists what was sent, shortly.
func changes(r simulator.Record) string {
	var parts []string
	added, removed := 0, 0
	for _, m := range r.Modified {
		switch {
		case m.DisplayName == "members" && m.OldValue == "":
			added++
		case m.DisplayName == "members":
			removed++
		case m.OldValue == "":
			parts = append(parts, fmt.Sprintf("%s = %q", short(m.DisplayName), m.NewValue))
		case m.NewValue == "":
			parts = append(parts, short(m.DisplayName)+" removed")
		default:
			parts = append(parts, fmt.Sprintf("%s %q -> %q", short(m.DisplayName), m.OldValue, m.NewValue))
		}
	}
	if added > 0 {
		parts = append(parts, plural(added, "member")+" added")
	}
	if removed > 0 {
		parts = append(parts, plural(removed, "member")+" removed")
	}
	return strings.Join(parts, ", ")
}

// short leaves out the URN in front of an extension attribute.
func short(attribute string) string {
	if strings.HasPrefix(attribute, "urn:") {
		return attribute[strings.LastIndexByte(attribute, ':')+1:]
	}
	return attribute
}

// oneLine shortens the text of an error, whose answers can be whole web pages.
func oneLine(s string) string {
	s = strings.Join(strings.Fields(s), " ")
	const most = 300
	if runes := []rune(s); len(runes) > most {
		return string(runes[:most]) + "…"
	}
	return s
}
