package mapping

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"os"
	"slices"

	"github.com/entrasim/entrasim/fixtures"
	"github.com/entrasim/entrasim/simulator/internal/mapping/syncschema"
)

// Names of the mappings that travel with the program.
const (
	Default = "default" // what Entra gives a custom SCIM application (engine §5.2)
	Wando   = "wando"   // the four user mappings of the customer guide, with the default group mappings
)

// Names lists the mappings that travel with the program.
func Names() []string { return fixtures.Mappings() }

// maxFile is the longest schema file. Real ones have some hundred KiB.
const maxFile = 64 << 20

// Load reads a mapping: one of Names, or the path of a file.
func Load(name string) (*Set, error) {
	data, err := Read(name)
	if err != nil {
		return nil, err
	}
	return Parse(data, name)
}

// Read gives the text of a mapping: one of Names, or the content of a file.
func Read(name string) ([]byte, error) {
	if slices.Contains(Names(), name) {
		return fixtures.Mapping(name)
	}
	f, err := os.Open(name)
	if err != nil {
		return nil, fmt.Errorf("load mapping: there is no mapping of that name, and reading it as a file failed: %w", err)
	}
	defer f.Close()
	data, err := io.ReadAll(io.LimitReader(f, maxFile+1))
	if err != nil {
		return nil, fmt.Errorf("load mapping: %w", err)
	}
	if len(data) > maxFile {
		return nil, fmt.Errorf("load mapping: %s is larger than %d MiB, and a synchronization schema has some hundred KiB", name, maxFile>>20)
	}
	return data, nil
}

// Parse reads and compiles the text of a mapping; name is for errors. The error is an *Error.
func Parse(data []byte, name string) (*Set, error) {
	set, problems := Inspect(data, name)
	for _, p := range problems {
		if !p.Warning {
			return nil, &Error{Name: name, Problems: problems}
		}
	}
	return set, nil
}

// Inspect reads and compiles the text of a mapping as far as that is possible, and gives everything that is wrong with it. The
// Set is nil when the text is no synchronization schema; it must not be run when one of the problems is not a warning.
func Inspect(data []byte, name string) (*Set, []Problem) {
	schema, err := syncschema.Parse(data)
	if err != nil {
		return nil, []Problem{parseProblem(err)}
	}
	set, problems := Compile(schema)
	locate(data, problems, set.Kept, set.Unique)
	set.Name = name
	for _, p := range problems {
		if p.Warning {
			set.Warnings = append(set.Warnings, p)
		}
	}
	sum := sha256.Sum256(data)
	set.Digest = hex.EncodeToString(sum[:])
	return set, problems
}

// locate adds line and column to problems, in one pass over the text.
func locate(data []byte, lists ...[]Problem) {
	var pointers []string
	for _, list := range lists {
		for _, p := range list {
			pointers = append(pointers, p.Pointer)
		}
	}
	if len(pointers) == 0 {
		return
	}
	places := syncschema.Locate(data, pointers...)
	for _, list := range lists {
		for i := range list {
			at := places[list[i].Pointer]
			list[i].Line, list[i].Column = at.Line, at.Column
		}
	}
}

func parseProblem(err error) Problem {
	var at *syncschema.ParseError
	if !errors.As(err, &at) {
		return Problem{Message: err.Error()}
	}
	message := at.Problem
	if at.Pointer != "" {
		message = at.Pointer + ": " + message
	}
	return Problem{
		Pointer: at.Pointer, Line: at.Line, Column: at.Column, Message: message,
		Hint: "the file must be a synchronization schema as the portal exports it",
	}
}
