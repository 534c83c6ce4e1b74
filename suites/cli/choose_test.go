package cli

import (
	"bytes"
	"strings"
	"testing"
	"time"

	"github.com/entrasim/entrasim/suites"
	"github.com/entrasim/entrasim/suites/report"
)

func TestShardsForALatency(t *testing.T) {
	for _, tc := range []struct {
		latency time.Duration
		checks  int
		want    int
	}{
		{500 * time.Microsecond, 400, 1},
		{10 * time.Millisecond, 400, 3},
		{50 * time.Millisecond, 400, 8},
		{5 * time.Second, 400, 8},
		{50 * time.Millisecond, 1, 1},
		{50 * time.Millisecond, 30, 3},
	} {
		if got := shardsFor(tc.latency, tc.checks); got != tc.want {
			t.Errorf("%d checks at %s: %d processes, want %d", tc.checks, tc.latency, got, tc.want)
		}
	}
}

func TestProgress(t *testing.T) {
	var w bytes.Buffer
	at := time.Unix(0, 0)
	p := newProgress(&w, 100, func() time.Time { return at })
	p.show, p.width = true, func() int { return 60 }
	for n := range 10 {
		c := suites.CheckInfo{ID: "AAD-0" + string(rune('0'+n)), Title: strings.Repeat("long ", 20)}
		p.start(c)
		at = at.Add(2 * time.Second)
		verdict := report.Pass
		if n == 3 {
			verdict = report.Fail
		}
		p.result(report.Check{ID: c.ID, Verdict: verdict})
	}
	w.Reset()
	p.start(suites.CheckInfo{ID: "LIF-001", Title: "A story that is too long for what is left of the line"})
	got := strings.TrimPrefix(w.String(), "\r\x1b[K")
	if !strings.HasPrefix(got, "[11/100]  about 3m0s left  1 failed so far  LIF-001 A st") || len([]rune(got)) > 59 {
		t.Errorf("the line is %q (%d characters); want how far, how long, what was found and what runs, cut to the terminal", got, len([]rune(got)))
	}
	w.Reset()
	p.start(suites.CheckInfo{ID: "LIF-002"})
	if !strings.Contains(w.String(), "LIF-001 LIF-002") {
		t.Errorf("with two checks under way the line is %q", w.String())
	}
	p.show = false
	w.Reset()
	p.start(suites.CheckInfo{ID: "LIF-003"})
	p.clear()
	if w.Len() > 0 {
		t.Errorf("in a pipeline it writes %q", w.String())
	}
}
