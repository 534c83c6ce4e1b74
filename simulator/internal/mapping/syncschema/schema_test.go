package syncschema_test

import (
	"encoding/binary"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"
	"unicode/utf16"

	"github.com/go-json-experiment/json/jsontext"

	"github.com/entrasim/entrasim/fixtures"
	"github.com/entrasim/entrasim/simulator/internal/mapping/syncschema"
)

func canonical(t *testing.T, b []byte) string {
	t.Helper()
	v := jsontext.Value(b).Clone()
	if err := v.Canonicalize(); err != nil {
		t.Fatal(err)
	}
	return string(v)
}

func roundTrip(t *testing.T, data []byte) string {
	t.Helper()
	s, err := syncschema.Parse(data)
	if err != nil {
		t.Fatal(err)
	}
	b, err := syncschema.Marshal(s)
	if err != nil {
		t.Fatal(err)
	}
	return canonical(t, b)
}

// difference shows where two texts part.
func difference(got, want string) string {
	i := 0
	for i < min(len(got), len(want)) && got[i] == want[i] {
		i++
	}
	from := max(i-80, 0)
	return fmt.Sprintf("at %d\ngot  …%.200s\nwant …%.200s", i, got[from:], want[from:])
}

func TestShippedMappingsAreComplete(t *testing.T) {
	for _, name := range fixtures.Mappings() {
		data, err := fixtures.Mapping(name)
		if err != nil {
			t.Fatal(err)
		}
		if got, want := roundTrip(t, data), canonical(t, data); got != want {
			t.Errorf("%s does not survive reading and writing: %s", name, difference(got, want))
		}
	}
}

// Members nobody knows are given back, wherever they stand (graph-synchronization §3.3).
func TestUnknownMembersAreKept(t *testing.T) {
	const text = `{"@odata.context":"c","id":"j","version":"v","synchronizationRules":[{"x1":{"a":[1]},"containerFilter":null,"editable":true,
		"groupFilter":{"includedGroups":[]},"id":"r","name":"R","priority":1,"sourceDirectoryName":"S","targetDirectoryName":"T","metadata":[{"key":"k","value":null,"x2":1}],
		"objectMappings":[{"x3":1,"enabled":false,"flowTypes":"Add,Delete","name":"U","sourceObjectName":"User","targetObjectName":"T","metadata":[],
		"scope":{"x4":1,"categoryFilterGroups":[],"inputFilterGroups":[],"groups":[{"x5":1,"name":"G","clauses":[{"x6":1,"operatorName":"EQUALS","sourceOperandName":"a","targetOperand":{"x7":1,"values":["v"]}}]}]},
		"attributeMappings":[{"x8":1,"defaultValue":null,"exportMissingReferences":false,"flowBehavior":"FlowAlways","flowType":"ValueAddOnly","matchingPriority":1,"targetAttributeName":"t","flowNullValues":"x",
		"source":{"x9":1,"expression":"[a]","name":"a","type":"Attribute","parameters":[{"x10":1,"key":"k","value":{"expression":"\"1\"","name":"1","type":"Constant","parameters":[]}}]}}]}]}],
		"directories":[{"x11":1,"id":"d","name":"S","discoverabilities":"None","discoveryDateTime":null,"readOnly":true,"version":"v",
		"objects":[{"x12":1,"name":"User","supportedApis":[],"metadata":[],"attributes":[{"x13":1,"anchor":false,"caseExact":false,"defaultValue":null,"flowNullValues":false,"multivalued":false,"mutability":"ReadWrite","name":"a","required":false,"type":"String","apiExpressions":[],"metadata":[],
		"referencedObjects":[{"x14":1,"referencedObjectName":"User","referencedProperty":null}]}]}]}]}`
	if got, want := roundTrip(t, []byte("\xef\xbb\xbf"+text)), canonical(t, []byte(text)); got != want {
		t.Errorf("unknown members are lost: %s", difference(got, want))
	}
}

