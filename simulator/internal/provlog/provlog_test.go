package provlog_test

import (
	"bytes"
	"errors"
	"regexp"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/go-json-experiment/json"
	"github.com/go-json-experiment/json/jsontext"
	"pgregory.net/rapid"

	"github.com/entrasim/entrasim/simulator/internal/provlog"
)

var v4 = regexp.MustCompile(`^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$`)

// TestIDs: an id is fixed by what it is for, and differs with each part of that.
func TestIDs(t *testing.T) {
	g := provlog.IDs{Seed: 7, Job: "scim.t.j"}
	// Computed apart from this code: a change here changes every golden log of the project.
	if got, want := g.Derive(provlog.PurposeChange, 3, "u1"), "d14366d6-4dd6-4ebb-9a70-b36b469f364f"; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
	seen := map[string]string{}
	for name, id := range map[string]string{
		"base":    g.Derive(provlog.PurposeChange, 3, "u1"),
		"seed":    provlog.IDs{Seed: 8, Job: "scim.t.j"}.Derive(provlog.PurposeChange, 3, "u1"),
		"job":     provlog.IDs{Seed: 7, Job: "scim.t.k"}.Derive(provlog.PurposeChange, 3, "u1"),
		"purpose": g.Derive(provlog.PurposeRecord, 3, "u1"),
		"cycle":   g.Derive(provlog.PurposeChange, 4, "u1"),
		"object":  g.Derive(provlog.PurposeChange, 3, "u2"),
		"border":  provlog.IDs{Seed: 7, Job: "scim.t.jchange"}.Derive("", 3, "u1"),
	} {
		if other, ok := seen[id]; ok {
			t.Errorf("%s and %s give the same id %s", name, other, id)
		}
		seen[id] = name
	}
	rapid.Check(t, func(rt *rapid.T) {
		g := provlog.IDs{Seed: rapid.Uint64().Draw(rt, "seed"), Job: rapid.String().Draw(rt, "job")}
		cycle, object := rapid.Int().Draw(rt, "cycle"), rapid.String().Draw(rt, "object")
		id := g.Derive(provlog.PurposeCycle, cycle, object)
		if !v4.MatchString(id) || id != g.Derive(provlog.PurposeCycle, cycle, object) {
			rt.Fatalf("got %s", id)
		}
	})
}

// TestDetails: order is kept, With leaves its receiver alone, and any texts survive a round trip.
func TestDetails(t *testing.T) {
	base := make(provlog.Details, 0, 8)
	base = append(base, provlog.Detail{"b", "1"})
	one, two := base.With("a", "2"), base.With("a", "3").With("b", "4")
	if want := (provlog.Details{{"b", "1"}, {"a", "2"}}); !slices.Equal(one, want) {
		t.Errorf("got %v, want %v", one, want)
	}
	if want := (provlog.Details{{"b", "4"}, {"a", "3"}}); !slices.Equal(two, want) {
		t.Errorf("got %v, want %v", two, want)
	}
	if v, ok := one.Get("a"); !ok || v != "2" {
		t.Errorf("get: got %q, %v", v, ok)
	}
	for _, bad := range []string{`[]`, `{"a":1}`, `{"a":{}}`, `"x"`, `{"a"`} {
		var d provlog.Details
		if err := json.Unmarshal([]byte(bad), &d); err == nil {
			t.Errorf("%s was read as %v", bad, d)
		}
	}
	rapid.Check(t, func(rt *rapid.T) {
		var d provlog.Details
		for _, name := range rapid.SliceOfDistinct(rapid.String(), func(s string) string { return s }).Draw(rt, "names") {
			d = d.With(name, rapid.String().Draw(rt, "value"))
		}
		b, err := json.Marshal(d)
		if err != nil {
			rt.Fatal(err)
		}
		var again provlog.Details
		if err := json.Unmarshal(b, &again); err != nil || !slices.Equal(again, d) {
			rt.Fatalf("%s: got %v, %v", b, again, err)
		}
	})
}

// broken fails from the second write on.
type broken struct{ writes int }

func (b *broken) Write(p []byte) (int, error) {
	if b.writes++; b.writes > 1 {
		return 0, errors.New("disk full")
	}
	return len(p), nil
}

