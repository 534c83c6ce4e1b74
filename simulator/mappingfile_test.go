package simulator_test

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/go-json-experiment/json"

	"github.com/entrasim/entrasim/fixtures"
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
