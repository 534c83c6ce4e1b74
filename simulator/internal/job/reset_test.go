package job_test

import (
	"testing"
	"time"

	"github.com/entrasim/entrasim/simulator/internal/job"
)

// TestReset goes through the restart scopes (engine §2.7, graph-synchronization §3.6).
func TestReset(t *testing.T) {
	for name, tt := range map[string]struct {
		scope                                          job.Scope
		links, escrows, staged, watermark, quarantined bool // still there afterwards
	}{
		"None":               {job.ResetNone, true, true, true, true, false},
		"ConnectorDataStore": {job.ResetConnectorDataStore, false, true, false, true, true},
		"Escrows":            {job.ResetEscrows, true, false, true, true, true},
		"Watermark":          {job.ResetWatermark, true, true, false, false, true},
		"QuarantineState":    {job.ResetQuarantineState, true, true, true, true, false},
		"Full":               {job.ResetFull, false, false, false, false, false},
		"ForceDeletes":       {job.ResetForceDeletes, true, true, true, true, true},
		"portal":             {job.ResetPortal, true, false, false, false, false},
	} {
		t.Run(name, func(t *testing.T) {
			s := full()
			s.Apply(job.Pause{}, job.PutStaged{Staged: job.Staged{Object: "a", Kind: job.User}}, job.SetClock{Next: monday})
			s.Apply(job.Reset{Scope: tt.scope})
			for _, c := range []struct {
				what      string
				got, want bool
			}{
				{"links", len(s.Links) > 0, tt.links},
				{"waiting references", len(s.Waiting) > 0, tt.links},
				{"escrows", len(s.Escrows) > 0, tt.escrows},
				{"staged deletions", len(s.Staged) > 0, tt.staged},
				{"watermark", s.Watermark > 0 && s.Initialised, tt.watermark},
				{"quarantine", s.Quarantine != nil, tt.quarantined},
				{"permission to delete", s.ForceDeletes, tt.scope&job.ResetForceDeletes != 0},
				{"paused or disabled", s.Paused || s.Disabled, false},
				{"next cycle not due", !s.Next.IsZero(), false},
			} {
				if c.got != c.want {
					t.Errorf("%s: got %t, want %t", c.what, c.got, c.want)
				}
			}
		})
	}
}

func TestScopeText(t *testing.T) {
	for text, want := range map[string]job.Scope{
		"": job.ResetPortal, "None": job.ResetNone, "Full": job.ResetFull, " escrows , WATERMARK,QuarantineState": job.ResetPortal,
		"Full,ForceDeletes": job.ResetFull | job.ResetForceDeletes, "ConnectorDataStore": job.ResetConnectorDataStore,
	} {
		got, err := job.ParseScope(text)
		if err != nil || got != want {
			t.Errorf("read %q: got %v, %v, want %v", text, got, err, want)
		}
		if again, err := job.ParseScope(want.String()); err != nil || again != want {
			t.Errorf("read %q again: got %v, %v, want %v", want, again, err, want)
		}
	}
	for _, text := range []string{"Everything", "Full,", "Full;Escrows"} {
		if got, err := job.ParseScope(text); err == nil {
			t.Errorf("read %q: got %v, want an error", text, got)
		}
	}
	if int(job.ResetFull) != 15 || int(job.ResetForceDeletes) != 32 {
		t.Error("the flags have Graph's numbers")
	}
}

// TestNewMappingEndsQuarantine: what has been changed is tried at once, not after the rest of the wait (engine §6.4).
func TestNewMappingEndsQuarantine(t *testing.T) {
	now := time.Date(2026, 1, 5, 8, 0, 0, 0, time.UTC)
	var s job.State
	s.Apply(
		job.SetQuarantine{Quarantine: job.Impose(nil, now, job.ReasonException, "", "refused")},
		job.SetClock{At: now, Next: now.Add(6 * time.Hour)}, job.Reevaluate{Mapping: true},
	)
	if s.Quarantine != nil || !s.Next.IsZero() {
		t.Errorf("after a change of the mapping: quarantine %v, next cycle %v, want none and at once", s.Quarantine, s.Next)
	}
	s.Apply(job.SetClock{At: now, Next: now.Add(40 * time.Minute)}, job.Reevaluate{Mapping: true})
	if s.Next.IsZero() {
		t.Error("a healthy job: the next cycle is due at once, want it to keep its pace")
	}
}

// TestReevaluate: another source or mapping is no command: a paused job stays paused.
func TestReevaluate(t *testing.T) {
	for name, mapping := range map[string]bool{"the directory": false, "the mapping": true} {
		s := full()
		s.Apply(job.Pause{}, job.Reevaluate{Mapping: mapping})
		if s.Initialised || s.Watermark != 0 || !s.Paused || !s.Disabled || len(s.Links) != 2 {
			t.Errorf("%s: got %+v, want no watermark, and schedule and links as they were", name, s)
		}
		if kept := len(s.Escrows) > 0 && s.Quarantine != nil; kept == mapping {
			t.Errorf("%s: escrows and quarantine kept: got %t, want %t", name, kept, !mapping)
		}
	}
}
