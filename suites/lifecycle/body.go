package lifecycle

import (
	"slices"

	"github.com/go-json-experiment/json"
)

// attributesOf lists the attributes that a PATCH body changes: its paths, or the keys of operations without one.
func attributesOf(body string) []string {
	var patch struct {
		Operations []struct {
			Path  string `json:"path"`
			Value any    `json:"value"`
		}
	}
	if err := json.Unmarshal([]byte(body), &patch); err != nil {
		return []string{"unreadable body: " + err.Error()}
	}
	var out []string
	for _, op := range patch.Operations {
		if op.Path != "" {
			out = append(out, op.Path)
			continue
		}
		value, _ := op.Value.(map[string]any)
		for key := range value {
			out = append(out, key)
		}
	}
	slices.Sort(out)
	return out
}
