package provlog

import (
	"fmt"
	"io"
	"sync"

	"github.com/go-json-experiment/json"
	"github.com/go-json-experiment/json/jsontext"
)

// Writer writes a log as JSON Lines. It is safe for concurrent use; the order of lines is the order of calls.
type Writer struct {
	mu  sync.Mutex
	w   io.Writer
	buf []byte
	err error
}

// NewWriter returns a writer to w. Closing w is left to its owner.
func NewWriter(w io.Writer) *Writer { return &Writer{w: w} }

// Record writes one record, its time in UTC.
func (w *Writer) Record(r Record) error {
	r.ActivityDateTime = r.ActivityDateTime.UTC()
	return w.line("record "+r.ID, r)
}

// Summary writes the summary of a cycle.
func (w *Writer) Summary(s CycleSummary) error {
	s.Started, s.Finished = s.Started.UTC(), s.Finished.UTC()
	return w.line("summary of cycle "+s.CycleID, struct {
		CycleSummary CycleSummary `json:"cycleSummary"`
	}{s})
}

// line writes v and a line feed with one call. After a failed write every further call fails with the same error: a log
// with a hole would be mistaken for a whole one.
func (w *Writer) line(what string, v any) error {
	w.mu.Lock()
	defer w.mu.Unlock()
	if w.err != nil {
		return w.err
	}
	b, err := json.Marshal(v, jsontext.AllowInvalidUTF8(true))
	if err != nil {
		return fmt.Errorf("encode %s: %w", what, err)
	}
	w.buf = append(append(w.buf[:0], b...), '\n')
	if _, err := w.w.Write(w.buf); err != nil {
		w.err = fmt.Errorf("write provisioning log: %w", err)
	}
	return w.err
}
