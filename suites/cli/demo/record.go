package demo

import (
	"fmt"
	"slices"
	"strings"

	"github.com/entrasim/entrasim/simulator"
)

// record tells what was done to one object, and why, with its exchanges.
func (p *play) record(record simulator.Record) {
	name := record.SourceIdentity.DisplayName
	if name == "" {
		name = record.SourceIdentity.ID
	}
	what := fmt.Sprintf("%s %s", record.Action, name)
	if record.Action == "other" {
		what = "leave " + name + " alone"
	}
	if changed := changes(record); changed != "" {
		what += ": " + changed
	}
	if why := reason(record); why != "" {
		what += " (" + why + ")"
	}
	if e := record.StatusInfo.Error; e != nil {
		p.bad("%s: %s", what, e.Code)
	} else {
		p.good("%s", what)
	}
	for i, e := range record.Exchanges {
		if i == shownExchanges && !p.verbose {
			p.say("  … and %d more requests", len(record.Exchanges)-i)
			break
		}
		p.wire(e)
	}
}

// changes names the modified properties, each once.
func changes(record simulator.Record) string {
	var names []string
	for _, m := range record.Modified {
		if !slices.Contains(names, m.DisplayName) {
			names = append(names, m.DisplayName)
		}
	}
	return strings.Join(names, ", ")
}

// reason says in plain words what the record's steps say in the portal's: why somebody was disabled or left alone.
func reason(record simulator.Record) string {
	details := map[string]string{}
	for _, step := range record.Steps {
		for _, d := range step.Details {
			details[d.Name] = d.Value
		}
	}
	switch {
	case details["SkipReason"] == "RedundantExport":
		return "the target agrees already"
	case record.Action != "disable" && details["SkipReason"] == "":
		return ""
	case details["Active in the source system"] == "False":
		return "not active in Entra"
	case details["Assigned to the application"] == "False":
		return "not assigned to the application"
	case details["Scoping filter evaluation passed"] == "False":
		return "a scoping filter leaves them out"
	}
	return details["SkipReason"]
}
