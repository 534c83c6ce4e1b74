package simulator_test

import (
	"errors"
	"net/http"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/entrasim/entrasim/simulator"
)

// refused makes the target refuse everything while the switch is on.
func (w *world) refused() (on *bool) {
	on = new(bool)
	w.target.Before = func(rw http.ResponseWriter, _ *http.Request, _ string) bool {
		if *on {
			rw.WriteHeader(http.StatusUnauthorized)
		}
		return *on
	}
	return on
}

func (w *world) words() string {
	s := w.sim.Status()
	return s.Schedule.State + " " + s.Status.Code
}

// TestPause: no cycle while the job is paused, and afterwards it goes on where it stopped (engine §2.7).
func TestPause(t *testing.T) {
	dir, ids := people(t, 3)
	w := newWorld(t, dir, nil)
	if got := w.words(); got != "Active NotRun" {
		t.Errorf("status before the first cycle: %s", got)
	}
	w.cycle()
	w.must(w.sim.Pause(t.Context()))
	if got := w.words(); got != "Paused Paused" {
		t.Errorf("status: got %s, want Paused Paused", got)
	}
	w.must(dir.SetAttr(ids[0], "jobTitle", "Captain"))
	var idle *simulator.NotActiveError
	if _, err := w.sim.RunCycle(t.Context()); !errors.As(err, &idle) || idle.State != simulator.SchedulePaused || idle.Hint() == "" {
		t.Errorf("a cycle of a paused job: got %v, want a NotActiveError", err)
	}
	if _, err := w.sim.Run(t.Context(), simulator.RunOptions{Cycles: 2}); !errors.As(err, &idle) {
		t.Errorf("cycles of a paused job: got %v, want a NotActiveError", err)
	}
	at := w.sim.Now()
	if reports, err := w.sim.Run(t.Context(), simulator.RunOptions{For: 3 * time.Hour}); err != nil || len(reports) != 0 {
		t.Errorf("three hours of a paused job: got %d cycles, %v, want none", len(reports), err)
	}
	if got := w.sim.Now().Sub(at); got != 3*time.Hour {
		t.Errorf("clock: moved by %v, want three hours", got)
	}
	w.must(w.sim.Start(t.Context()))
	if got := w.words(); got != "Active Active" {
		t.Errorf("status after the start: got %s, want Active Active", got)
	}
	if r := w.cycle(); r.Kind != simulator.Incremental || r.Counts.Updated != 1 || r.Number != 2 {
		t.Errorf("cycle after the start: got %+v, want the incremental cycle 2 with one update", r)
	}
}

// TestRestartFull: links are forgotten and everything is matched again; a portal restart keeps them.
func TestRestartFull(t *testing.T) {
	dir, _ := people(t, 3)
	w := newWorld(t, dir, nil)
	w.cycle()
	reads := func() (byID, lookups int) {
		for _, r := range w.target.Requests() {
			switch {
			case strings.Contains(r.URI, "filter=userName+eq+%22u"):
				lookups++
			case r.Method == http.MethodGet && !strings.Contains(r.URI, "filter"):
				byID++
			}
		}
		return byID, lookups
	}
	for _, tt := range []struct {
		scopes       []simulator.ResetScope
		kind         simulator.CycleKind
		byID, lookup int
	}{
		{nil, simulator.Initial, 3, 0},
		{[]simulator.ResetScope{simulator.ResetFull}, simulator.Initial, 0, 3},
		{[]simulator.ResetScope{simulator.ResetEscrows, simulator.ResetQuarantineState}, simulator.Incremental, 0, 0},
		{[]simulator.ResetScope{simulator.ResetWatermark}, simulator.Initial, 3, 0},
	} {
		w.must(w.sim.Restart(t.Context(), tt.scopes...))
		w.target.Forget()
		r := w.cycle()
		byID, lookups := reads()
		if r.Kind != tt.kind || byID != tt.byID || lookups != tt.lookup || r.Writes != 0 {
			t.Errorf("restart with %v: got a cycle that is %s with %d reads, %d lookups, %d writes; want %s, %d, %d, 0",
				tt.scopes, r.Kind, byID, lookups, r.Writes, tt.kind, tt.byID, tt.lookup)
		}
	}
	if got := len(w.target.All("Users")); got != 3 {
		t.Errorf("users: got %d, want 3", got)
	}
}

