package tenant_test

import (
	"slices"
	"testing"
	"time"

	"github.com/entrasim/entrasim/server/internal/store/memory"
	"github.com/entrasim/entrasim/server/internal/tenant"
)

// Tokens that expired long ago go, from the store and from memory; all others stay, whatever became of them.
func TestSweep(t *testing.T) {
	st := memory.New()
	defer st.Close()
	now := time.Date(2026, 3, 2, 8, 0, 0, 0, time.UTC)
	s := tenant.New(tenant.Config{Store: st, Now: func() time.Time { return now }, Mood: "entra"})
	if _, err := s.CreateOrganisation(t.Context(), "acme", ""); err != nil {
		t.Fatal(err)
	}
	issue := func(label string, expires time.Time) string {
		issued, err := s.IssueToken(t.Context(), "acme", "acme-entra", tenant.TokenOptions{Label: label, Expires: expires})
		if err != nil {
			t.Fatal(err)
		}
		if _, err := s.Authenticate(t.Context(), "Bearer "+issued.Secret); err != nil {
			t.Fatal(err)
		}
		return issued.Secret
	}
	for range 50 {
		issue("an hour", now.Add(time.Hour))
	}
	issue("a day", now.AddDate(0, 0, 1))
	forever := issue("for ever", time.Time{})
	s.Close() // writes the uses, and leaves sweeping to the test

	labels := func() (labels []string) {
		list, err := s.Tokens(t.Context(), "acme", "")
		if err != nil {
			t.Fatal(err)
		}
		for _, k := range list {
			labels = append(labels, k.Label)
		}
		slices.Sort(labels)
		return slices.Compact(labels)
	}
	all := []string{"a day", "an hour", "for ever"}
	for _, tt := range []struct {
		after time.Duration
		want  []string
	}{
		{0, all},
		{2 * time.Hour, all}, // expired, and still to be seen
		{7*24*time.Hour + 2*time.Hour, []string{"a day", "for ever"}},
		{7*24*time.Hour + 2*time.Hour + time.Minute, []string{"a day", "for ever"}},
		{8*24*time.Hour + time.Hour, []string{"for ever"}},
		{1000 * 24 * time.Hour, []string{"for ever"}},
	} {
		start := now
		now = now.Add(tt.after)
		s.Sweep()
		if got := labels(); !slices.Equal(got, tt.want) {
			t.Errorf("after %s: got tokens %v, want %v", tt.after, got, tt.want)
		}
		now = start
	}
	if cached, used := s.Remembered(); cached != 0 || used != 0 {
		t.Errorf("after a thousand days without requests %d tokens are cached and %d uses kept, want none", cached, used)
	}
	now = now.AddDate(3, 0, 0)
	if _, err := s.Authenticate(t.Context(), "Bearer "+forever); err != nil {
		t.Errorf("a token that does not expire: got %v", err)
	}
}
