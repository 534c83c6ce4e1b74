package scenario_test

import (
	"errors"
	"fmt"
	"strings"
	"testing"

	"github.com/entrasim/entrasim/simulator/internal/scenario"
)

// TestKilled: at whichever step a simulator is killed, the next one comes to the same end, and there is nobody twice.
func TestKilled(t *testing.T) {
	canceled := 0
	for n := 1; n <= 40; n++ {
		script := fmt.Sprintf("directory people.yaml\nkill %d\ncycle\nexpect-target users 1\n"+
			"expect-target group Crew members=ada@harbour.example\nexpect-state links=2 escrows=0\n", n)
		s, err := scenario.Parse("story.txtar", []byte(script+crew))
		if err != nil {
			t.Fatal(err)
		}
		report, err := s.Play(t.Context(), scenario.Options{Server: reference, Direct: true, Observe: func(o scenario.Observation) error {
			if strings.HasPrefix(o.Text, "kill") && o.Killed {
				canceled++
			}
			return nil
		}})
		if err != nil || !report.Passed {
			t.Fatalf("killed at step %d: got %v, %v; want that it passes", n, report.Failures, err)
		}
	}
	if canceled < 15 || canceled == 40 {
		t.Errorf("of 40 cycles %d were killed; want most of them, and not those that end before", canceled)
	}
}

// TestNothingAfterDeath: a simulator that is killed at its third step has sent one request and is answered none.
func TestNothingAfterDeath(t *testing.T) {
	report := play(t, "story.txtar", "directory people.yaml\nkill 3\nexpect-target users 0\nexpect-state links=0 created=0\ncycle\nexpect-target users 1\n"+crew)
	if !report.Passed {
		t.Error(report.Failures)
	}
}

// TestObserve: the observer sees every step, and its error ends the play.
func TestObserve(t *testing.T) {
	s, err := scenario.Parse("story.txtar", []byte("directory people.yaml\ncycle\nchange disable ada@harbour.example\ncycle\n"+crew))
	if err != nil {
		t.Fatal(err)
	}
	var seen []string
	enough := errors.New("enough")
	_, err = s.Play(t.Context(), scenario.Options{Server: reference, Direct: true, Observe: func(o scenario.Observation) error {
		seen = append(seen, fmt.Sprintf("%d:%s:%d", o.Line, o.Text, len(o.Reports)))
		if len(seen) == 3 {
			return enough
		}
		return nil
	}})
	want := "[1:directory people.yaml:0 2:cycle:1 3:change disable ada@harbour.example:0]"
	if got := fmt.Sprint(seen); got != want || !errors.Is(err, enough) {
		t.Errorf("got %s, %v; want %s and the observer's error", got, err, want)
	}
}

// TestUnusedFault: a fault that never happened is told with its line.
func TestUnusedFault(t *testing.T) {
	report := play(t, "story.txtar", "directory people.yaml\nfault 9th create answer 503\ncycle\nfault off\n"+crew)
	if len(report.Failures) != 1 || report.Failures[0].UnusedFault != 2 {
		t.Errorf("got %+v, want one failure about the fault in line 2", report.Failures)
	}
}