func TestAbsentMembersTakeGraphsDefaults(t *testing.T) {
	s, err := syncschema.Parse([]byte(`{"synchronizationRules":[{"objectMappings":[{"attributeMappings":[{"source":{}}]}]}]}`))
	if err != nil {
		t.Fatal(err)
	}
	m := s.SynchronizationRules[0].ObjectMappings[0]
	a := m.AttributeMappings[0]
	if !m.Enabled || m.FlowTypes != syncschema.AllFlowTypes || a.FlowType != syncschema.Always ||
		a.FlowBehavior != syncschema.FlowWhenChanged || a.Source.Type != syncschema.SourceAttribute {
		t.Errorf("got enabled %t, flowTypes %s, flowType %s, flowBehavior %s, source type %s", m.Enabled, m.FlowTypes, a.FlowType, a.FlowBehavior, a.Source.Type)
	}
}

func TestEnumsIgnoreLetterCase(t *testing.T) {
	s, err := syncschema.Parse([]byte(`{"synchronizationRules":[{"objectMappings":[{"flowTypes":"add, UPDATE","attributeMappings":[{"flowType":"objectaddonly"}]}]}]}`))
	if err != nil {
		t.Fatal(err)
	}
	m := s.SynchronizationRules[0].ObjectMappings[0]
	if got := m.FlowTypes.String(); got != "Add,Update" || m.AttributeMappings[0].FlowType != syncschema.ObjectAddOnly {
		t.Errorf("got flowTypes %s and flowType %s", got, m.AttributeMappings[0].FlowType)
	}
	if got := syncschema.FlowTypes(0).String(); got != "None" {
		t.Errorf("no flow types: got %s, want None", got)
	}
}

func TestParseErrors(t *testing.T) {
	for name, c := range map[string]struct {
		text         string
		line, column int
		pointer      string
		want         string
	}{
		"syntax":         {"{\n \"id\": x}", 2, 8, "/id", "invalid character 'x'"},
		"cut off":        {`{"id": "a"`, 1, 11, "", "ends too early"},
		"text for list":  {"{\"id\":\"ä\",\n  \"directories\": \"x\"}", 2, 18, "/directories", "a text stands where a list belongs"},
		"null for text":  {`{"synchronizationRules":[{"priority":"x"}]}`, 1, 38, "/synchronizationRules/0/priority", "a text stands where a whole number belongs"},
		"unknown enum":   {`{"synchronizationRules":[{"objectMappings":[{"flowTypes":"Add,Sing"}]}]}`, 1, 58, "/synchronizationRules/0/objectMappings/0/flowTypes", `"Sing" is not one of`},
		"flag":           {`{"synchronizationRules":[{"objectMappings":[{"enabled":"yes"}]}]}`, 1, 56, "/synchronizationRules/0/objectMappings/0/enabled", "not true or false"},
		"repeated":       {`{"id":"a","id":"b"}`, 1, 11, "/id", "duplicate object member name"},
		"trailing text":  {`{} x`, 1, 4, "", "after top-level value"},
		"not an object":  {`[]`, 1, 1, "", "a list stands where an object belongs"},
		"empty document": {``, 1, 1, "", "ends too early"},
	} {
		t.Run(name, func(t *testing.T) {
			_, err := syncschema.Parse([]byte(c.text))
			var at *syncschema.ParseError
			if !errors.As(err, &at) {
				t.Fatalf("got error %v, want a *ParseError", err)
			}
			if at.Line != c.line || at.Column != c.column || at.Pointer != c.pointer || !strings.Contains(at.Problem, c.want) {
				t.Errorf("got %v (pointer %q), want line %d, column %d, pointer %q, %q", at, at.Pointer, c.line, c.column, c.pointer, c.want)
			}
		})
	}
}

func TestLocate(t *testing.T) {
	data := []byte("{\"a\": [1,\n {\"b\": \"ä\", \"c\": null}],\n \"d\":true}")
	want := map[string]syncschema.Location{"": {1, 1}, "/a": {1, 7}, "/a/0": {1, 8}, "/a/1": {2, 2}, "/a/1/b": {2, 8}, "/a/1/c": {2, 18}, "/d": {3, 6}}
	pointers := append(slices.Collect(maps.Keys(want)), "/x")
	for name, text := range map[string][]byte{"UTF-8": data, "with a mark": append([]byte("\xef\xbb\xbf"), data...), "UTF-16LE": utf16Of(string(data), false), "UTF-16BE": utf16Of(string(data), true)} {
		if got := syncschema.Locate(text, pointers...); !maps.Equal(got, want) {
			t.Errorf("%s: got %v, want %v, and nothing for what is not there", name, got, want)
		}
	}
}

