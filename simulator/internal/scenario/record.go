package scenario

import (
	"slices"
	"strings"

	"github.com/entrasim/entrasim/simulator"
)

// logExpectation is what a record must have; what is empty does not matter.
type logExpectation struct {
	name, action, status, code, step, text string
	changed                                []string
	times                                  int
}

// String writes the expectation as the script has it.
func (e logExpectation) String() string {
	parts := []string{e.name, e.action, e.status}
	if e.code != "" {
		parts = append(parts, e.code)
	}
	if e.step != "" {
		parts = append(parts, "step="+e.step)
	}
	if e.changed != nil {
		parts = append(parts, "changed="+strings.Join(e.changed, ","))
	}
	if e.text != "" {
		parts = append(parts, "text="+e.text)
	}
	return strings.Join(parts, " ")
}

func (e logExpectation) holds(r simulator.Record) bool {
	last, _ := r.LastStep()
	switch {
	case e.action != string(r.Action), e.status != string(r.StatusInfo.Status), e.code != "" && e.code != codeOf(r):
		return false
	case e.step != "" && e.step != string(last.Name), e.text != "" && !says(r, e.text):
		return false
	}
	return e.changed == nil || slices.Equal(slices.Sorted(slices.Values(e.changed)), changedOf(r))
}

// codeOf is the error code of a record, or its skip reason.
func codeOf(r simulator.Record) string {
	if e := r.StatusInfo.Error; e != nil {
		return e.Code
	}
	return string(r.SkipReason())
}

func changedOf(r simulator.Record) []string {
	var list []string
	for _, m := range r.Modified {
		list = append(list, m.DisplayName)
	}
	slices.Sort(list)
	return slices.Compact(list)
}

// says reports whether a text stands in the reason or in a step.
func says(r simulator.Record, text string) bool {
	if e := r.StatusInfo.Error; e != nil && (strings.Contains(e.Reason, text) || strings.Contains(e.AdditionalDetails, text)) {
		return true
	}
	for _, s := range r.Steps {
		if strings.Contains(s.Description, text) {
			return true
		}
		for _, d := range s.Details {
			if strings.Contains(d.Name+": "+d.Value, text) {
				return true
			}
		}
	}
	return false
}

// brief is a record without its object, as expect-log writes it.
func brief(r simulator.Record) string {
	parts := []string{string(r.Action), string(r.StatusInfo.Status)}
	if code := codeOf(r); code != "" {
		parts = append(parts, code)
	}
	if last, ok := r.LastStep(); ok {
		parts = append(parts, "step="+string(last.Name))
	}
	if changed := changedOf(r); len(changed) > 0 {
		parts = append(parts, "changed="+strings.Join(changed, ","))
	}
	return strings.Join(parts, " ")
}
