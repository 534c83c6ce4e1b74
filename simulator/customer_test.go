package simulator_test

import (
	"flag"
	"fmt"
	"os"
	"strings"
	"testing"

	"github.com/go-json-experiment/json/jsontext"

	"github.com/entrasim/entrasim/simulator"
)

// Read the difference before you accept it: the goldens are what a customer's application would be sent.
var update = flag.Bool("update", false, "rewrite the golden files")

const (
	customerSchema = "testdata/customer.json"
	customerPeople = "testdata/customer-people.yaml"
)

// customer is the job of a customer: the schema they downloaded, as it is, and some of their people.
func customer(t *testing.T, change func(*simulator.Config)) *world {
	t.Helper()
	dir, err := simulator.LoadDirectory(customerPeople)
	if err != nil {
		t.Fatal(err)
	}
	return newWorld(t, dir, func(cfg *simulator.Config) {
		cfg.Mapping, cfg.Dials = customerSchema, map[string]string{"concurrency": "1"}
		if change != nil {
			change(cfg)
		}
	})
}

// sent writes what the target was asked, without the answers.
func (w *world) sent() string {
	var b strings.Builder
	for _, r := range w.target.Requests() {
		fmt.Fprintf(&b, "%s %s\n", r.Method, r.URI)
		if r.Body != "" {
			fmt.Fprintf(&b, "  %s\n", r.Body)
		}
	}
	return b.String()
}

func golden(t *testing.T, path, got string) {
	t.Helper()
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
		t.Errorf("%s differs:\ngot\n%s\nwant\n%s", path, got, want)
	}
}

// TestCustomerSchemaRunsUnchanged: a schema as large and as odd as customers download them runs as it is (engine §9), with
// expressions of every kind, filters, several object mappings and parts nobody knows. The goldens are every request of an
// initial cycle and of one after a change, with the flag and without.
func TestCustomerSchemaRunsUnchanged(t *testing.T) {
	for name, flags := range map[string]string{"off": "", "on": "?aadOptscim062020"} {
		t.Run("flag "+name, func(t *testing.T) {
			w := customer(t, func(cfg *simulator.Config) { cfg.URL += flags })
			if c := w.cycle().Counts; c.Failed != 0 || c.Created != 3 || c.Skipped != 3 {
				t.Errorf("initial cycle: got %+v; want 2 users and a group created, the service account, the room and the newsletter skipped", c)
			}
			mira, err := w.dir.Resolve("mira.holt@harborline.example", simulator.KindUser)
			w.must(err)
			for attribute, value := range map[string]string{
				"surname": "Holt-Berg", "country": "SE", "department": "Berthing", "telephoneNumber": "+46 (31) 555-0102", "extensionAttribute1": "3443",
				"extension_5f3c1a2b4d6e47f8a9b0c1d2e3f40516_berth": "C-18", "mail": "Mira.Berg@harborline.example", "companyName": "Quayside",
			} {
				w.must(w.dir.SetAttr(mira.ID(), attribute, value))
			}
			if c := w.cycle().Counts; c.Failed != 0 || c.Updated != 1 {
				t.Errorf("second cycle: got %+v; want Mira updated", c)
			}
			golden(t, "testdata/customer-flag-"+name+".golden", w.sent())
		})
	}
}

// TestExportedCustomerSchemaDoesTheSame: what is exported is the same document, and sends the same requests.
func TestExportedCustomerSchemaDoesTheSame(t *testing.T) {
	report, err := simulator.ReadMapping(customerSchema)
	if err != nil {
		t.Fatal(err)
	}
	exported, err := report.Write()
	if err != nil {
		t.Fatal(err)
	}
	original, err := os.ReadFile(customerSchema)
	if err != nil {
		t.Fatal(err)
	}
	if got, want := canonicalJSON(t, exported), canonicalJSON(t, original); got != want {
		t.Error("the exported document is not the one that was read")
	}
	a, b := customer(t, nil), customer(t, func(cfg *simulator.Config) { cfg.Schema = exported })
	a.cycle()
	b.cycle()
	if got, want := b.sent(), a.sent(); got != want {
		t.Errorf("the exported schema sends\n%s\nthe original\n%s", got, want)
	}
}

func canonicalJSON(t *testing.T, text []byte) string {
	t.Helper()
	v := jsontext.Value(text).Clone()
	if err := v.Canonicalize(); err != nil {
		t.Fatal(err)
	}
	return string(v)
}

// TestMappingReport: what a support engineer is told about the customer's schema.
func TestMappingReport(t *testing.T) {
	r, err := simulator.ReadMapping(customerSchema)
	if err != nil {
		t.Fatal(err)
	}
	if !r.OK() || len(r.Objects) != 2 || r.Objects[0].Source != "User" || len(r.Objects[0].Attributes) != 42 {
		t.Fatalf("got %d errors and %d object mappings, want the mappings of users (42 attributes) and of groups", len(r.Errors), len(r.Objects))
	}
	users := r.Objects[0]
	if len(users.Filters) != 5 || users.Filters[0].Clauses[0] != "country REGEX MATCH '^(DE|AT|SE|NL)$'" || users.Filters[4].Effect == "" {
		t.Errorf("filters: got %+v", users.Filters)
	}
	find := func(target string) simulator.AttributeReport {
		for _, a := range users.Attributes {
			if a.Target == target {
				return a
			}
		}
		t.Fatalf("there is no attribute %s", target)
		return simulator.AttributeReport{}
	}
	if a := find("externalId"); a.Matching != 2 || a.Kind != "Direct" || strings.Join(a.Traits, ",") != "exact case" {
		t.Errorf("externalId: got %+v", a)
	}
	if a := find("nickName"); a.Apply != "only during creation" || a.Kind != "Expression" {
		t.Errorf("nickName: got %+v", a)
	}
	if a := find("locale"); a.Kind != "None" || a.Default != "en-US" {
		t.Errorf("locale: got %+v", a)
	}
	for what, list := range map[string][]simulator.MappingProblem{
		"the member \"ruleTags\" is not known here":                     r.Kept,
		"the member \"discoverySettings\" is not known here":            r.Kept,
		"the metadata \"SupportsWatermark\" is not known here":          r.Kept,
		"its source object is \"ServicePrincipal\"":                     r.Warnings,
		"\"Provision Microsoft Entra ID Users\" is the one that is run": r.Warnings,
		"[customSecurityAttributes.Port.clearance]":                     r.Warnings,
	} {
		found := false
		for _, p := range list {
			found = found || strings.Contains(p.String(), what)
		}
		if !found {
			t.Errorf("nothing says %q in %v", what, list)
		}
	}
}
