package mapping_test

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/entrasim/entrasim/simulator/internal/expr"
	"github.com/entrasim/entrasim/simulator/internal/mapping"
)

// Look at the difference before committing what -update wrote.
var update = flag.Bool("update", false, "write the golden files")

// fullUser has a value for every source attribute of the default mapping.
var fullUser = expr.Attributes{
	"objectId": {"2f0c1d9e-8b7a-4c6d-9e5f-1a2b3c4d5e6f"}, "accountEnabled": {"True"},
	"userPrincipalName": {"mira.holt@harborline.example"}, "displayName": {"Mira Holt"}, "jobTitle": {"Dock Planner"},
	"mail": {"mira.holt@harborline.example"}, "preferredLanguage": {"en-GB"}, "givenName": {"Mira"}, "surname": {"Holt"},
	"physicalDeliveryOfficeName": {"Pier 4"}, "streetAddress": {"12 Quay Road"}, "city": {"Bremerhaven"}, "state": {"HB"},
	"postalCode": {"27568"}, "country": {"DE"}, "telephoneNumber": {"+49 471 15550"}, "mobile": {"+49 170 55501"},
	"facsimileTelephoneNumber": {"+49 471 15551"}, "mailNickname": {"mholt"}, "employeeId": {"HL-2207"},
	"department": {"Yard Operations"}, "manager": {"7d0b9c5e-1f62-4a83-9a44-2f9e5c0d1b77"},
}

func load(t *testing.T, name string) *mapping.Set {
	t.Helper()
	set, err := mapping.Load(name)
	if err != nil {
		t.Fatal(err)
	}
	return set
}

func contextOf(source expr.Source, softDeleted bool) expr.Context {
	return expr.Context{
		Source: mapping.WithSoftDeleted(source, softDeleted), Now: time.Date(2026, 1, 5, 8, 0, 0, 0, time.UTC),
		Random: expr.NewRandom(1, "test"),
	}
}

// render writes an evaluation as lines, with what a create sends and what an update of an empty target sends.
func render(t *testing.T, m *mapping.ObjectMapping, source expr.Source, softDeleted bool) string {
	t.Helper()
	all, err := m.Evaluate(contextOf(source, softDeleted))
	if err != nil {
		t.Fatalf("evaluate: %v", err)
	}
	var b strings.Builder
	for _, d := range all {
		fmt.Fprintf(&b, "%s (%s)", d.Path, d.Type)
		if d.Reference {
			b.WriteString(" reference")
		}
		if v, ok := d.CreateValues(); ok {
			fmt.Fprintf(&b, " create %q", v)
		}
		if v, ok := d.UpdateValues(nil); ok {
			fmt.Fprintf(&b, " update %q", v)
		}
		b.WriteByte('\n')
	}
	return b.String()
}

func TestEvaluationGoldens(t *testing.T) {
	group := expr.Attributes{"objectId": {"c2b7b8f0-6a0e-4a5b-8e57-2b1f0f9c1d77"}, "displayName": {"Crane Crew"}, "members": {"a", "b"}}
	sparse := expr.Attributes{"userPrincipalName": {"x@harborline.example"}, "surname": {"Holt"}, "mail": {""}}
	for _, c := range []struct {
		file, mapping, kind string
		source              expr.Attributes
		softDeleted         bool
	}{
		{"default-user", "default", "User", fullUser, false},
		{"default-user-disabled", "default", "User", fullUser, true},
		{"default-user-sparse", "default", "User", sparse, false},
		{"default-group", "default", "Group", group, false},
		{"wando-user", "wando", "User", fullUser, false},
		{"wando-group", "wando", "Group", group, false},
		{"scoped-user", "testdata/scoped.json", "User", fullUser, false},
	} {
		t.Run(c.file, func(t *testing.T) {
			got := render(t, load(t, c.mapping).For(c.kind), c.source, c.softDeleted)
			path := filepath.Join("testdata", c.file+".golden")
			if *update {
				if err := os.WriteFile(path, []byte(got), 0o644); err != nil {
					t.Fatal(err)
				}
			}
			want, err := os.ReadFile(path)
			if err != nil {
				t.Fatal(err)
			}
			if got != string(want) {
				t.Errorf("evaluation differs from %s:\ngot\n%s\nwant\n%s", path, got, want)
			}
		})
	}
}
