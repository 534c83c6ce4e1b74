package provlog

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"io"

	"github.com/go-json-experiment/json"
	"github.com/go-json-experiment/json/jsontext"
)

// Reader reads a log that a [Writer] wrote.
type Reader struct {
	r    *bufio.Reader
	line int
	cut  []int
}

// NewReader returns a reader of r.
func NewReader(r io.Reader) *Reader { return &Reader{r: bufio.NewReaderSize(r, 1<<16)} }

// Entry is one line of a log: a record or the summary of a cycle.
type Entry struct {
	Record  *Record
	Summary *CycleSummary
}

// Next returns the next line, and [io.EOF] after the last. A line that was cut off, because the process that wrote it was
// killed, is passed over and remembered: see [Reader.Cut]. Anything else that is no line of a log is an error with its number.
func (r *Reader) Next() (Entry, error) {
	for {
		text, err := r.r.ReadBytes('\n')
		if err != nil && !errors.Is(err, io.EOF) {
			return Entry{}, fmt.Errorf("read provisioning log: %w", err)
		}
		r.line++
		if text = bytes.TrimSpace(text); len(text) == 0 {
			if err != nil {
				return Entry{}, io.EOF
			}
			continue
		}
		e, problem := parse(text)
		if problem == nil {
			return e, nil
		}
		if !bytes.HasPrefix(text, []byte(`{"`)) || !cutOff(problem) {
			return Entry{}, fmt.Errorf("line %d is not of a provisioning log: %w", r.line, problem)
		}
		r.cut = append(r.cut, r.line)
	}
}

// Cut lists the lines that were passed over so far, from 1.
func (r *Reader) Cut() []int { return r.cut }

func parse(text []byte) (Entry, error) {
	var wrapped struct {
		Summary *CycleSummary `json:"cycleSummary"`
	}
	if bytes.HasPrefix(text, []byte(`{"cycleSummary"`)) {
		err := json.Unmarshal(text, &wrapped, jsontext.AllowInvalidUTF8(true))
		return Entry{Summary: wrapped.Summary}, err
	}
	var rec Record
	if err := json.Unmarshal(text, &rec, jsontext.AllowInvalidUTF8(true)); err != nil {
		return Entry{}, err
	}
	if rec.ID == "" || rec.ChangeID == "" {
		return Entry{}, errors.New("it has no id and changeId")
	}
	return Entry{Record: &rec}, nil
}

// cutOff reports whether a line ends in the middle of its JSON.
func cutOff(err error) bool { return errors.Is(err, io.ErrUnexpectedEOF) }