// TestFourWeeksOfQuarantine: the pace drops to once a day, one mail is sent, and after 28 days the job is disabled until it is
// started (engine §6.4).
func TestFourWeeksOfQuarantine(t *testing.T) {
	dir, _ := people(t, 2)
	var mails []simulator.Notification
	w := newWorld(t, dir, func(c *simulator.Config) {
		c.OnNotification = func(n simulator.Notification) { mails = append(mails, n) }
	})
	refuse := w.refused()
	w.cycle()
	start := w.sim.Now().Add(40 * time.Minute)
	w.sim.Advance(40 * time.Minute)
	*refuse = true
	reports, err := w.sim.Run(t.Context(), simulator.RunOptions{For: 40 * 24 * time.Hour})
	var failed *simulator.CycleError
	if !errors.As(err, &failed) {
		t.Fatalf("error: got %v, want the failure of the last cycle", err)
	}
	last := reports[len(reports)-1]
	if got := last.Started.Sub(start); got != 28*24*time.Hour || len(reports) != 31 {
		t.Errorf("last of %d cycles: %v after the first failure, want 31 within 28 days", len(reports), got)
	}
	if got := w.words(); got != "Disabled Quarantine" {
		t.Errorf("status: got %s, want Disabled Quarantine", got)
	}
	if s := w.sim.Status().Status; s.CompleteFailures != 31 || s.Quarantine.SeriesCount != 30 || s.Quarantine.Reason != "EncounteredQuarantineException" {
		t.Errorf("status: got %+v, want 31 failures and a quarantine that was confirmed 30 times", s)
	}
	if len(mails) != 1 || mails[0].Reason != "EncounteredQuarantineException" {
		t.Errorf("mails: got %+v, want one", mails)
	}
	*refuse = false
	var idle *simulator.NotActiveError
	if _, err := w.sim.RunCycle(t.Context()); !errors.As(err, &idle) || idle.State != simulator.ScheduleDisabled {
		t.Errorf("a cycle of a disabled job: got %v, want a NotActiveError", err)
	}
	w.must(w.sim.Start(t.Context()))
	if r := w.cycle(); r.Kind != simulator.Incremental || r.Quarantine != nil {
		t.Errorf("cycle after the start: got %+v, want an incremental one without quarantine", r)
	}
	if got := w.words(); got != "Active Active" {
		t.Errorf("status: got %s, want Active Active", got)
	}
}

// TestStartBeatsTheSlowPace: a command makes the next cycle due at once.
func TestStartBeatsTheSlowPace(t *testing.T) {
	w := newWorld(t, simulator.NewDirectory(), nil)
	refuse := w.refused()
	*refuse = true
	var at []time.Duration
	begin := w.sim.Now()
	_, err := w.sim.Run(t.Context(), simulator.RunOptions{Cycles: 3, OnCycle: func(r simulator.CycleReport) {
		at = append(at, r.Started.Sub(begin))
		if r.Number == 2 {
			*refuse = false
			w.must(w.sim.Start(t.Context()))
		}
	}})
	if want := []time.Duration{0, 6 * time.Hour, 6 * time.Hour}; err != nil || !slices.Equal(at, want) {
		t.Errorf("cycles: got them at %v, %v, want %v", at, err, want)
	}
}

