package scenario

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"github.com/entrasim/entrasim/simulator"
	"github.com/entrasim/entrasim/simulator/internal/provlog"
)

func expectLogVerb() *Verb {
	return &Verb{
		Name:    "expect-log",
		Forms:   []string{"expect-log NAME ACTION STATUS [CODE] [OPTION…]", "expect-log NAME none", "expect-log none"},
		Summary: "Says what the provisioning log of the last step must hold.",
		Details: "NAME is a user or group. ACTION is create, update, disable, delete, stageddelete or other; STATUS success, failure, skipped " +
			"or warning; CODE an error code or skip reason. One record must have all of it; with `none` there must be no record.\n\n" +
			"| option | the record |\n|---|---|\n" +
			"| `step=NAME` | ends with that step, such as EntryExportUpdateSoftDelete |\n" +
			"| `changed=ATTRIBUTE,…` | has exactly these modified properties, in any order |\n" +
			"| `text=TEXT` | has the text in its reason or in a step |\n" +
			"| `times=N` | is there so often |",
		Example: []string{
			"expect-log dai.nguyen@harbour.example disable success step=EntryExportUpdateSoftDelete",
			"expect-log eva.moller@harbour.example other skipped NotEffectivelyEntitled",
		},
		read: readExpectLog,
	}
}

// The words of the log (engine §8.1).
var (
	logActions  = words(provlog.ActionCreate, provlog.ActionUpdate, provlog.ActionDisable, provlog.ActionDelete, provlog.ActionStagedDelete, provlog.ActionOther)
	logStatuses = words(provlog.Success, provlog.Failure, provlog.Skipped, provlog.Warning)
)

func words[T ~string](list ...T) []string {
	all := make([]string, len(list))
	for i, w := range list {
		all[i] = string(w)
	}
	return all
}

func readExpectLog(l *line, _ *Scenario) (action, error) {
	var e logExpectation
	var plain []string
	for _, word := range l.words {
		name, value, ok := option(word)
		switch {
		case !ok:
			plain = append(plain, word)
		case name == "step":
			e.step = value
		case name == "changed":
			e.changed = strings.Split(value, ",")
		case name == "text":
			e.text = value
		case name == "times":
			if e.times, ok = number(value); !ok || e.times == 0 {
				return nil, l.fail("write a number from 1", "%q is no number of times", value)
			}
		default:
			return nil, l.fail("the options are step=, changed=, text= and times=", "%q is no option", word)
		}
	}
	switch {
	case len(plain) == 1 && plain[0] == "none":
		return func(_ context.Context, w *world) error { w.expectNoLog(""); return nil }, nil
	case len(plain) == 2 && plain[1] == "none":
		return func(_ context.Context, w *world) error { w.expectNoLog(plain[0]); return nil }, nil
	case len(plain) < 3 || len(plain) > 4:
		return nil, l.usage()
	}
	e.name, e.action, e.status = plain[0], plain[1], plain[2]
	if !slices.Contains(logActions, e.action) {
		return nil, l.fail("the actions are "+strings.Join(logActions, ", "), "%q is no action", e.action)
	}
	if !slices.Contains(logStatuses, e.status) {
		return nil, l.fail("write "+strings.Join(logStatuses, ", "), "%q is no status", e.status)
	}
	if len(plain) == 4 {
		e.code = plain[3]
	}
	return func(_ context.Context, w *world) error { w.expectLog(e); return nil }, nil
}

func (w *world) expectLog(e logExpectation) {
	n := 0
	var near []simulator.Exchange
	for _, r := range w.last.records {
		if !w.about(r, e.name) {
			continue
		}
		near = append(near, r.Exchanges...)
		if e.holds(r) {
			n++
		}
	}
	if n > 0 && e.times == 0 || n == e.times && n > 0 {
		return
	}
	f := Failure{What: "the log has no such record", Want: e.String(), Got: w.logOf(e.name), Exchanges: near}
	if n > 0 {
		f.What = fmt.Sprintf("the log has such a record %d times", n)
	}
	w.failed(f)
}

func (w *world) expectNoLog(name string) {
	for _, r := range w.last.records {
		if name == "" || w.about(r, name) {
			w.failed(Failure{What: "the log has a record", Want: "none", Got: w.logOf(name), Exchanges: r.Exchanges})
			return
		}
	}
}

// logOf lists the records about an object, or all of them when there are none.
func (w *world) logOf(name string) string {
	var own, all []string
	for _, r := range w.last.records {
		text := w.label(r) + " " + brief(r)
		all = append(all, text)
		if name == "" || w.about(r, name) {
			own = append(own, text)
		}
	}
	switch {
	case len(own) > 0:
		return strings.Join(own, "\n")
	case len(all) > 0:
		return "nothing about " + name + "; there is\n" + strings.Join(all, "\n")
	default:
		return "an empty log"
	}
}
