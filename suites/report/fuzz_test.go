package report_test

import (
	"bytes"
	"io"
	"testing"

	"github.com/entrasim/entrasim/suites/report"
)

// FuzzParse holds that what is read can be written and read again, and that nothing crashes the reader.
func FuzzParse(f *testing.F) {
	f.Add([]byte(`{"schema":1,"run":{},"summary":{},"checks":[]}`))
	f.Add([]byte(document("")))
	f.Add([]byte(document(`,"decisive":1,"exchanges":[{"method":"GET","url":"http://h/%","request":{},"durationMs":0}]`)))
	f.Add([]byte(document(`,"known":{"state":"expired","reason":"r","until":"2026-01-01"}`)))
	f.Add([]byte(`{"schema":1,"checks":[{"id":"AAD-001","exchanges":[{"response":{"body":"\ud800"}}]}]}`))
	f.Fuzz(func(t *testing.T, data []byte) {
		r, err := report.Parse(data)
		if err != nil {
			return
		}
		first := writeJSON(t, r)
		again, err := report.Parse(first)
		if err != nil {
			t.Fatalf("what was written cannot be read: %v\n%s", err, first)
		}
		if second := writeJSON(t, again); !bytes.Equal(first, second) {
			t.Fatalf("written once\n%s\nand again\n%s", first, second)
		}
	})
}

// FuzzWriters holds that whatever a report says, each form of it can be written.
func FuzzWriters(f *testing.F) {
	f.Add([]byte(document(`,"reason":"r","where":"GET /Users","exchanges":[{"method":"GET","url":"http://h/Users?filter=a","request":{"body":"\u0000"},"status":200,"response":{"headers":[{"name":"","value":""}]},"durationMs":0}],"decisive":1`)))
	f.Fuzz(func(t *testing.T, data []byte) {
		r, err := report.Parse(data)
		if err != nil {
			return
		}
		for name, write := range writers {
			if err := write(io.Discard, r); err != nil {
				t.Fatalf("%s: %v", name, err)
			}
		}
	})
}

// FuzzBaseline holds that what is read can be written and means the same again.
func FuzzBaseline(f *testing.F) {
	f.Add([]byte(accepted))
	f.Add([]byte("- {id: AAD-002, reason: \"\\x00: #\", until: 2026-01-05}"))
	f.Add([]byte("- id: AAD-002\n  reason: >-\n    a\n\n    b"))
	f.Fuzz(func(t *testing.T, data []byte) {
		b, err := report.ParseBaseline(data, ids)
		if err != nil {
			return
		}
		first := b.Apply(sample(), began)
		var text bytes.Buffer
		if err := report.WriteBaseline(&text, first, "r", ""); err != nil {
			t.Fatal(err)
		}
		again, err := report.ParseBaseline(text.Bytes(), ids)
		if err != nil {
			t.Fatalf("what was written cannot be read: %v\n%s", err, text.String())
		}
		for _, c := range again.Apply(sample(), began).Checks {
			if (c.Verdict == report.Fail || c.Verdict == report.Skipped) && !c.Excused() {
				t.Fatalf("%s is not accepted by\n%s", c.ID, text.String())
			}
		}
	})
}

// FuzzJUnit holds that whatever a target answers, the document is well-formed.
func FuzzJUnit(f *testing.F) {
	f.Add(hostile, "]]>", "\ufffe")
	f.Fuzz(func(t *testing.T, reason, got, title string) {
		r := sample()
		r.Checks[1].Reason, r.Checks[1].Got, r.Checks[0].Title = reason, got, title
		readJUnit(t, r)
	})
}