// TestWriterErrors: after a failed write the log stays closed.
func TestWriterErrors(t *testing.T) {
	target := &broken{}
	w := provlog.NewWriter(target)
	if err := w.Record(disabled()); err != nil {
		t.Fatal(err)
	}
	for range 2 {
		if err := w.Summary(provlog.CycleSummary{}); err == nil || !strings.Contains(err.Error(), "write provisioning log: disk full") {
			t.Errorf("got %v, want the write's error", err)
		}
	}
	if target.writes != 2 {
		t.Errorf("%d writes, want 2: a log with a hole would be mistaken for a whole one", target.writes)
	}
}

// TestWriterIsConcurrent: lines never mix.
func TestWriterIsConcurrent(t *testing.T) {
	var out bytes.Buffer
	w := provlog.NewWriter(&out)
	var wg sync.WaitGroup
	for range 20 {
		wg.Go(func() {
			if err := w.Record(disabled()); err != nil {
				t.Error(err)
			}
		})
	}
	wg.Wait()
	lines := strings.Split(strings.TrimSuffix(out.String(), "\n"), "\n")
	if len(lines) != 20 {
		t.Fatalf("%d lines, want 20", len(lines))
	}
	for _, line := range lines {
		if !jsontext.Value(line).IsValid() {
			t.Errorf("not JSON: %s", line)
		}
	}
}

// TestRedact masks values where they stand whole, and inside texts, without touching the original.
func TestRedact(t *testing.T) {
	r := disabled()
	r.StatusInfo.Error = &provlog.ErrorInformation{Reason: "dana.lee@example.org is taken", AdditionalDetails: "x dana"}
	r.Modified = []provlog.ModifiedProperty{{"userName", "", "dana.lee@example.org"}, {"nickName", "dana", "danas"}}
	masked := r.Redact("dana", "dana.lee@example.org", "")
	b, err := json.Marshal(masked)
	if err != nil {
		t.Fatal(err)
	}
	if strings.Contains(string(b), "dana.lee") {
		t.Errorf("the value is still there: %s", b)
	}
	if got, want := masked.Modified, []provlog.ModifiedProperty{{"userName", "", "[Redact]"}, {"nickName", "[Redact]", "danas"}}; !slices.Equal(got, want) {
		t.Errorf("modified: got %v, want %v", got, want)
	}
	if got, want := masked.StatusInfo.Error.Reason, "[Redact] is taken"; got != want {
		t.Errorf("reason: got %q, want %q", got, want)
	}
	if r.Modified[0].NewValue != "dana.lee@example.org" || r.StatusInfo.Error.AdditionalDetails != "x dana" || r.Steps[1].Details[2].Value != "dana.lee@example.org" {
		t.Error("the original was changed")
	}
	if got := r.Redact(""); got.Modified[0].NewValue != "dana.lee@example.org" {
		t.Error("an empty value masks something")
	}
}

// TestTexts holds the descriptions to the samples of engine §8.2, §5.3 and quirk Q20.
func TestTexts(t *testing.T) {
	for want, got := range map[string]string{
		"Received User 'x' change of type (Add) from Microsoft Entra ID":       provlog.ReceivedText("User", "x", "Add"),
		"Retrieved User 'x' from Microsoft Entra ID":                           provlog.RetrievedSourceText("User", "x"),
		"Retrieved 'x' from customappsso":                                      provlog.RetrievedTargetText("x"),
		"Determine if User in scope by evaluating against each scoping filter": provlog.ScopingText("User"),
		"User 'x' was created in customappsso":                                 provlog.ExportedText("User", "x", "created"),
		"Failed to create Group 'x' in customappsso":                           provlog.FailedText("create", "Group", "x"),
		"We were unable to assign 7 as the members of Crew.":                   provlog.ReferenceText("7", "members", "Crew"),
		"The User 'x' will be skipped. Skip reason = NotEffectivelyEntitled":   provlog.SkippedText("User", "x", provlog.NotEffectivelyEntitled),
		"Group 'x' will be created in customappsso (Group is active and assigned in Microsoft Entra ID, but no matching Group was found in customappsso)": provlog.CreateText("Group", "x"),
		"The state of the user in both the source and target systems already match. No change to the User 'x' currently needs to be made.":                provlog.RedundantText("User", "x"),
		" This operation was retried 3 times. It will be retried again after this date: 2026-03-02T07:43:56.6507375Z UTC":                                 provlog.RetryStamp(3, time.Date(2026, 3, 2, 7, 43, 56, 650737500, time.UTC)),
	} {
		if got != want {
			t.Errorf("got %q, want %q", got, want)
		}
	}
}
