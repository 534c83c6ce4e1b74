package cli_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/go-json-experiment/json"

	"github.com/entrasim/entrasim/fixtures"
)

const customerSchema = "../testdata/customer.json"

func says(t *testing.T, what, text string, wanted ...string) {
	t.Helper()
	for _, w := range wanted {
		if !strings.Contains(text, w) {
			t.Errorf("%s: got\n%s\nwant it to say %q", what, text, w)
		}
	}
}

// TestMappingShow: what a schema does, in plain words.
func TestMappingShow(t *testing.T) {
	o := run(t, t.Context(), "mapping", "show", customerSchema)
	if o.code != 0 {
		t.Fatalf("exit code %d: %v", o.code, o.err)
	}
	says(t, "show", o.out,
		"Mapping "+customerSchema, "of the job scim.", "User → urn:ietf:params:scim:schemas:extension:enterprise:2.0:User",
		"target object actions: Create, Update, Delete", "matched by: userName, then externalId", "matched by: externalId, then displayName",
		`"EU staff": country REGEX MATCH '^(DE|AT|SE|NL)$' AND employeeId IS NOT NULL`, "others are not looked at",
		"TARGET ATTRIBUTE", `Join(" ", PCase([givenName]), PCase([surname]))`, "only during creation", "Unassigned", "Integer", "Reference, multi-valued",
	)
	o = run(t, t.Context(), "mapping", "show")
	says(t, "the default mapping", o.out, "Mapping default", "scope: no filter", "Switch([IsSoftDeleted], ")
	var doc struct {
		Objects []struct{} `json:"objects"`
	}
	o = run(t, t.Context(), "mapping", "show", "wando", "--json")
	if err := json.Unmarshal([]byte(o.out), &doc); err != nil || len(doc.Objects) != 2 {
		t.Errorf("--json: got %v, %d object mappings", err, len(doc.Objects))
	}
}

// TestMappingCheck: everything wrong is listed at once, and the exit code says whether the file can be run.
func TestMappingCheck(t *testing.T) {
	o := run(t, t.Context(), "mapping", "check", customerSchema)
	if o.code != 0 {
		t.Errorf("a schema with warnings only: exit code %d (%v), want 0", o.code, o.err)
	}
	says(t, "check", o.out, "warning  "+customerSchema+":", `the member "ruleTags" is not known here`, "can be run: users with 42 attributes, groups with 4 attributes; 3 warnings, 7 parts without effect here")
	check(t, run(t, t.Context(), "mapping", "check", "--strict", customerSchema), 1, "3 warnings")

	text, err := fixtures.Mapping("default")
	if err != nil {
		t.Fatal(err)
	}
	broken := strings.ReplaceAll(strings.Replace(string(text), "[jobTitle]", "[jobtitle]", 1), `Join(\" \", [givenName], [surname])`, `Join(\" \", [givenName], [surname]`)
	path := file(t, "broken.json", broken)
	o = run(t, t.Context(), "mapping", "check", path)
	check(t, o, 1, "cannot be run: 2 errors")
	says(t, "both errors with their places", o.out, "title: unknown source attribute [jobtitle]", "did you mean [jobTitle]?", "the function Join is not closed")
	says(t, "show says it, too", run(t, t.Context(), "mapping", "show", path).notes, "cannot be run: 2 errors")
}

// TestMappingExport: what is exported reads back as the same mapping; a file is not overwritten.
func TestMappingExport(t *testing.T) {
	o := run(t, t.Context(), "mapping", "export", "default")
	if o.code != 0 {
		t.Fatal(o.err)
	}
	again := run(t, t.Context(), "mapping", "export", file(t, "default.json", o.out))
	if again.out != o.out {
		t.Error("what was exported is exported differently")
	}
	path := filepath.Join(t.TempDir(), "out.json")
	if o := run(t, t.Context(), "mapping", "export", customerSchema, "--output", path); o.code != 0 || o.out != "" {
		t.Fatalf("export to a file: %v, stdout %q", o.err, o.out)
	}
	if data, err := os.ReadFile(path); err != nil || !strings.Contains(string(data), "SupportsWatermark") {
		t.Errorf("what nobody knows is missing in the export: %v", err)
	}
	check(t, run(t, t.Context(), "mapping", "export", "default", "--output", path), 2, "exists")
	check(t, run(t, t.Context(), "mapping", "export", "default", "--output", "/no/such/dir/out.json"), 2, "/no/such/dir")
}

// TestMappingWrongFiles: files that are no schema are told apart.
func TestMappingWrongFiles(t *testing.T) {
	for name, tt := range map[string]struct {
		text, want string
	}{
		"empty":     {"", "the file is empty"},
		"HTML":      {"<!DOCTYPE html>\n<html>", "1:1"},
		"directory": {"users:\n  - userPrincipalName: a@b.example\n", "1:1"},
		"cut off":   {`{"synchronizationRules": [`, "ends too early"},
		"a list":    {`[]`, "a list stands where an object belongs"},
		"other":     {`{"value": []}`, "there is no synchronization rule"},
	} {
		t.Run(name, func(t *testing.T) {
			path := file(t, "x.json", tt.text)
			o := run(t, t.Context(), "mapping", "check", path)
			check(t, o, 1, "cannot be run: 1 error")
			says(t, name, o.out, tt.want)
			if o := run(t, t.Context(), "mapping", "export", path); name != "other" && o.code != 2 {
				t.Errorf("export: exit code %d (%v), want 2", o.code, o.err)
			}
		})
	}
	check(t, run(t, t.Context(), "mapping", "check", "/no/such/file.json"), 2, "/no/such/file.json")
	check(t, run(t, t.Context(), "mapping", "check", t.TempDir()), 2, "is a directory")
}
