package ledger

import (
	"bytes"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/go-json-experiment/json"
)

// extension of the files.
const extension = ".jsonl"

// Run is what a ledger says about one run.
type Run struct {
	Header
	Path  string
	Open  map[int]Entry // what may still be in the target, by key
	Alive bool          // its process still has the file
}

// List reads the ledgers of a directory, by file name. A directory that is not there has none.
func List(dir string) ([]Run, error) {
	paths, err := filepath.Glob(filepath.Join(escape(dir), "*"+extension))
	if err != nil {
		return nil, fmt.Errorf("look for ledgers in %s: %w", dir, err)
	}
	slices.Sort(paths)
	var runs []Run
	for _, path := range paths {
		run, err := Read(path)
		if err != nil {
			return nil, err
		}
		runs = append(runs, run)
	}
	return runs, nil
}

// escape takes the meaning from what Glob would read in a path.
func escape(dir string) string {
	return strings.NewReplacer(`*`, `\*`, `?`, `\?`, `[`, `\[`).Replace(dir)
}

// Read reads one ledger.
func Read(path string) (Run, error) {
	file, err := os.OpenFile(path, os.O_RDWR, 0)
	if err != nil {
		return Run{}, fmt.Errorf("read a ledger: %w", err)
	}
	defer file.Close() // gives the lock back too
	alive := lock(file) != nil
	data, err := os.ReadFile(path)
	if err != nil {
		return Run{}, fmt.Errorf("read a ledger: %w", err)
	}
	run, err := parse(data)
	if err != nil {
		return Run{}, fmt.Errorf("ledger %s: %w", path, err)
	}
	run.Path, run.Alive = path, alive
	return run, nil
}

var errNoHeader = errors.New("line 1: it does not begin with a header that names run and target")

func parse(data []byte) (Run, error) {
	end := bytes.LastIndexByte(data, '\n')
	if end < 0 {
		return Run{}, errNoHeader
	}
	lines := bytes.Split(data[:end], []byte("\n")) // what follows the last line end was cut off by a kill
	var run Run
	if err := json.Unmarshal(lines[0], &run.Header, json.RejectUnknownMembers(true)); err != nil || run.Run == "" || run.Target == "" {
		return Run{}, errors.Join(errNoHeader, err)
	}
	if run.Schema != schema {
		return Run{}, fmt.Errorf("line 1: schema %d is of another version of the program; this one reads %d", run.Schema, schema)
	}
	s := state{open: map[int]Entry{}}
	for i, line := range lines[1:] {
		var e event
		if err := json.Unmarshal(line, &e, json.RejectUnknownMembers(true)); err != nil {
			return Run{}, fmt.Errorf("line %d: %w", i+2, err)
		}
		s.apply(e)
	}
	run.Open = s.open
	return run, nil
}

// Keep rewrites the ledger of a run that is gone to what is still open, and removes it when that is nothing.
func Keep(run Run, open map[int]Entry) error {
	if len(open) == 0 {
		if err := os.Remove(run.Path); err != nil {
			return fmt.Errorf("remove the ledger: %w", err)
		}
		return nil
	}
	var text bytes.Buffer
	write := func(v any) {
		line, err := json.Marshal(v)
		if err == nil {
			text.Write(append(line, '\n'))
		}
	}
	write(run.Header)
	keys := make([]int, 0, len(open))
	for key := range open {
		keys = append(keys, key)
	}
	slices.Sort(keys)
	for _, key := range keys {
		e := open[key]
		write(event{Plan: key, Resource: e.Resource, Attribute: e.Attribute, Name: e.Name})
		if e.ID != "" {
			write(event{Created: key, ID: e.ID})
		}
	}
	draft := run.Path + ".new"
	if err := os.WriteFile(draft, text.Bytes(), 0o600); err != nil {
		return fmt.Errorf("rewrite the ledger: %w", err)
	}
	if err := os.Rename(draft, run.Path); err != nil {
		return fmt.Errorf("rewrite the ledger: %w", err)
	}
	return nil
}
