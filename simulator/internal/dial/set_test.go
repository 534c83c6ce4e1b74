package dial_test

import (
	"errors"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/entrasim/entrasim/simulator/internal/dial"
)

// TestBadAssignments: the error names the dial, what it takes, and what was probably meant.
func TestBadAssignments(t *testing.T) {
	tests := map[string]struct {
		assignment string
		say        []string
	}{
		"no value":         {"patch-flag", []string{`"patch-flag"`, "no value"}},
		"unknown":          {"colour=red", []string{`unknown dial "colour"`}},
		"misspelt name":    {"managershape=m1", []string{`did you mean "manager-shape"`}},
		"cut name":         {"request=5s", []string{`did you mean "request-timeout"`}},
		"misspelt value":   {"patch-flag=atuo", []string{"patch-flag", `"atuo"`, "auto, on, off", `did you mean "auto"`}},
		"unknown value":    {"on-409=panic", []string{"on-409", "fail, rematch"}},
		"int too small":    {"concurrency=0", []string{"a whole number from 1 to 1000"}},
		"int too large":    {"concurrency=100000", []string{"a whole number from 1 to 1000"}},
		"int as text":      {"concurrency=many", []string{"a whole number from 1 to 1000"}},
		"zero duration":    {"cycle-interval=0s", []string{"a positive duration"}},
		"bare duration":    {"cycle-interval=40", []string{"a positive duration"}},
		"hole in schedule": {"escrow-backoff=40m,,24h", []string{"positive durations with commas"}},
		"line break":       {"user-agent=a\r\nX-Evil: 1", []string{"printable ASCII"}},
		"empty value":      {"manager-shape=", []string{"auto, m1, m2, m3, m4"}},
		"empty name":       {"=on", []string{`unknown dial ""`}},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			_, err := dial.Parse(tt.assignment)
			var e *dial.Error
			if !errors.As(err, &e) {
				t.Fatalf("got %v, want a *dial.Error", err)
			}
			if e.Hint() == "" {
				t.Error("the error has no hint")
			}
			for _, part := range tt.say {
				if !strings.Contains(e.Error(), part) {
					t.Errorf("error %q does not say %q", e.Error(), part)
				}
			}
		})
	}
}

// TestSetIsImmutable: With leaves its receiver alone.
func TestSetIsImmutable(t *testing.T) {
	first, err := dial.Parse("concurrency=7")
	if err != nil {
		t.Fatal(err)
	}
	second, err := first.With("CONCURRENCY", " 9 ")
	if err != nil {
		t.Fatal(err)
	}
	if first.Concurrency() != 7 || second.Concurrency() != 9 || dial.Defaults().Concurrency() != 5 {
		t.Errorf("got %d, %d and %d, want 7, 9 and 5", first.Concurrency(), second.Concurrency(), dial.Defaults().Concurrency())
	}
	if got, want := second.Changed(), []string{"concurrency=9"}; !slices.Equal(got, want) {
		t.Errorf("changed: got %q, want %q", got, want)
	}
	waits := second.EscrowBackoffs()
	waits[0] = 0
	if second.EscrowBackoff(1) == 0 {
		t.Error("a change to the result of EscrowBackoffs reached the set")
	}
}

// TestValues: what is written comes back in one spelling, and Parse and FromMap agree.
func TestValues(t *testing.T) {
	for assignment, want := range map[string]string{
		"member-ref-null=TRUE": "on", "member-ref-null=no": "off", "cycle-interval=90m": "1h30m", "cycle-interval=3600s": "1h",
		"cycle-interval=1h0m5s": "1h0m5s", "escrow-backoff=60m, 24h": "1h,24h", "manager-shape=M3": "m3", "members-per-patch=+7": "7",
	} {
		t.Run(assignment, func(t *testing.T) {
			s, err := dial.Parse(assignment)
			if err != nil {
				t.Fatal(err)
			}
			name, text, _ := strings.Cut(assignment, "=")
			if got, _ := s.Value(name); got != want {
				t.Errorf("got %q, want %q", got, want)
			}
			m, err := dial.FromMap(map[string]string{name: text})
			if err != nil {
				t.Fatal(err)
			}
			if m.Map()[name] != want || len(m.Map()) != len(dial.Table()) {
				t.Errorf("FromMap: got %q of %d dials", m.Map()[name], len(m.Map()))
			}
		})
	}
	if _, ok := dial.Defaults().Value("colour"); ok {
		t.Error("Value knows a dial that is not in the table")
	}
	if _, err := dial.FromMap(map[string]string{"colour": "red"}); err == nil {
		t.Error("FromMap accepts an unknown dial")
	}
	if _, ok := dial.Lookup("colour"); ok {
		t.Error("Lookup knows a dial that is not in the table")
	}
	if d, ok := dial.Lookup(" Patch-Flag "); !ok || d.Name != dial.PatchFlag {
		t.Errorf("Lookup: got %q", d.Name)
	}
}

// TestEscrowBackoff is engine §12.9: doubling from one cycle to 24 h, where it stays.
func TestEscrowBackoff(t *testing.T) {
	for n, want := range map[int]time.Duration{
		-1: 40 * time.Minute, 1: 40 * time.Minute, 2: 80 * time.Minute, 6: 1280 * time.Minute, 7: 24 * time.Hour, 100: 24 * time.Hour,
	} {
		if got := dial.Defaults().EscrowBackoff(n); got != want {
			t.Errorf("attempt %d: got %s, want %s", n, got, want)
		}
	}
}

// FuzzParse: no assignment panics, and what is accepted is accepted again in its own spelling.
func FuzzParse(f *testing.F) {
	for _, d := range dial.Table() {
		f.Add(d.Name + "=" + d.Default)
	}
	f.Add("escrow-backoff=1ns,9223372036854775807ns")
	f.Fuzz(func(t *testing.T, assignment string) {
		s, err := dial.Parse(assignment)
		if err != nil {
			return
		}
		name, _, _ := strings.Cut(assignment, "=")
		text, _ := s.Value(name)
		again, err := dial.Defaults().With(name, text)
		if err != nil {
			t.Fatalf("%q prints as %q, which is refused: %v", assignment, text, err)
		}
		if got, _ := again.Value(name); got != text {
			t.Fatalf("%q prints as %q and then as %q", assignment, text, got)
		}
	})
}
