package harness

import (
	"testing"

	"github.com/go-json-experiment/json/jsontext"
)

// FuzzDiscovery holds that no answer of the discovery endpoints crashes the reader, and that what cannot be read closes no
// gate.
func FuzzDiscovery(f *testing.F) {
	f.Add([]byte(`{"patch":{"supported":false}}`))
	f.Add([]byte(`{"Resources":[{"endpoint":"/Users","id":"urn:x","attributes":[{"name":"a"},null]}]}`))
	f.Add([]byte(`[{"endpoint":""}]`))
	f.Add([]byte(`{"Resources":{"endpoint":1}}`))
	f.Fuzz(func(t *testing.T, body []byte) {
		var read features
		read.provider, read.config = readConfig(body)
		read.types, read.endpoints = readResourceTypes(body)
		read.published, read.schemas = readSchemas(body)
		for _, g := range []Gate{GatePatch, GateFilter, GateCursor, GateGroups, GateEnterprise, GateCustomType, GateBinary, GateImmutable} {
			if open, reason := read.gate(g); open != (reason == "") {
				t.Errorf("gate %s: open %v with reason %q", g, open, reason)
			}
		}
		if !jsontext.Value(body).IsValid(jsontext.AllowDuplicateNames(true)) && (read.config != nil || read.endpoints != nil || read.schemas != nil) {
			t.Errorf("an answer that is no JSON announces something: %+v", read)
		}
	})
}
