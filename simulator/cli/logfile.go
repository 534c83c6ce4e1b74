package cli

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"os"
	"strings"
)

// logFile is the file for the provisioning log. It is opened before the simulator is made and checked after: a log that holds
// something is only ever continued, by the job that wrote it, and never overwritten.
type logFile struct {
	*os.File
	path string
}

// openLog opens the file, and makes it when there is none.
func openLog(path string) (*logFile, error) {
	f, err := os.OpenFile(path, os.O_CREATE|os.O_RDWR|os.O_APPEND, 0o644)
	if err != nil {
		return nil, usage(err, "name a file that can be written with --log", "write provisioning log")
	}
	return &logFile{File: f, path: path}, nil
}

// goOn makes sure that the job may write to the end of the file.
func (f *logFile) goOn(jobID string, resumed bool) error {
	info, err := f.Stat()
	if err != nil {
		return usage(err, "name a file that can be written with --log", "write provisioning log")
	}
	if info.Size() == 0 || !info.Mode().IsRegular() {
		return nil
	}
	const remedy = "name another file, or remove this one"
	if !resumed {
		return usage(nil, remedy+"; a job that is kept with --state goes on in its own log",
			"the log %s has something in it already, and it is not overwritten", f.path)
	}
	first, err := bufio.NewReader(f).ReadString('\n')
	if err != nil && !errors.Is(err, io.EOF) {
		return usage(err, remedy, "read the log %s", f.path)
	}
	if !strings.Contains(first, fmt.Sprintf("%q:%q", "jobId", jobID)) {
		return usage(nil, remedy, "%s is not the log of this job, %s", f.path, jobID)
	}
	return f.endLine(info.Size())
}

// endLine ends the last line of a process that was killed while it wrote it.
func (f *logFile) endLine(size int64) error {
	var last [1]byte
	if _, err := f.ReadAt(last[:], size-1); err != nil {
		return fmt.Errorf("read the end of log %s: %w", f.path, err)
	}
	if last[0] == '\n' {
		return nil
	}
	if _, err := f.WriteString("\n"); err != nil {
		return fmt.Errorf("write provisioning log: %w", err)
	}
	return nil
}