// utf16Of writes a text as PowerShell's redirection does.
func utf16Of(s string, big bool) []byte {
	var out []byte
	for _, unit := range utf16.Encode([]rune("\ufeff" + s)) {
		if big {
			out = binary.BigEndian.AppendUint16(out, unit)
		} else {
			out = binary.LittleEndian.AppendUint16(out, unit)
		}
	}
	return out
}

// A schema that went through PowerShell's redirection reads as the one that did not.
func TestUTF16(t *testing.T) {
	const text = `{"id":"ä😀","version":"v","synchronizationRules":null,"directories":null,"more":1}`
	for _, big := range []bool{false, true} {
		s, err := syncschema.Parse(utf16Of(text, big))
		if err != nil || s.ID != "ä😀" {
			t.Errorf("big-endian %t: got %+v (%v), want the id ä😀", big, s, err)
		}
	}
}

// Unknown members are named by their place; annotations of OData are not worth a word.
func TestUnknownMembersAreNamed(t *testing.T) {
	const text = `{"@odata.context":"c","directories@odata.context":"c","x/1":{"y":1},"synchronizationRules":[null,{"x2":1,"metadata":[{"key":"k","x3":1}],
		"objectMappings":[null,{"x4":1,"metadata":[{"x5":1}],"scope":{"x6":1,"categoryFilterGroups":[{"x7":1}],"inputFilterGroups":[{"clauses":[{"x8":1}]}],
		"groups":[{"clauses":[{"targetOperand":{"x9":1}}]}]},"attributeMappings":[null,{"x10":1,"source":{"x11":1,"parameters":[{"x12":1,"value":{"x13":1}}]}}]}]}],
		"directories":[null,{"x14":1,"objects":[null,{"x15":1,"metadata":[{"x16":1}],"attributes":[null,{"x17":1,"apiExpressions":[{"x18":1}],"metadata":[{"x19":1}],"referencedObjects":[{"x20":1}]}]}]}]}`
	s, err := syncschema.Parse([]byte(text))
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, u := range s.UnknownMembers() {
		got = append(got, u.Pointer)
	}
	const rule, object = "/synchronizationRules/1", "/synchronizationRules/1/objectMappings/1"
	const dir, def = "/directories/1/objects/1", "/directories/1/objects/1/attributes/1"
	want := []string{
		"/x~11", rule + "/x2", rule + "/metadata/0/x3", object + "/x4", object + "/metadata/0/x5", object + "/scope/x6",
		object + "/scope/categoryFilterGroups/0/x7", object + "/scope/inputFilterGroups/0/clauses/0/x8", object + "/scope/groups/0/clauses/0/targetOperand/x9",
		object + "/attributeMappings/1/x10", object + "/attributeMappings/1/source/x11", object + "/attributeMappings/1/source/parameters/0/x12",
		object + "/attributeMappings/1/source/parameters/0/value/x13", "/directories/1/x14", dir + "/x15", dir + "/metadata/0/x16",
		def + "/x17", def + "/apiExpressions/0/x18", def + "/metadata/0/x19", def + "/referencedObjects/0/x20",
	}
	if !slices.Equal(got, want) {
		t.Errorf("got\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
	if located := syncschema.Locate([]byte(text), want...); len(located) != len(want) {
		t.Errorf("located %d of %d members", len(located), len(want))
	}
}

func FuzzParse(f *testing.F) {
	f.Add([]byte(`{"id":"j","synchronizationRules":[{"objectMappings":[{"flowTypes":"Add","attributeMappings":[{"source":null}]}]}]}`))
	f.Add([]byte(`{"x":1,"directories":[{}]}`))
	f.Fuzz(func(t *testing.T, data []byte) {
		s, err := syncschema.Parse(data)
		if err != nil {
			var at *syncschema.ParseError
			if !errors.As(err, &at) || at.Line < 1 || at.Column < 1 {
				t.Fatalf("error without place: %v", err)
			}
			return
		}
		b, err := syncschema.Marshal(s)
		if err != nil {
			t.Fatalf("what was read cannot be written: %v", err)
		}
		if _, err := syncschema.Parse(b); err != nil {
			t.Fatalf("what was written cannot be read: %v\n%s", err, b)
		}
	})
}
