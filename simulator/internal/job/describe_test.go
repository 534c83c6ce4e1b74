package job_test

import (
	"strings"
	"testing"
	"time"

	"github.com/go-json-experiment/json"
	"github.com/go-json-experiment/json/jsontext"

	"github.com/entrasim/entrasim/simulator/internal/job"
)

// TestCodes is the state table of graph-synchronization §3.2.
func TestCodes(t *testing.T) {
	ran := job.RecordExecution{Execution: job.Execution{State: job.Succeeded, Ended: monday}}
	quarantine := job.SetQuarantine{Quarantine: job.Impose(nil, monday, job.ReasonException, "X", "no")}
	for name, tt := range map[string]struct {
		history        []job.Mutation
		schedule, code string
	}{
		"never run":               {nil, job.ScheduleActive, job.CodeNotRun},
		"first cycle under way":   {[]job.Mutation{job.BeginCycle{Number: 1}}, job.ScheduleActive, job.CodeNotRun},
		"ran":                     {[]job.Mutation{ran}, job.ScheduleActive, job.CodeActive},
		"paused":                  {[]job.Mutation{ran, job.Pause{}}, job.SchedulePaused, job.CodePaused},
		"started again":           {[]job.Mutation{ran, job.Pause{}, job.Start{}}, job.ScheduleActive, job.CodeActive},
		"in quarantine":           {[]job.Mutation{ran, quarantine}, job.ScheduleActive, job.CodeQuarantine},
		"in quarantine too long":  {[]job.Mutation{ran, quarantine, job.Disable{}}, job.ScheduleDisabled, job.CodeQuarantine},
		"started in quarantine":   {[]job.Mutation{ran, quarantine, job.Disable{}, job.Start{}}, job.ScheduleActive, job.CodeActive},
		"escrows pruned":          {[]job.Mutation{ran, job.PruneEscrows{}, job.Pause{}}, job.SchedulePaused, job.CodePaused},
		"restarted":               {[]job.Mutation{ran, quarantine, job.Reset{Scope: job.ResetPortal}}, job.ScheduleActive, job.CodeActive},
		"restarted, escrows only": {[]job.Mutation{ran, quarantine, job.Reset{Scope: job.ResetEscrows}}, job.ScheduleActive, job.CodeQuarantine},
	} {
		s := &job.State{}
		s.Apply(tt.history...)
		d := s.Describe("j")
		if d.Schedule.State != tt.schedule || d.Status.Code != tt.code {
			t.Errorf("%s: got %s, %s, want %s, %s", name, d.Schedule.State, d.Status.Code, tt.schedule, tt.code)
		}
	}
}

// TestHistory: which of the three remembered cycles a cycle is, and when steady state was reached.
func TestHistory(t *testing.T) {
	s := &job.State{}
	at := func(n int) time.Time { return monday.Add(time.Duration(n) * time.Hour) }
	for i, e := range []job.Execution{
		{State: job.Succeeded, Exported: 5, Escrowed: 1},
		{State: job.Succeeded},
		{State: job.EntryLevelErrors, Exported: 1, Escrowed: 1},
		{State: job.Succeeded},
		{State: job.Failed, Code: "X", Message: "no"},
		{State: job.Failed, Code: "X", Message: "no"},
	} {
		e.Ended = at(i)
		s.Apply(job.RecordExecution{Execution: e})
	}
	d := s.Describe("j").Status
	if d.CompleteFailures != 2 || !d.Last.Ended.Equal(at(5)) || !d.LastSuccessful.Ended.Equal(at(3)) || !d.LastWithExports.Ended.Equal(at(2)) {
		t.Errorf("history: got %+v, want two failures after cycle 3, the last with exports being 2", d)
	}
	if !d.SteadyStateFirst.Equal(at(1)) || !d.SteadyStateLast.Equal(at(3)) {
		t.Errorf("steady state: got %v and %v, want %v and %v", d.SteadyStateFirst, d.SteadyStateLast, at(1), at(3))
	}
	if d.Last.Error == nil || d.LastSuccessful.Error != nil {
		t.Errorf("errors: got %v and %v, want one on the failed cycle only", d.Last.Error, d.LastSuccessful.Error)
	}
}

