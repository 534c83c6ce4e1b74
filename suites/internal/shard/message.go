package shard

import (
	"fmt"
	"io"

	"github.com/go-json-experiment/json"
	"github.com/go-json-experiment/json/jsontext"

	"github.com/entrasim/entrasim/suites/report"
)

// Job is the first thing that a child is told.
type Job struct {
	// Settings are the command's settings by name, as a settings file has them.
	Settings map[string]any `json:"settings"`
	// Secrets by what they are; see suites/cli.
	Secrets map[string]string `json:"secrets"`
	// RunID is part of every name that this child creates in the target. No two children of a run have the same.
	RunID string `json:"runId"`
	// Shards is how many children share the target.
	Shards int `json:"shards"`
}

// Order is what a child is told after that: a check to judge, or to finish.
type Order struct {
	Check  string `json:"check,omitempty"`
	Finish bool   `json:"finish,omitzero"`
}

// Event is what a child answers: once that it is ready, or why it cannot be; then a Result to each order of a check; and at the
// end the report, which repeats no check but those that look back.
type Event struct {
	Ready  bool           `json:"ready,omitzero"`
	Failed *Failure       `json:"failed,omitempty"`
	Result *report.Check  `json:"result,omitempty"`
	End    *report.Report `json:"end,omitempty"`
}

// Failure is why a child can judge nothing.
type Failure struct {
	Message  string `json:"message"`
	Hint     string `json:"hint"`
	ExitCode int    `json:"exitCode"`
}

// Error is Failure as the parent's error.
func (f *Failure) Error() string { return f.Message }

// lines writes documents.
type lines struct{ enc *jsontext.Encoder }

func newLines(w io.Writer) lines {
	return lines{jsontext.NewEncoder(w, jsontext.AllowInvalidUTF8(true))}
}

func (l lines) write(v any) error {
	if err := json.MarshalEncode(l.enc, v); err != nil {
		return fmt.Errorf("write to the other process: %w", err)
	}
	return nil
}

// documents reads them.
type documents struct{ dec *jsontext.Decoder }

func newDocuments(r io.Reader) documents {
	return documents{jsontext.NewDecoder(r, jsontext.AllowInvalidUTF8(true))}
}

func (d documents) read(v any) error {
	if err := json.UnmarshalDecode(d.dec, v); err != nil {
		return fmt.Errorf("read from the other process: %w", err)
	}
	return nil
}
