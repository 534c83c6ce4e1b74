package mapping

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
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

// Load reads a mapping: one of Names, or the path of a file.
func Load(name string) (*Set, error) {
	if slices.Contains(Names(), name) {
		data, err := fixtures.Mapping(name)
		if err != nil {
			return nil, err
		}
		return Parse(data, name)
	}
	data, err := os.ReadFile(name)
	if err != nil {
		return nil, fmt.Errorf("load mapping: there is no mapping of that name, and reading it as a file failed: %w", err)
	}
	return Parse(data, name)
}

// Parse reads and compiles the text of a mapping; name is for errors. The error is an *Error.
func Parse(data []byte, name string) (*Set, error) {
	schema, err := syncschema.Parse(data)
	if err != nil {
		return nil, &Error{Name: name, Problems: []Problem{parseProblem(err)}}
	}
	set, problems := Compile(schema)
	for i := range problems {
		p := &problems[i]
		p.Line, p.Column, _ = syncschema.Locate(data, p.Pointer)
	}
	for _, p := range problems {
		if !p.Warning {
			return nil, &Error{Name: name, Problems: problems}
		}
	}
	set.Name, set.Warnings = name, problems
	sum := sha256.Sum256(data)
	set.Digest = hex.EncodeToString(sum[:])
	return set, nil
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
