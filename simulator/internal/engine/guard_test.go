package engine_test

import (
	"fmt"
	"testing"
	"time"

	"github.com/entrasim/entrasim/simulator/internal/engine"
	"github.com/entrasim/entrasim/simulator/internal/job"
	"github.com/entrasim/entrasim/simulator/internal/scimclient"
)

// crowd is a world with n provisioned users and a guard.
func crowd(t *testing.T, n, threshold int) (*world, []string) {
	w := newWorld(t)
	w.threshold = threshold
	var ids []string
	for i := range n {
		ids = append(ids, w.user(fmt.Sprint("u", i)))
	}
	w.cycle()
	return w, ids
}

// TestGuard is row 14 of engine §3.6: more deletions than the threshold, and none takes place until they are allowed (§6.5).
func TestGuard(t *testing.T) {
	w, ids := crowd(t, 5, 2)
	w.must(w.dir.Unassign(ids[0]))
	w.must(w.dir.Disable(ids[1]))
	w.must(w.dir.SetAttr(ids[3], "jobTitle", "Captain"))
	if r := w.cycle(); r.Counts.Disabled != 2 || r.Quarantine != nil {
		t.Fatalf("as many as the threshold: got %+v, want two disabled", r)
	}
	// Who has been disabled before is no news.
	w.must(w.dir.SetAttr(ids[1], "jobTitle", "Mate"))
	w.must(w.dir.Unassign(ids[1]))
	crew := w.group("Crew")
	w.cycle()
	w.must(w.dir.SetAttr(ids[0], "jobTitle", "Mate"))
	w.must(w.dir.Unassign(ids[2]))
	w.must(w.dir.SoftDelete(ids[3]))
	w.must(w.dir.Unassign(crew))
	w.must(w.dir.SetAttr(ids[4], "jobTitle", "Cook"))
	r := w.cycle()
	w.want("log", w.seen, []string{
		"other skipped NotEffectivelyEntitled", "stageddelete success", "stageddelete success", "update success",
		"stageddelete success",
	})
	w.want("requests", w.sent, []string{"read Users t-u4", "update Users t-u4 Add title=Cook"})
	if q := r.Quarantine; q == nil || q.Reason != job.ReasonTooManyDeletes || len(w.state.Staged) != 3 || r.Counts.Staged != 3 {
		t.Fatalf("result: got %+v, staged %v, want three staged and a quarantine for %s", r, w.state.Staged, job.ReasonTooManyDeletes)
	}
	since := w.state.Staged[ids[2]].Since

	// Nothing changes: they stay where they are.
	if r = w.cycle(); r.Counts.Staged != 3 || r.Quarantine.SeriesCount != 1 || !w.state.Staged[ids[2]].Since.Equal(since) {
		t.Errorf("the next cycle: got %+v, want the same three staged, in the same quarantine", r)
	}
	w.state.Apply(job.Reset{Scope: job.ResetForceDeletes})
	r = w.cycle()
	w.want("log when allowed", w.seen, []string{"disable success", "disable success", "delete success"})
	if r.Quarantine != nil || len(w.state.Staged) != 0 || w.state.ForceDeletes {
		t.Errorf("when allowed: got %+v, staged %v, force %t, want all of it done", r, w.state.Staged, w.state.ForceDeletes)
	}
	w.cycle()
	w.want("log afterwards", w.seen, nil)
}

// TestGuardRejected: whoever undoes the cause gets nothing deleted.
func TestGuardRejected(t *testing.T) {
	w, ids := crowd(t, 4, 1)
	for _, id := range ids[:3] {
		w.must(w.dir.Unassign(id))
	}
	w.cycle()
	for _, id := range ids[:3] {
		w.must(w.dir.Assign(id))
	}
	r := w.cycle()
	w.want("log", w.seen, []string{"other skipped RedundantExport", "other skipped RedundantExport", "other skipped RedundantExport"})
	if r.Quarantine != nil || len(w.state.Staged) != 0 || r.Writes != 0 {
		t.Errorf("result: got %+v, staged %v, want no quarantine and no request that writes", r, w.state.Staged)
	}
}

