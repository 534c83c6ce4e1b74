package cli

import (
	"fmt"
	"os"

	"github.com/entrasim/entrasim/suites/report"
)

// reportFile is a report to be written when the run is over. It is created before, so that a path that cannot be written is
// known before a long run and not after it.
type reportFile struct {
	path string
	file *os.File
}

func createReport(path string) (*reportFile, error) {
	if path == "" {
		return &reportFile{}, nil
	}
	file, err := os.Create(path)
	if err != nil {
		return nil, usage(err, "name a file in a directory that exists and can be written", "create JUnit report")
	}
	return &reportFile{path: path, file: file}, nil
}

func (f *reportFile) write(rep report.Report) error {
	if f.file == nil {
		return nil
	}
	if err := report.JUnit(f.file, rep); err != nil {
		return err
	}
	file := f.file
	f.file = nil
	if err := file.Close(); err != nil {
		return fmt.Errorf("close %s: %w", f.path, err)
	}
	return nil
}

// Close gives the file back when nothing was written. The empty file goes: it would read as a broken report.
func (f *reportFile) Close() {
	if f.file != nil {
		_ = f.file.Close()
		_ = os.Remove(f.path)
	}
}
