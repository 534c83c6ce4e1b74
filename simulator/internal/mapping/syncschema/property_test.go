package syncschema_test

import (
	"fmt"
	"testing"

	"github.com/go-json-experiment/json"
	"pgregory.net/rapid"

	"github.com/entrasim/entrasim/simulator/internal/mapping/syncschema"
)

// document is a JSON object that is being made up.
type document = map[string]any

// strange adds members nobody knows to an object.
func strange(t *rapid.T, at string, d document) document {
	for i := range rapid.IntRange(0, 2).Draw(t, at+" strange") {
		d[fmt.Sprintf("x%d", i)] = rapid.SampledFrom([]any{nil, true, 7.0, "text", []any{1.0, "a"}, document{"deep": document{"er": "ü"}}}).Draw(t, at+" value")
	}
	return d
}

func texts() *rapid.Generator[string] {
	return rapid.SampledFrom([]string{"", "User", `a "quoted" text`, "ünï\u2028code", `Join(" ", [a], [b])`, "<&>"})
}

func list(t *rapid.T, at string, one func(string) document) []any {
	out := []any{}
	for i := range rapid.IntRange(0, 3).Draw(t, at+" length") {
		out = append(out, one(fmt.Sprintf("%s/%d", at, i)))
	}
	return out
}

func optional(t *rapid.T, at string) any {
	if rapid.Bool().Draw(t, at+" null") {
		return nil
	}
	return texts().Draw(t, at)
}

func metadata(t *rapid.T, at string) []any {
	return list(t, at, func(at string) document {
		return strange(t, at, document{"key": texts().Draw(t, at+" key"), "value": optional(t, at)})
	})
}

func source(t *rapid.T, at string, depth int) document {
	d := document{
		"expression": texts().Draw(t, at+" expression"), "name": texts().Draw(t, at+" name"), "parameters": []any{},
		"type": rapid.SampledFrom([]string{"Attribute", "Constant", "Function"}).Draw(t, at+" type"),
	}
	if depth > 0 {
		d["parameters"] = list(t, at+" parameters", func(at string) document {
			return strange(t, at, document{"key": texts().Draw(t, at+" key"), "value": source(t, at, depth-1)})
		})
	}
	return strange(t, at, d)
}

func filterGroups(t *rapid.T, at string) []any {
	return list(t, at, func(at string) document {
		return strange(t, at, document{"name": texts().Draw(t, at+" name"), "clauses": list(t, at+" clauses", func(at string) document {
			return strange(t, at, document{
				"operatorName": texts().Draw(t, at+" operator"), "sourceOperandName": texts().Draw(t, at+" attribute"),
				"targetOperand": strange(t, at, document{"values": []any{texts().Draw(t, at+" operand")}}),
			})
		})})
	})
}

func attributeMapping(t *rapid.T, at string) document {
	d := document{
		"defaultValue": optional(t, at+" default"), "exportMissingReferences": rapid.Bool().Draw(t, at+" missing"),
		"flowBehavior":     rapid.SampledFrom([]string{"FlowWhenChanged", "FlowAlways"}).Draw(t, at+" behaviour"),
		"flowType":         rapid.SampledFrom([]string{"Always", "ObjectAddOnly", "MultiValueAddOnly", "ValueAddOnly", "AttributeAddOnly"}).Draw(t, at+" flow"),
		"matchingPriority": float64(rapid.IntRange(0, 3).Draw(t, at+" priority")), "targetAttributeName": texts().Draw(t, at+" target"), "source": nil,
	}
	if rapid.Bool().Draw(t, at+" has source") {
		d["source"] = source(t, at+" source", 2)
	}
	return strange(t, at, d)
}

