package cli_test

import (
	"strings"
	"testing"

	"github.com/go-json-experiment/json"

	"github.com/entrasim/entrasim/suites"
	"github.com/entrasim/entrasim/suites/report"
)

func TestList(t *testing.T) {
	t.Run("table", func(t *testing.T) {
		for _, args := range [][]string{{"conform", "list", "--label", "LIF"}, {"conform", "--list", "--label", "LIF"}} {
			stdout, _, code, _ := entrasim(t, args...)
			if code != 0 || strings.Count(stdout, "\nLIF-") != 12 || strings.Contains(stdout, "AAD-") {
				t.Errorf("%v: exit code %d\n%s\nwant the twelve stories", args, code, stdout)
			}
		}
	})
	t.Run("narrowed", func(t *testing.T) {
		for _, tc := range []struct {
			args []string
			has  []string
			not  []string
		}{
			{[]string{"--area", "srt"}, []string{"SRT-001", "SRT-009"}, []string{"FLT-"}},
			{[]string{"--area", "SRT,FLT", "--level", "may"}, []string{"FLT-023"}, []string{"FLT-001", "DSC-"}},
			{[]string{"--profile", "cursor"}, []string{"CUR-001"}, []string{"AAD-"}},
			{[]string{"--profile", "entra", "--check", "TRN-006"}, []string{"TRN-006  MUST (Entra)"}, nil},
			{[]string{"--label", "ROB || LIF", "--area", "ROB"}, []string{"ROB-011"}, []string{"LIF-"}},
		} {
			stdout, _, code, err := entrasim(t, append([]string{"conform", "list"}, tc.args...)...)
			if code != 0 || err != nil {
				t.Errorf("%v: exit code %d, %v", tc.args, code, err)
			}
			for _, want := range tc.has {
				if !strings.Contains(stdout, "\n"+want) {
					t.Errorf("%v lacks %q:\n%s", tc.args, want, stdout)
				}
			}
			for _, other := range tc.not {
				if strings.Contains(stdout, "\n"+other) {
					t.Errorf("%v has %q:\n%s", tc.args, other, stdout)
				}
			}
		}
	})
	t.Run("JSON", func(t *testing.T) {
		stdout, _, code, _ := entrasim(t, "conform", "list", "--json")
		var doc struct {
			Schema int                `json:"schema"`
			Checks []suites.CheckInfo `json:"checks"`
		}
		if err := json.Unmarshal([]byte(stdout), &doc); err != nil || code != 0 {
			t.Fatalf("exit code %d, %v", code, err)
		}
		if doc.Schema != 1 || len(doc.Checks) != len(suites.List()) || doc.Checks[0].Requirement == "" {
			t.Errorf("schema %d, %d checks; want 1 and all", doc.Schema, len(doc.Checks))
		}
	})
	t.Run("schema", func(t *testing.T) {
		stdout, _, code, _ := entrasim(t, "conform", "schema")
		if code != 0 || stdout != string(report.JSONSchema()) {
			t.Errorf("exit code %d\n%s\nwant the schema of the report", code, stdout)
		}
	})
}
