package cli

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/entrasim/entrasim/simulator"
)

// readLog calls take for each record that the filter chooses.
func readLog(path string, filter simulator.LogFilter, take func(simulator.Record) error) (cut []int, err error) {
	return eachLine(path, func(e simulator.LogEntry) error {
		if e.Record == nil || !filter.Matches(*e.Record) {
			return nil
		}
		return take(*e.Record)
	})
}

func eachLine(path string, take func(simulator.LogEntry) error) (cut []int, err error) {
	f, err := os.Open(path)
	if err != nil {
		hint := "make the file readable for this user"
		if errors.Is(err, fs.ErrNotExist) {
			hint = "entrasim provision --log writes one"
		}
		return nil, usage(err, hint, "read provisioning log")
	}
	defer f.Close()
	if cut, err = simulator.ReadLog(f, take); err != nil {
		return cut, usage(err, "name a file that entrasim provision --log wrote", "%s", path)
	}
	return cut, nil
}

// The words that a filter can ask for.
var (
	statuses = []string{"success", "failure", "skipped", "warning"}
	actions  = []string{"create", "update", "delete", "stageddelete", "disable", "other"}
	kinds    = []string{"user", "group"}
)

// check refuses words that no record can have.
func (l *logs) check() error {
	for _, c := range []struct {
		flag, value string
		known       []string
	}{{"status", l.filter.Status, statuses}, {"action", l.filter.Action, actions}, {"kind", l.filter.Kind, kinds}} {
		if c.value != "" && !slices.Contains(c.known, strings.ToLower(c.value)) {
			return usage(nil, "it is one of "+strings.Join(c.known, ", "), "--%s %s", c.flag, c.value)
		}
	}
	return nil
}

// bounds turns times that count back from the newest record, and the number of a cycle, into what records have. Only then is the
// log read twice.
func (l *logs) bounds(path string) error {
	var newest time.Time
	cycles := map[string]string{}
	if l.cycle != "" || relative(l.since) || relative(l.until) {
		if _, err := eachLine(path, func(e simulator.LogEntry) error {
			if e.Record != nil && e.Record.ActivityDateTime.After(newest) {
				newest = e.Record.ActivityDateTime
			}
			if e.Summary != nil {
				cycles[strconv.Itoa(e.Summary.Number)] = e.Summary.CycleID
			}
			return nil
		}); err != nil {
			return err
		}
	}
	if l.cycle != "" {
		l.filter.CycleID = orElse(cycles[l.cycle], l.cycle)
	}
	var err error
	if l.filter.Since, err = moment("since", l.since, newest); err != nil {
		return err
	}
	l.filter.Until, err = moment("until", l.until, newest)
	return err
}

func relative(text string) bool {
	_, err := time.ParseDuration(text)
	return err == nil
}

// moment reads a time, or a duration before the newest record.
func moment(flag, text string, newest time.Time) (time.Time, error) {
	if text == "" {
		return time.Time{}, nil
	}
	if d, err := time.ParseDuration(text); err == nil {
		return newest.Add(-d.Abs()), nil
	}
	for _, form := range []string{time.RFC3339, "2006-01-02T15:04:05", "2006-01-02T15:04", "2006-01-02 15:04", time.DateOnly} {
		if t, err := time.Parse(form, text); err == nil {
			return t, nil
		}
	}
	return time.Time{}, usage(nil, "write it like 2026-01-05, 2026-01-05T08:40:00Z, or 2h", "--%s %s is no time", flag, text)
}

// csvFiles opens the three files in a folder.
func csvFiles(dir string) (take func(simulator.Record) error, finish func() error, err error) {
	if err := os.MkdirAll(dir, 0o750); err != nil {
		return nil, nil, usage(err, "name a folder that can be written with --csv", "write CSV")
	}
	var files []*os.File
	shut := func() error {
		var errs []error
		for _, f := range files {
			errs = append(errs, f.Close())
		}
		return errors.Join(errs...)
	}
	var out []io.Writer
	for _, name := range []string{simulator.LogCSVFile, simulator.StepsCSVFile, simulator.ModifiedCSVFile} {
		f, err := os.Create(filepath.Join(dir, name))
		if err != nil {
			return nil, nil, errors.Join(usage(err, "name a folder that can be written with --csv", "write CSV"), shut())
		}
		files, out = append(files, f), append(out, f)
	}
	w, err := simulator.NewLogCSV(out[0], out[1], out[2])
	if err != nil {
		return nil, nil, errors.Join(err, shut())
	}
	return w.Record, func() error {
		if err := errors.Join(w.Flush(), shut()); err != nil {
			return fmt.Errorf("write CSV: %w", err)
		}
		return nil
	}, nil
}