// TestCredentials: other credentials are validated before they are saved, and a job in quarantine recovers with them.
func TestCredentials(t *testing.T) {
	dir, ids := people(t, 2)
	w := newWorld(t, dir, nil)
	valid := "secret"
	w.target.Before = func(rw http.ResponseWriter, r *http.Request, _ string) bool {
		if r.Header.Get("Authorization") != "Bearer "+valid {
			rw.WriteHeader(http.StatusUnauthorized)
			return true
		}
		return false
	}
	w.cycle()
	valid = "rotated"
	w.must(dir.SetAttr(ids[0], "jobTitle", "Captain"))
	if _, err := w.sim.RunCycle(t.Context()); err == nil {
		t.Fatal("a cycle with the old token: no error")
	}
	var refused *simulator.ConnectError
	if err := w.sim.SaveCredentials(t.Context(), simulator.Credentials{Token: "guessed"}); !errors.As(err, &refused) {
		t.Errorf("save a token that is refused: got %v, want a ConnectError", err)
	}
	if report, err := w.sim.ValidateCredentials(t.Context(), simulator.Credentials{Token: "rotated"}); err != nil || !report.OK() {
		t.Errorf("validate the new token: got %+v, %v", report, err)
	}
	if _, err := w.sim.ValidateCredentials(t.Context(), simulator.Credentials{}); !errors.As(err, &refused) {
		t.Errorf("validate the saved token: got %v, want that it is still the old one", err)
	}
	w.must(w.sim.SaveCredentials(t.Context(), simulator.Credentials{Token: "rotated"}))
	if got := w.words(); got != "Active Quarantine" {
		t.Errorf("status: got %s, want the quarantine to wait for its next attempt", got)
	}
	if r := w.cycle(); r.Counts.Updated != 1 || r.Quarantine != nil {
		t.Errorf("next cycle: got %+v, want the update and no quarantine", r)
	}
	if err := w.sim.SaveCredentials(t.Context(), simulator.Credentials{URL: "ftp://x"}); err == nil {
		t.Error("save a URL that cannot be one: no error")
	}
}

// TestQuarantineByHand: Microsoft may impose one; the reason is told, and a change of reason sends another mail.
func TestQuarantineByHand(t *testing.T) {
	var mails []string
	w := newWorld(t, simulator.NewDirectory(), func(c *simulator.Config) {
		c.OnNotification = func(n simulator.Notification) { mails = append(mails, n.Reason) }
	})
	w.cycle()
	w.must(w.sim.Quarantine(t.Context(), "too many requests"))
	s := w.sim.Status()
	if s.Status.Code != simulator.CodeQuarantine || s.Status.Quarantine.Reason != "QuarantinedOnDemand" || s.Next.Sub(s.Now) != 6*time.Hour {
		t.Errorf("status: got %+v, want QuarantinedOnDemand with an attempt in six hours", s)
	}
	*w.refused() = true
	if _, err := w.sim.RunCycle(t.Context()); err == nil {
		t.Fatal("a refused cycle: no error")
	}
	if want := []string{"QuarantinedOnDemand", "EncounteredQuarantineException"}; !slices.Equal(mails, want) {
		t.Errorf("mails: got %v, want %v", mails, want)
	}
}

// TestStatusDoesNotWait: who asks during a cycle learns that one is under way.
func TestStatusDoesNotWait(t *testing.T) {
	dir, _ := people(t, 2)
	var during simulator.JobStatus
	var w *world
	w = newWorld(t, dir, func(c *simulator.Config) {
		c.OnRecord = func(simulator.Record) { during = w.sim.Status() }
	})
	w.cycle()
	if !during.Running || during.Status.Code != simulator.CodeNotRun {
		t.Errorf("during the cycle: got %+v, want that it is running", during)
	}
	if after := w.sim.Status(); after.Running || after.Linked != 2 || after.Status.Last.Exported != 2 || after.Status.Last.Entitled != 2 {
		t.Errorf("afterwards: got %+v, want two exported", after)
	}
}