// TestGraphShape is the document of graph-synchronization §3.2, member for member.
func TestGraphShape(t *testing.T) {
	s := full()
	s.Apply(job.Start{}, job.SetSetup{Setup: job.Setup{Interval: job.Span(40 * time.Minute)}})
	got, err := json.Marshal(s.Describe("scim.1"), json.Deterministic(true))
	if err != nil {
		t.Fatal(err)
	}
	const want = `{"id":"scim.1","templateId":"scim",` +
		`"schedule":{"expiration":null,"interval":"PT40M","state":"Active"},` +
		`"status":{"code":"NotRun","countSuccessiveCompleteFailures":0,"escrowsPruned":false,` +
		`"lastExecution":null,"lastSuccessfulExecution":null,"lastSuccessfulExecutionWithExports":null,` +
		`"progress":[],"quarantine":null,` +
		`"steadyStateFirstAchievedTime":"0001-01-01T00:00:00Z","steadyStateLastAchievedTime":"0001-01-01T00:00:00Z",` +
		`"synchronizedEntryCountByType":[` +
		`{"key":"User to urn:ietf:params:scim:schemas:extension:enterprise:2.0:User","value":1},` +
		`{"key":"Group to urn:ietf:params:scim:schemas:core:2.0:Group","value":1}],"troubleshootingUrl":null}}`
	if string(got) != want {
		t.Errorf("document: got\n%s\nwant\n%s", got, want)
	}
	s.Apply(job.SetQuarantine{Quarantine: job.Impose(nil, monday, job.ReasonException, "X", "no")})
	if got, err = json.Marshal(s.Describe("scim.1").Status.Quarantine, jsontext.Multiline(false)); err != nil {
		t.Fatal(err)
	}
	const quarantine = `{"currentBegan":"2026-01-05T08:00:00Z","nextAttempt":"2026-01-05T14:00:00Z","seriesBegan":"2026-01-05T08:00:00Z",` +
		`"seriesCount":0,"reason":"EncounteredQuarantineException","error":{"code":"X","message":"no","tenantActionable":true}}`
	if string(got) != quarantine {
		t.Errorf("quarantine: got\n%s\nwant\n%s", got, quarantine)
	}
}

// TestSynchronizedEntries: the numbers of users and groups grow with what is linked, do not shrink when something is purged, and begin
// anew after a reset of the connector data store (§1).
func TestSynchronizedEntries(t *testing.T) {
	s := &job.State{}
	check := func(when string, users, groups int) {
		t.Helper()
		got := map[string]int{}
		for _, n := range s.Describe("j").Status.SynchronizedEntries {
			kind, _, _ := strings.Cut(n.Key, " ")
			got[kind] = n.Value
		}
		if got["User"] != users || got["Group"] != groups {
			t.Errorf("%s: got %v, want %d users and %d groups", when, got, users, groups)
		}
	}
	check("before the first cycle", 0, 0)
	s.Apply(
		job.PutLink{Link: job.Link{Source: "a", Kind: job.User, Target: "1"}}, job.PutLink{Link: job.Link{Source: "b", Kind: job.User, Target: "2"}},
		job.PutLink{Link: job.Link{Source: "g", Kind: job.Group, Target: "1"}},
	)
	check("two users and a group linked", 2, 1)
	s.Apply(job.DropLink{Source: "a", Purged: job.User}, job.DropLink{Source: "g", Purged: job.Group})
	check("a user and the group purged", 2, 1)
	s.Apply(job.DropLink{Source: "b"}, job.PutLink{Link: job.Link{Source: "b", Kind: job.User, Target: "3"}})
	check("a user linked anew", 2, 1)
	s.Apply(job.Reset{Scope: job.ResetPortal})
	check("restarted", 2, 1)
	s.Apply(job.Reset{Scope: job.ResetConnectorDataStore})
	check("connector data store reset", 0, 0)
}

func TestInterval(t *testing.T) {
	for d, want := range map[time.Duration]string{
		40 * time.Minute: "PT40M", 0: "PT0S", 24 * time.Hour: "P1D", 26*time.Hour + 5*time.Second: "P1DT2H5S", 1500 * time.Millisecond: "PT1.5S",
		90 * time.Minute: "PT1H30M",
	} {
		s := &job.State{}
		s.Apply(job.SetSetup{Setup: job.Setup{Interval: job.Span(d)}})
		if got := s.Describe("j").Schedule.Interval; got != want {
			t.Errorf("%v: got %s, want %s", d, got, want)
		}
	}
	s := &job.State{}
	s.Apply(job.SetSetup{Setup: job.Setup{Interval: job.Span(40 * time.Minute)}}, job.Disable{})
	if got, want := s.Describe("j").Schedule.Interval, "P10675199DT2H48M5.4775807S"; got != want {
		t.Errorf("a disabled job: got %s, want %s, never", got, want)
	}
}
