package engine_test

import (
	"strings"
	"testing"
	"time"

	"github.com/entrasim/entrasim/simulator/internal/job"
	"github.com/entrasim/entrasim/simulator/internal/scimclient"
)

// TestBackOff: the next cycle, then twice the distance each time, at most a day, for four weeks (§6.1).
func TestBackOff(t *testing.T) {
	w := newWorld(t)
	w.user("ada")
	w.refuse = on(scimclient.KindCreate, scimclient.Server, "InternalServerError")
	began := w.now
	var attempts []time.Duration
	for range 30 * 36 {
		at := w.now
		w.cycle()
		if len(w.seen) > 0 {
			attempts = append(attempts, at.Sub(began))
		}
	}
	const step = 40 * time.Minute
	want := []time.Duration{0, step, 3 * step, 7 * step, 15 * step, 31 * step, 63 * step}
	for i, d := range want {
		if i >= len(attempts) || attempts[i] != d {
			t.Fatalf("attempts after the first failure: got %v, want them to begin with %v", attempts, want)
		}
	}
	for i := 8; i < len(attempts); i++ {
		if d := attempts[i] - attempts[i-1]; d != 24*time.Hour {
			t.Errorf("distance between attempts %d and %d: got %v, want a day", i-1, i, d)
		}
	}
	if last := attempts[len(attempts)-1]; last < 27*24*time.Hour || last > 29*24*time.Hour {
		t.Errorf("last attempt: got %v after the first, want about four weeks", last)
	}
	if len(w.state.Escrows) != 0 {
		t.Errorf("escrows after four weeks: got %v, want none", w.state.Escrows)
	}
}

// TestRetryStamp: the log says how often it was tried, and when it will be tried again (Q20).
func TestRetryStamp(t *testing.T) {
	w := newWorld(t)
	w.user("ada")
	w.refuse = on(scimclient.KindCreate, scimclient.Server, "InternalServerError")
	w.cycle()
	w.cycle()
	const want = "This operation was retried 1 times. It will be retried again after this date: 2026-01-05T10:00:00.0000000Z UTC"
	if got := w.logs[0].StatusInfo.Error.Reason; !strings.HasSuffix(got, want) {
		t.Errorf("reason: got %q, want it to end with %q", got, want)
	}
	w.refuse = nil
	w.cycle()
	w.want("before the retry is due", w.seen, nil)
	w.cycle()
	w.want("the retry", w.seen, []string{"create success"})
	if s := w.logs[0].Steps[0]; s.Name != "EntryImport" {
		t.Errorf("import step of a retry: got %s, want EntryImport", s.Name)
	}
}

// TestChangeBeatsBackOff: an object that changes again is tried at once, whatever its escrow says.
func TestChangeBeatsBackOff(t *testing.T) {
	w := newWorld(t)
	ada := w.user("ada")
	w.refuse = on(scimclient.KindCreate, scimclient.Server, "InternalServerError")
	w.cycle()
	w.cycle()
	w.cycle()
	w.refuse = nil
	w.must(w.dir.SetAttr(ada, "jobTitle", "Captain"))
	w.cycle()
	w.want("log", w.seen, []string{"create success"})
	if len(w.state.Escrows) != 0 {
		t.Errorf("escrows: got %v, want none", w.state.Escrows)
	}
}

// TestRefusedCredentials: the cycle fails as a whole, nothing is tried, and nothing is lost (§6.2, §6.3).
func TestRefusedCredentials(t *testing.T) {
	for name, kind := range map[string]scimclient.Kind{
		"at the probe":               scimclient.KindProbeUsers,
		"at the probe of groups":     scimclient.KindProbeGroups,
		"in the middle of the cycle": scimclient.KindCreate,
	} {
		t.Run(name, func(t *testing.T) {
			w := newWorld(t)
			w.user("ada")
			w.refuse = on(kind, scimclient.Credential, "CredentialValidationFailure")
			r := w.cycle()
			if r.State != "Failed" || r.Failure == nil {
				t.Fatalf("result: got %+v, want Failed", r)
			}
			if w.state.Watermark != 0 || w.state.Initialised || len(w.state.Escrows) != 0 {
				t.Errorf("state: got %+v, want the watermark where it was and no escrow", w.state)
			}
			if q := w.state.Quarantine; q == nil || q.Reason != job.ReasonException {
				t.Errorf("quarantine: got %+v, want %s", q, job.ReasonException)
			}
			w.refuse = nil
			r = w.cycle()
			if r.State != "Succeeded" || !r.Initial || r.Counts.Created != 1 {
				t.Errorf("next cycle: got %+v, want an initial one that creates ada", r)
			}
			if w.state.Quarantine != nil {
				t.Error("the quarantine is still there after a successful cycle")
			}
		})
	}
}

// TestQuarantineExpires: after four weeks in quarantine the job is disabled (§6.4).
func TestQuarantineExpires(t *testing.T) {
	w := newWorld(t)
	w.refuse = on(scimclient.KindProbeUsers, scimclient.Credential, "CredentialValidationFailure")
	for !w.state.Disabled {
		w.cycle()
		if w.now.Sub(w.dir.Start()) > 40*24*time.Hour {
			t.Fatal("the job is not disabled after 40 days in quarantine")
		}
		w.now = w.state.Quarantine.NextAttempt
	}
	if d := w.state.Quarantine.SeriesBegan.Add(job.Lifetime); w.now.Before(d) {
		t.Errorf("disabled before %v", d)
	}
}

// TestAbort: what was answered is kept, the watermark is not moved.
func TestAbort(t *testing.T) {
	w := newWorld(t)
	w.user("ada")
	w.user("bob")
	w.dial("concurrency=1")
	c := w.start()
	for range 4 { // two probes, ada's lookup and create
		op := c.Ready().Ops[0]
		reply := w.answer(op.Request)
		reply.ID = op.ID
		c.Step(reply)
	}
	c.Abort()
	r := c.Ready()
	if !r.Done || len(r.Entries) != 1 || r.Entries[0].Record.Action != "create" {
		t.Errorf("after the abort: got %+v, want done, and the entry of ada's create", r)
	}
	if got := c.Result(); got.State != "Canceled" || w.state.Initialised || len(w.state.Links) != 1 {
		t.Errorf("state: got %+v with links %v, want Canceled with one link and no watermark", got, w.state.Links)
	}
	w.cycle()
	w.want("requests of the next cycle", w.sent, []string{
		"read Users t-ada", "match Users userName=bob@x.example",
		"create Users userName=bob@x.example active=True displayName=bob",
	})
}
