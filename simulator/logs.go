package simulator

import (
	"errors"
	"io"
	"strings"
	"time"

	"github.com/entrasim/entrasim/simulator/internal/provlog"
)

// LogFilter chooses records of a provisioning log. What is empty does not matter; texts are compared without regard to case.
type LogFilter struct {
	Status   string    // success, failure, skipped or warning
	Action   string    // create, update, delete, stageddelete, disable or other
	Object   string    // part of the name, or the id in source or target
	Kind     string    // User or Group
	Code     string    // error code or skip reason
	CycleID  string    // of the cycle
	ID       string    // of the record or of the change, which joins the files of a CSV download
	Modified string    // name of a property that was changed
	Since    time.Time // records at that time belong to it
	Until    time.Time // records at that time do not
}

// Matches reports whether a record is chosen.
func (f LogFilter) Matches(r Record) bool {
	same := func(want, got string) bool { return want == "" || strings.EqualFold(want, got) }
	code := string(r.SkipReason())
	if e := r.StatusInfo.Error; e != nil {
		code = e.Code
	}
	switch {
	case !same(f.Status, string(r.StatusInfo.Status)), !same(f.Action, string(r.Action)),
		!same(f.Kind, r.SourceIdentity.IdentityType), !same(f.Code, code), !same(f.CycleID, r.CycleID),
		!same(f.ID, r.ID) && !same(f.ID, r.ChangeID):
		return false
	case !f.Since.IsZero() && r.ActivityDateTime.Before(f.Since), !f.Until.IsZero() && !r.ActivityDateTime.Before(f.Until):
		return false
	}
	return f.about(r) && f.modifies(r)
}

func (f LogFilter) about(r Record) bool {
	if f.Object == "" {
		return true
	}
	upn, _ := r.SourceIdentity.Details.Get("UserPrincipalName")
	for _, s := range []string{r.SourceIdentity.DisplayName, upn} {
		if strings.Contains(strings.ToLower(s), strings.ToLower(f.Object)) {
			return true
		}
	}
	return f.Object == r.SourceIdentity.ID || f.Object == r.TargetIdentity.ID
}

func (f LogFilter) modifies(r Record) bool {
	if f.Modified == "" {
		return true
	}
	for _, m := range r.Modified {
		if strings.EqualFold(m.DisplayName, f.Modified) {
			return true
		}
	}
	return false
}

// CycleSummary closes a cycle in the log.
type CycleSummary = provlog.CycleSummary

// LogEntry is a line of a provisioning log: a record, or the summary of a cycle.
type LogEntry = provlog.Entry

// ReadLog reads a provisioning log, as Config.Log takes it, line by line. It returns the numbers of the lines that a process which
// was killed left unfinished; they are passed over.
func ReadLog(r io.Reader, take func(LogEntry) error) (cut []int, err error) {
	reader := provlog.NewReader(r)
	for {
		e, err := reader.Next()
		if errors.Is(err, io.EOF) {
			return reader.Cut(), nil
		}
		if err == nil {
			err = take(e)
		}
		if err != nil {
			return reader.Cut(), err
		}
	}
}

// The files of a CSV download, joined by the column changeId.
const (
	LogCSVFile      = provlog.CSVLogs
	StepsCSVFile    = provlog.CSVSteps
	ModifiedCSVFile = provlog.CSVModified
)

// LogCSV writes records as the three files of the portal's CSV download.
type LogCSV = provlog.CSV

// NewLogCSV begins the three files.
func NewLogCSV(logs, steps, modified io.Writer) (*LogCSV, error) {
	return provlog.NewCSV(logs, steps, modified)
}
