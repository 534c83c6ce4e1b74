package simulator_test

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/go-json-experiment/json"

	"github.com/entrasim/entrasim/fixtures"
	"github.com/entrasim/entrasim/simulator"
)

// mappingFile writes the mapping of the customer guide into a file, with its object mapping of users changed.
func mappingFile(t *testing.T, change func(users map[string]any)) string {
	t.Helper()
	data, err := fixtures.Mapping("wando")
	if err != nil {
		t.Fatal(err)
	}
	var schema map[string]any
	if err := json.Unmarshal(data, &schema); err != nil {
		t.Fatal(err)
	}
	rule := schema["synchronizationRules"].([]any)[0].(map[string]any)
	for _, m := range rule["objectMappings"].([]any) {
		if m := m.(map[string]any); m["sourceObjectName"] == "User" {
			change(m)
		}
	}
	path := filepath.Join(t.TempDir(), "mapping.json")
	if data, err = json.Marshal(schema, json.Deterministic(true)); err == nil {
		err = os.WriteFile(path, data, 0o600)
	}
	if err != nil {
		t.Fatal(err)
	}
	return path
}

// mapped adds an attribute mapping.
func mapped(users map[string]any, target string, more map[string]any) {
	m := map[string]any{
		"targetAttributeName": target, "matchingPriority": 0, "flowType": "Always", "flowBehavior": "FlowWhenChanged",
		"defaultValue": nil, "exportMissingReferences": false, "source": nil,
	}
	for k, v := range more {
		m[k] = v
	}
	users["attributeMappings"] = append(users["attributeMappings"].([]any), m)
}

// from is the source of a mapping.
func from(expression string) map[string]any { return map[string]any{"expression": expression} }

// TestSelectUniqueValueIsRefused: a SCIM job does not have the function, unless the dial says that the target is to be asked.
func TestSelectUniqueValueIsRefused(t *testing.T) {
	path := mappingFile(t, func(users map[string]any) {
		mapped(users, "nickName", map[string]any{"flowType": "ObjectAddOnly", "source": from(`SelectUniqueValue([surname], Append([surname], "1"))`)})
	})
	dir, ids := people(t, 2)
	for _, id := range ids {
		if err := dir.SetAttr(id, "surname", "Holt"); err != nil {
			t.Fatal(err)
		}
	}
	_, err := simulator.New(simulator.Config{URL: "https://x.invalid", Token: "t", Directory: dir, Mapping: path})
	if err == nil || !strings.Contains(err.Error(), "nickName: SelectUniqueValue is supported only for Workday") {
		t.Errorf("got %v, want an error that says where the function is supported", err)
	}
	if r, err := simulator.ReadMapping(path); err != nil || len(r.Errors) != 1 || r.Errors[0].Line == 0 {
		t.Errorf("report: got %+v (%v), want one error with its line", r.Errors, err)
	}
	w := newWorld(t, dir, func(cfg *simulator.Config) {
		cfg.Mapping, cfg.Dials = path, map[string]string{"select-unique-value": "ask"}
	})
	w.cycle()
	var names []string
	for _, u := range w.target.All("Users") {
		names = append(names, u.Attrs["nickName"])
	}
	slices.Sort(names)
	if got := strings.Join(names, " "); got != "Holt Holt1" {
		t.Errorf("nicknames in the target: got %q, want Holt and Holt1", got)
	}
	if got := w.sim.Warnings(); len(got) == 0 || !strings.Contains(strings.Join(got, "\n"), "SelectUniqueValue") {
		t.Errorf("warnings: got %v, want one about SelectUniqueValue", got)
	}
}