func objectMapping(t *rapid.T, at string) document {
	d := document{
		"enabled": rapid.Bool().Draw(t, at+" enabled"), "name": texts().Draw(t, at+" name"), "scope": nil, "metadata": metadata(t, at+" metadata"),
		"flowTypes":        rapid.SampledFrom([]string{"None", "Add", "Update,Delete", "Add,Update,Delete"}).Draw(t, at+" actions"),
		"sourceObjectName": texts().Draw(t, at+" source"), "targetObjectName": texts().Draw(t, at+" target"),
		"attributeMappings": list(t, at+" attributes", func(at string) document { return attributeMapping(t, at) }),
	}
	if rapid.Bool().Draw(t, at+" has scope") {
		d["scope"] = strange(t, at+" scope", document{
			"categoryFilterGroups": filterGroups(t, at+" category"), "inputFilterGroups": filterGroups(t, at+" input"), "groups": filterGroups(t, at+" groups"),
		})
	}
	return strange(t, at, d)
}

func directory(t *rapid.T, at string) document {
	definition := func(at string) document {
		d := document{
			"name": texts().Draw(t, at+" name"), "type": texts().Draw(t, at+" type"), "mutability": texts().Draw(t, at+" mutability"),
			"defaultValue": optional(t, at+" default"), "apiExpressions": metadata(t, at+" api"), "metadata": metadata(t, at+" metadata"),
			"referencedObjects": list(t, at+" references", func(at string) document {
				return strange(t, at, document{"referencedObjectName": texts().Draw(t, at+" object"), "referencedProperty": optional(t, at)})
			}),
		}
		for _, flag := range []string{"anchor", "caseExact", "flowNullValues", "multivalued", "required"} {
			d[flag] = rapid.Bool().Draw(t, at+" "+flag)
		}
		return strange(t, at, d)
	}
	return strange(t, at, document{
		"id": texts().Draw(t, at+" id"), "name": texts().Draw(t, at+" name"), "readOnly": rapid.Bool().Draw(t, at+" read-only"),
		"discoveryDateTime": optional(t, at+" discovered"), "discoverabilities": texts().Draw(t, at+" abilities"), "version": optional(t, at+" version"),
		"objects": list(t, at+" objects", func(at string) document {
			return strange(t, at, document{
				"name": texts().Draw(t, at+" name"), "supportedApis": []any{texts().Draw(t, at+" api")}, "metadata": metadata(t, at+" metadata"),
				"attributes": list(t, at+" attributes", definition),
			})
		}),
	})
}

// TestExportGivesWhatWasImported: whatever complete document comes in, the same comes out, with the members nobody knows (engine §9).
func TestExportGivesWhatWasImported(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		rule := func(at string) document {
			return strange(rt, at, document{
				"containerFilter": nil, "groupFilter": nil, "editable": rapid.Bool().Draw(rt, at+" editable"), "id": texts().Draw(rt, at+" id"),
				"name": texts().Draw(rt, at+" name"), "priority": float64(rapid.IntRange(0, 9).Draw(rt, at+" priority")),
				"sourceDirectoryName": texts().Draw(rt, at+" from"), "targetDirectoryName": texts().Draw(rt, at+" to"), "metadata": metadata(rt, at+" metadata"),
				"objectMappings": list(rt, at+" mappings", func(at string) document { return objectMapping(rt, at) }),
			})
		}
		doc := strange(rt, "schema", document{
			"@odata.context": "c", "id": texts().Draw(rt, "id"), "version": texts().Draw(rt, "version"),
			"synchronizationRules": list(rt, "rules", rule), "directories": list(rt, "directories", func(at string) document { return directory(rt, at) }),
		})
		text, err := json.Marshal(doc)
		if err != nil {
			rt.Fatal(err)
		}
		s, err := syncschema.Parse(text)
		if err != nil {
			rt.Fatalf("import: %v\n%s", err, text)
		}
		exported, err := syncschema.Marshal(s)
		if err != nil {
			rt.Fatalf("export: %v", err)
		}
		if got, want := canonical(t, exported), canonical(t, text); got != want {
			rt.Fatalf("the export is another document: %s", difference(got, want))
		}
	})
}
