package ledger

import (
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"sync"

	"github.com/go-json-experiment/json"
)

// File is a ledger on disk. The file is made with the first entry: a run that creates nothing leaves nothing. It is safe for
// concurrent use.
type File struct {
	dir    string
	header Header

	mu    sync.Mutex
	file  *os.File // nil before the first entry, and after Close
	state state
	err   error // of the first write that failed: from then on nothing may be created
}

// New is the ledger of a run in a directory, which is made if need be.
func New(dir string, h Header) *File {
	h.Schema = schema
	return &File{dir: dir, header: h, state: state{open: map[int]Entry{}}}
}

// Plan records that a resource is about to be created and returns its key. After an error it must not be created.
func (f *File) Plan(e Entry) (int, error) {
	f.mu.Lock()
	defer f.mu.Unlock()
	if f.file == nil {
		if err := f.create(); err != nil {
			return 0, err
		}
	}
	key := f.state.last + 1
	if err := f.write(event{Plan: key, Resource: e.Resource, Attribute: e.Attribute, Name: e.Name}, true); err != nil {
		return 0, err
	}
	return key, nil
}

// Created completes an entry with the id the target gave. That need not be on the disk at once: without it the resource is
// found by its name.
func (f *File) Created(key int, id string) {
	f.mu.Lock()
	defer f.mu.Unlock()
	_ = f.write(event{Created: key, ID: id}, false) // the next Plan reports it
}

// Done strikes an entry off.
func (f *File) Done(key int) {
	f.mu.Lock()
	defer f.mu.Unlock()
	_ = f.write(event{Done: key}, false) // the next Plan reports it; clean-up of what is gone does no harm
}

// Open lists what is not struck off, by key.
func (f *File) Open() map[int]Entry {
	f.mu.Lock()
	defer f.mu.Unlock()
	return maps.Clone(f.state.open)
}

// Close gives the file back, and removes it when nothing in it is open.
func (f *File) Close() error {
	f.mu.Lock()
	defer f.mu.Unlock()
	if f.file == nil {
		return nil
	}
	path := f.file.Name()
	var err error
	if len(f.state.open) == 0 {
		err = os.Remove(path)
	} else {
		err = f.file.Sync()
	}
	err = errors.Join(err, f.file.Close())
	f.file = nil
	if err != nil {
		return fmt.Errorf("close the ledger %s: %w", path, err)
	}
	return nil
}

// create makes the file, under the run's name or, for a second process of one run, that and a number.
func (f *File) create() error {
	if err := os.MkdirAll(f.dir, 0o700); err != nil {
		return fmt.Errorf("make the directory of the ledger: %w", err)
	}
	for n := 1; ; n++ {
		name := f.header.Run
		if n > 1 {
			name = fmt.Sprintf("%s-%d", name, n)
		}
		file, err := os.OpenFile(filepath.Join(f.dir, name+extension), os.O_CREATE|os.O_EXCL|os.O_RDWR|os.O_APPEND, 0o600)
		if errors.Is(err, fs.ErrExist) && n < mostFiles {
			continue
		}
		if err != nil {
			return fmt.Errorf("create the ledger: %w", err)
		}
		if err := lock(file); err != nil {
			return errors.Join(fmt.Errorf("lock the ledger %s: %w", file.Name(), err), file.Close(), os.Remove(file.Name()))
		}
		f.file = file
		return f.line(f.header, true)
	}
}

// mostFiles of one run lie beside each other; more are a mistake.
const mostFiles = 1000

func (f *File) write(e event, sync bool) error {
	if f.file == nil {
		return f.err
	}
	f.state.apply(e)
	return f.line(e, sync)
}

func (f *File) line(v any, sync bool) error {
	if f.err != nil {
		return f.err
	}
	data, err := json.Marshal(v)
	if err == nil {
		_, err = f.file.Write(append(data, '\n'))
	}
	if err == nil && sync {
		err = f.file.Sync()
	}
	if err != nil {
		f.err = fmt.Errorf("write the ledger %s: %w", f.file.Name(), err)
	}
	return f.err
}
