package report_test

import (
	"fmt"
	"runtime"
	"strings"
	"testing"
	"time"

	"github.com/entrasim/entrasim/suites/report"
)

// bulky is a report with about so many bytes of exchanges: 400 checks with bodies of 60 KB, every tenth failing.
func bulky(size int) report.Report {
	const body = 60 << 10
	text := strings.Repeat(`{"userName":"someone@example.com","active":true},`, body/49)
	var checks []report.Check
	for i := range 400 {
		c := report.Check{
			ID: fmt.Sprintf("%s-%03d", []string{"CRE", "GET", "PAT", "AAD"}[i/100], i%100), Title: "a check", Level: "MUST", Ref: "7644 §3.5.2", Effect: "write",
			Requirement: "It must.", Verdict: report.Pass, RFCVerdict: report.Pass,
		}
		c.Area = c.ID[:3]
		for range max(1, size/body/400) {
			c.Exchanges = append(c.Exchanges, report.Exchange{
				Method: "PATCH", URL: "http://127.0.0.1/Users/1", Status: 200, Started: began, DurationMS: 5, Request: report.Message{Body: `{"a":1}`},
				Response: &report.Message{Body: text, Headers: []report.Header{{Name: "Content-Type", Value: "application/scim+json"}}},
			})
		}
		if i%10 == 0 {
			c.Verdict, c.Reason, c.Where, c.Got, c.Decisive = report.Fail, "no", fmt.Sprintf("PATCH /Users/%c%c", 'a'+i/26, 'a'+i%26), text, 1
		}
		checks = append(checks, c)
	}
	return report.Complete(report.Report{Run: sample().Run, Checks: checks})
}

// counter counts what is written, and how much memory is in use while it is.
type counter struct {
	size, next int
	peak       uint64
}

func (c *counter) Write(p []byte) (int, error) {
	c.size += len(p)
	if c.size >= c.next {
		c.peak = max(c.peak, inUse())
		c.next = c.size + 8<<20
	}
	return len(p), nil
}

// inUse is the memory that is not garbage.
func inUse() uint64 {
	var m runtime.MemStats
	runtime.GC()
	runtime.ReadMemStats(&m)
	return m.HeapAlloc
}

// much is 50 MB; a fifth under the race detector, which is slow.
func much() int {
	if testing.Short() {
		return 10 << 20
	}
	return 50 << 20
}

// TestMuchTraffic holds that forms for people stay small however much was exchanged, and that no form needs the memory of the
// whole once more.
func TestMuchTraffic(t *testing.T) {
	r := bulky(much())
	limits := map[string]int{ // of what is written, in KiB
		"console": 2 << 10, "verbose": 10 << 10, "JUnit": 2 << 10, "HTML": 12 << 10, "Markdown": 512, "SARIF": 4 << 10, "annotations": 64, "SVG badge": 1, "shields": 1, "baseline": 64,
		"JSON": 80 << 10, "HAR": 80 << 10,
	}
	for name, write := range writers {
		before := inUse()
		var out counter
		begun := time.Now()
		if err := write(&out, r); err != nil {
			t.Fatal(err)
		}
		held := int64(out.peak) - int64(before)
		t.Logf("%-11s %8d KiB in %v, %d KiB more in use", name, out.size>>10, time.Since(begun).Round(time.Millisecond), held>>10)
		if out.size > limits[name]<<10 {
			t.Errorf("%s is %d KiB, want %d at most", name, out.size>>10, limits[name])
		}
		if held > 8<<20 {
			t.Errorf("%s needs %d MiB more: it holds the whole", name, held>>20)
		}
	}
}

// TestMuchTrafficIsRead holds that such a report is read back whole.
func TestMuchTrafficIsRead(t *testing.T) {
	r := bulky(much())
	data := writeJSON(t, r)
	begun := time.Now()
	again, err := report.Parse(data)
	if err != nil {
		t.Fatal(err)
	}
	t.Logf("%d KiB read in %v", len(data)>>10, time.Since(begun).Round(time.Millisecond))
	if len(again.Checks) != 400 || again.Summary != r.Summary {
		t.Errorf("read %d checks, %s", len(again.Checks), again.Summary.Line())
	}
}
