package job_test

import (
	"reflect"
	"testing"
	"time"

	"github.com/go-json-experiment/json"

	"github.com/entrasim/entrasim/simulator/internal/job"
)

var monday = time.Date(2026, 1, 5, 8, 0, 0, 0, time.UTC)

// mutations touch every part of the state.
var mutations = []job.Mutation{
	job.BeginCycle{Number: 3},
	job.PutLink{Link: job.Link{Source: "a", Kind: job.User, Target: "1", Display: "Ada", Match: []string{"userName=ada"}}},
	job.PutLink{Link: job.Link{Source: "g", Kind: job.Group, Target: "1"}},
	job.PutLink{Link: job.Link{Source: "b", Kind: job.User, Target: "2", Unmanaged: true}},
	job.DropLink{Source: "b"},
	job.PutEscrow{Escrow: job.Escrow{Object: "g", Kind: job.Group, Class: job.Members, First: monday, Last: monday, Next: monday, Adds: []string{"a"}}},
	job.PutEscrow{Escrow: job.Escrow{Object: "b", Kind: job.User, Class: job.Object, Next: monday}},
	job.DropEscrow{Key: job.Key{Object: "b", Class: job.Object}},
	job.PutWaiting{Missing: "b", Reference: job.Reference{Object: "g", Class: job.Members}},
	job.PutWaiting{Missing: "b", Reference: job.Reference{Object: "g", Class: job.Members}},
	job.PutWaiting{Missing: "c", Reference: job.Reference{Object: "a", Class: job.Manager}},
	job.DropWaiting{Missing: "c"},
	job.EndCycle{Watermark: 42},
	job.SetQuarantine{Quarantine: job.Impose(nil, monday, job.ReasonException, "X", "no")},
	job.Disable{},
}

func full() *job.State {
	s := &job.State{}
	s.Apply(mutations...)
	return s
}

func TestApply(t *testing.T) {
	s := full()
	if len(s.Links) != 2 || len(s.Escrows) != 1 || len(s.Waiting) != 1 || len(s.Waiting["b"]) != 1 {
		t.Errorf("state: got %+v, want 2 links, 1 escrow, 1 waiting reference", s)
	}
	if s.Cycles != 3 || s.Watermark != 42 || !s.Initialised || !s.Disabled || s.Quarantine == nil {
		t.Errorf("state: got %+v, want cycle 3, watermark 42, initialised, disabled, in quarantine", s)
	}
	for _, tt := range []struct {
		kind        job.Kind
		target, own string
	}{{job.User, "1", "a"}, {job.Group, "1", "g"}, {job.User, "2", ""}} {
		if got, _ := s.Owner(tt.kind, tt.target); got != tt.own {
			t.Errorf("owner of %s %s: got %q, want %q", tt.kind, tt.target, got, tt.own)
		}
	}
}

// TestRelink: a link that moves to another target frees the old one, and an old owner does not free the new one's.
func TestRelink(t *testing.T) {
	s := full()
	s.Apply(job.PutLink{Link: job.Link{Source: "a", Kind: job.User, Target: "9"}})
	if own, ok := s.Owner(job.User, "1"); ok {
		t.Errorf("owner of the old target: got %q, want none", own)
	}
	s.Apply(job.PutLink{Link: job.Link{Source: "z", Kind: job.User, Target: "9"}}, job.DropLink{Source: "a"})
	if own, _ := s.Owner(job.User, "9"); own != "z" {
		t.Errorf("owner of the taken-over target: got %q, want z", own)
	}
}

func TestRoundTrip(t *testing.T) {
	s := full()
	text, err := json.Marshal(s)
	if err != nil {
		t.Fatal(err)
	}
	var back job.State
	if err := json.Unmarshal(text, &back); err != nil {
		t.Fatalf("read %s: %v", text, err)
	}
	back.Rebuild()
	if !reflect.DeepEqual(s, &back) {
		t.Errorf("state after writing and reading: got %+v, want %+v", &back, s)
	}
}

func TestCloneIsIndependent(t *testing.T) {
	s := full()
	c := s.Clone()
	c.Apply(
		job.DropLink{Source: "a"}, job.DropEscrow{Key: job.Key{Object: "g", Class: job.Members}},
		job.PutWaiting{Missing: "b", Reference: job.Reference{Object: "x", Class: job.Manager}}, job.SetQuarantine{},
	)
	if !reflect.DeepEqual(s, full()) {
		t.Errorf("the original changed with its clone: %+v", s)
	}
}

func TestRestart(t *testing.T) {
	s := full()
	s.Apply(job.Reset{Scope: job.ResetPortal})
	if s.Watermark != 0 || s.Initialised || len(s.Escrows) != 0 || s.Quarantine != nil || s.Disabled {
		t.Errorf("state after a restart: got %+v, want no watermark, escrows or quarantine", s)
	}
	if len(s.Links) != 2 {
		t.Errorf("links after a restart: got %d, want 2", len(s.Links))
	}
}

func TestDue(t *testing.T) {
	s := &job.State{}
	for i, e := range []job.Escrow{
		{Object: "later", Next: monday.Add(time.Minute)},
		{Object: "b", First: monday, Next: monday},
		{Object: "a", First: monday, Next: monday},
		{Object: "oldest", First: monday.Add(-time.Hour), Next: monday},
	} {
		e.Class = job.Object
		e.Retries = i
		s.Apply(job.PutEscrow{Escrow: e})
	}
	var got []string
	for _, e := range s.Due(monday) {
		got = append(got, e.Object)
	}
	if want := []string{"oldest", "a", "b"}; !reflect.DeepEqual(got, want) {
		t.Errorf("due: got %v, want %v", got, want)
	}
}

func TestKeyText(t *testing.T) {
	for _, text := range []string{"", "object", "object:", "thing:a", ":a"} {
		var k job.Key
		if err := k.UnmarshalText([]byte(text)); err == nil {
			t.Errorf("read key %q: got %+v, want an error", text, k)
		}
	}
}

// TestQuarantine: 6, 12 and 24 hours after it began, then daily (§6.1, §6.4).
func TestQuarantine(t *testing.T) {
	var q *job.Quarantine
	now := monday
	var got []time.Duration
	for range 5 {
		q = job.Impose(q, now, job.ReasonException, "X", "no")
		got = append(got, q.NextAttempt.Sub(monday))
		now = q.NextAttempt
	}
	const h = time.Hour
	if want := []time.Duration{6 * h, 12 * h, 24 * h, 48 * h, 72 * h}; !reflect.DeepEqual(got, want) {
		t.Errorf("attempts: got %v, want %v", got, want)
	}
	if q.SeriesCount != 4 || !q.SeriesBegan.Equal(monday) || !q.CurrentBegan.Equal(monday) {
		t.Errorf("series: got %+v, want 4 re-evaluations since %v", q, monday)
	}
	other := job.Impose(q, now, job.ReasonBase, "", "")
	if !other.CurrentBegan.Equal(now) || !other.SeriesBegan.Equal(monday) {
		t.Errorf("another reason: got %+v, want a new current quarantine in the same series", other)
	}
	if q.Expired(monday.Add(job.Lifetime-1)) || !q.Expired(monday.Add(job.Lifetime)) {
		t.Error("the job is to be disabled after four weeks, not before")
	}
}
