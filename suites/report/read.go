package report

import (
	"bytes"
	"errors"
	"fmt"
	"regexp"
	"slices"

	"github.com/go-json-experiment/json"
	"github.com/go-json-experiment/json/jsontext"
)

// Parse reads a document that JSON wrote, of this version or one before it. It refuses whatever JSON never writes: unknown
// members, unknown verdicts, checks that are there twice, a summary that does not fit the checks. What follows from the rest
// (causes, fingerprint) is found anew, so that a report of an older version gets it too.
func Parse(data []byte) (Report, error) {
	r, err := decode(data)
	if err != nil {
		return Report{}, fmt.Errorf("parse JSON report: %w", err)
	}
	if err := r.validate(); err != nil {
		return Report{}, fmt.Errorf("parse JSON report: %w", err)
	}
	return Complete(r), nil
}

// decode reads a report. The version is looked at first only when that fails: it explains most of what can.
func decode(data []byte) (Report, error) {
	var r Report
	failed := json.Unmarshal(data, &r, json.RejectUnknownMembers(true))
	if failed == nil && r.Schema >= 1 && r.Schema <= SchemaVersion {
		return r, nil
	}
	var head struct {
		Schema *int `json:"schema"`
	}
	if err := json.Unmarshal(data, &head); err != nil {
		return Report{}, located(data, err)
	}
	switch {
	case head.Schema == nil:
		return Report{}, errors.New("there is no member schema: this is no report of entrasim conform")
	case *head.Schema < 1:
		return Report{}, fmt.Errorf("there is no schema %d", *head.Schema)
	case *head.Schema > SchemaVersion:
		return Report{}, fmt.Errorf("its schema is %d and this program reads up to %d: a newer entrasim wrote it", *head.Schema, SchemaVersion)
	}
	return Report{}, located(data, failed)
}

// located says where in the text a decoding error is.
func located(data []byte, err error) error {
	var (
		offset    int64
		pointer   jsontext.Pointer
		semantic  *json.SemanticError
		syntactic *jsontext.SyntacticError
		cause     = err
	)
	switch {
	case errors.As(err, &semantic):
		offset, pointer = semantic.ByteOffset, semantic.JSONPointer
		if semantic.Err != nil {
			cause = semantic.Err
		}
	case errors.As(err, &syntactic):
		offset, pointer = syntactic.ByteOffset, syntactic.JSONPointer
		if syntactic.Err != nil {
			cause = syntactic.Err
		}
	default:
		return err
	}
	before := data[:min(int(offset), len(data))]
	line := bytes.Count(before, []byte("\n")) + 1
	column := len(before) - bytes.LastIndexByte(before, '\n')
	if pointer == "" {
		return fmt.Errorf("line %d, column %d: %w", line, column, cause)
	}
	return fmt.Errorf("line %d, column %d (%s): %w", line, column, pointer, cause)
}

var idForm = regexp.MustCompile(`^[A-Z]{3}-[0-9]{3}$`)

// validate reports the first thing that no run can have written.
func (r Report) validate() error {
	seen := map[string]bool{}
	for i, c := range r.Checks {
		switch {
		case !idForm.MatchString(c.ID):
			return fmt.Errorf("checks[%d]: the id %q is not of the form AAA-000", i, c.ID)
		case seen[c.ID]:
			return fmt.Errorf("checks[%d]: %s is there twice", i, c.ID)
		case c.Area != c.ID[:3]:
			return fmt.Errorf("%s: its area is given as %q", c.ID, c.Area)
		case !slices.Contains(Verdicts(), c.Verdict):
			return fmt.Errorf("%s: there is no verdict %q", c.ID, c.Verdict)
		case c.RFCVerdict != "" && !slices.Contains(Verdicts(), c.RFCVerdict):
			return fmt.Errorf("%s: there is no RFC verdict %q", c.ID, c.RFCVerdict)
		case c.Decisive < 0 || c.Decisive > len(c.Exchanges):
			return fmt.Errorf("%s: exchange %d is said to have decided, and there are %d", c.ID, c.Decisive, len(c.Exchanges))
		case c.Known != nil && !slices.Contains([]KnownState{KnownFails, KnownPasses, KnownExpired}, c.Known.State):
			return fmt.Errorf("%s: there is no state %q of a known failure", c.ID, c.Known.State)
		case c.Excused() && c.Verdict != Fail && c.Verdict != Skipped:
			return fmt.Errorf("%s: it is a known failure and has the verdict %s", c.ID, c.Verdict)
		}
		seen[c.ID] = true
	}
	if counted := Summarize(r.Checks); r.Summary != counted {
		return fmt.Errorf("the summary says %q, and the checks say %q: it was changed by hand", r.Summary.Line(), counted.Line())
	}
	return nil
}
