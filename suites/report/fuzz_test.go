package report_test

import (
	"bytes"
	"testing"

	"github.com/entrasim/entrasim/suites/report"
)

// FuzzParse holds that what is read can be written and read again, and that nothing crashes the reader.
func FuzzParse(f *testing.F) {
	f.Add([]byte(`{"schema":1,"run":{},"summary":{},"checks":[]}`))
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

// FuzzJUnit holds that whatever a target answers, the document is well-formed.
func FuzzJUnit(f *testing.F) {
	f.Add(hostile, "]]>", "\ufffe")
	f.Fuzz(func(t *testing.T, reason, got, title string) {
		r := sample()
		r.Checks[1].Reason, r.Checks[1].Got, r.Checks[0].Title = reason, got, title
		readJUnit(t, r)
	})
}
