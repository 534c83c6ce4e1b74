package cli

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
)

// resultFile is a file that a result will be written to. It is opened before the work begins, so that a path that cannot be
// written is known before a long run and not after it; nobody ever sees half of it, and a file that was there before stays
// until the new one is whole.
type resultFile struct {
	path string   // where the result belongs
	file *os.File // what is written: a file beside it, or itself where it is no regular file
	own  bool     // path itself is written
}

// openResult prepares writing to path. What pipelines collect in the file named by GITHUB_STEP_SUMMARY is added to, not
// replaced: other commands of the step write there too.
func openResult(path string) (*resultFile, error) {
	fail := func(err error) (*resultFile, error) {
		if at, ok := errors.AsType[*fs.PathError](err); ok {
			err = at.Err // its path is that of the file beside
		}
		return nil, usage(err, "name a file in a directory that exists and can be written", "write %s", path)
	}
	if real, err := filepath.EvalSymlinks(path); err == nil {
		path = real
	}
	info, err := os.Stat(path)
	mode := fs.FileMode(0o644)
	switch {
	case errors.Is(err, fs.ErrNotExist):
	case err != nil:
		return fail(err)
	case info.IsDir():
		return fail(errors.New("it is a directory"))
	case !info.Mode().IsRegular():
		return openItself(path, os.O_WRONLY)
	default:
		mode = info.Mode().Perm()
	}
	if path == os.Getenv("GITHUB_STEP_SUMMARY") {
		return openItself(path, os.O_WRONLY|os.O_APPEND|os.O_CREATE)
	}
	file, err := os.CreateTemp(filepath.Dir(path), "."+filepath.Base(path)+".*.tmp")
	if err != nil {
		return fail(err)
	}
	r := &resultFile{path: path, file: file}
	if err := file.Chmod(mode); err != nil {
		r.Close()
		return fail(err)
	}
	return r, nil
}

func openItself(path string, flags int) (*resultFile, error) {
	file, err := os.OpenFile(path, flags, 0o644)
	if err != nil {
		return nil, usage(err, "name a file that can be written", "write %s", path)
	}
	return &resultFile{path: path, file: file, own: true}, nil
}

// write puts the result into its place.
func (r *resultFile) write(to func(io.Writer) error) error {
	err := to(r.file)
	if closing := r.file.Close(); err == nil {
		err = closing
	}
	if err == nil && !r.own {
		err = os.Rename(r.file.Name(), r.path)
	}
	if err != nil {
		if !r.own {
			_ = os.Remove(r.file.Name())
		}
		r.file = nil
		return &Error{Message: fmt.Sprintf("write %s", r.path), Remedy: "see whether the disk is full; a result that was there before is untouched", Code: exitFailed, Cause: err}
	}
	r.file = nil
	return nil
}

// Close gives up what was not written.
func (r *resultFile) Close() {
	if r.file == nil {
		return
	}
	_ = r.file.Close()
	if !r.own {
		_ = os.Remove(r.file.Name())
	}
	r.file = nil
}