// TestGuardInitial: a change of scope that is found by an initial cycle counts as well, and so do purges.
func TestGuardInitial(t *testing.T) {
	w, ids := crowd(t, 4, 2)
	w.must(w.dir.Unassign(ids[0]))
	w.must(w.dir.HardDelete(ids[1]))
	w.must(w.dir.Disable(ids[2]))
	w.state.Apply(job.Reset{Scope: job.ResetPortal})
	r := w.cycle()
	if !r.Initial || r.Counts.Staged != 3 || r.Writes != 0 {
		t.Errorf("initial cycle: got %+v, want three staged and nothing written", r)
	}
	w.state.Apply(job.Reset{Scope: job.ResetForceDeletes})
	r = w.cycle()
	if r.Counts.Disabled != 2 || r.Counts.Deleted != 1 || len(w.state.Staged) != 0 {
		t.Errorf("when allowed: got %+v, staged %v, want two disabled and one deleted", r, w.state.Staged)
	}
}

// TestGuardNotConcerned: what the job would not disable or delete anyway does not count.
func TestGuardNotConcerned(t *testing.T) {
	w, ids := crowd(t, 4, 1)
	w.scope.SkipOutOfScopeDeletions = true
	for _, id := range ids {
		w.must(w.dir.Unassign(id))
	}
	if r := w.cycle(); r.Counts.Staged != 0 || r.Counts.Skipped != 4 || r.Quarantine != nil {
		t.Errorf("deletions out of scope are skipped: got %+v, want four skipped", r)
	}
}

// TestPrunedEscrows: an initial cycle in which too much fails ends with the job paused, without its escrows and without a
// quarantine; later cycles lead into quarantine (§6.3).
func TestPrunedEscrows(t *testing.T) {
	const n = 5_000
	w := newWorld(t)
	var ids []string
	for i := range n {
		ids = append(ids, w.user(fmt.Sprint("u", i)))
	}
	w.refuse = on(scimclient.KindCreate, scimclient.Rejected, "Bad")
	r := w.cycle()
	if r.State != engine.EntryLevelErrors || r.Counts.Failed != n || !r.Pruned || r.Quarantine != nil {
		t.Fatalf("initial cycle: got %+v, want %d failures, pruned, and no quarantine", r, n)
	}
	if len(w.state.Escrows) != 0 || !w.state.Paused || !w.state.Initialised {
		t.Fatalf("state: %d escrows, paused %t, initialised %t; want none, paused, watermark stored", len(w.state.Escrows), w.state.Paused, w.state.Initialised)
	}
	w.state.Apply(job.Start{})
	for _, id := range ids {
		w.must(w.dir.SetAttr(id, "jobTitle", "Captain"))
	}
	r = w.cycle()
	if q := r.Quarantine; q == nil || q.Reason != job.ReasonProportion || len(w.state.Escrows) != n || w.state.Paused {
		t.Fatalf("incremental cycle: got %+v with %d escrows, want quarantine for %s", r, len(w.state.Escrows), job.ReasonProportion)
	}
	// Retries that succeed lift it.
	w.refuse = nil
	w.now = r.Quarantine.NextAttempt
	for _, id := range ids[100:] { // the others are taken out of scope, which is as good
		w.must(w.dir.Unassign(id))
	}
	if r = w.cycle(); r.Quarantine != nil || r.Counts.Created != 100 || r.Counts.Failed != 0 {
		t.Errorf("when the errors are put right: got %+v, want those in scope created and no quarantine", r)
	}
	if w.now.Sub(w.dir.Start()) > 24*time.Hour {
		t.Errorf("the first attempt in quarantine came at %v, want it after six hours", w.now)
	}
}
