package report

import (
	_ "embed"
	"fmt"
	"io"

	"github.com/go-json-experiment/json"
	"github.com/go-json-experiment/json/jsontext"
)

//go:embed report.schema.json
var jsonSchema []byte

// JSONSchema returns the JSON Schema (draft 2020-12) of the document that JSON writes.
func JSONSchema() []byte { return append([]byte(nil), jsonSchema...) }

// JSON writes r as one indented document.
func JSON(w io.Writer, r Report) error {
	if r.Checks == nil {
		r.Checks = []Check{}
	}
	if err := json.MarshalWrite(w, r, jsontext.WithIndent("  "), json.Deterministic(true), jsontext.AllowInvalidUTF8(true)); err != nil {
		return fmt.Errorf("write JSON report: %w", err)
	}
	if _, err := io.WriteString(w, "\n"); err != nil {
		return fmt.Errorf("write JSON report: %w", err)
	}
	return nil
}
