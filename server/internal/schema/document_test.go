package schema_test

import (
	"bytes"
	"encoding/json"
	"flag"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/entrasim/entrasim/server/internal/schema"
	"github.com/entrasim/entrasim/server/internal/scim"
)

var update = flag.Bool("update", false, "rewrite the golden files; read the difference before committing it")

// golden compares got with a file below testdata.
func golden(t *testing.T, name string, got []byte) {
	t.Helper()
	var pretty bytes.Buffer
	if err := json.Indent(&pretty, got, "", "  "); err != nil {
		t.Fatalf("%s is not JSON: %v", name, err)
	}
	pretty.WriteByte('\n')
	file := filepath.Join("testdata", name)
	if *update {
		if err := os.WriteFile(file, pretty.Bytes(), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	want, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(pretty.Bytes(), want) {
		t.Errorf("%s differs from its golden file; run the test with -update and look at the difference", name)
	}
}

func TestSchemaDocuments(t *testing.T) {
	for _, s := range schema.Core().Schemas() {
		golden(t, "schema_"+s.Name[strings.LastIndexByte(s.Name, ' ')+1:]+".json", s.AppendJSON(nil, "https://scim.example/scim/v2"))
	}
}

func TestResourceTypeDocuments(t *testing.T) {
	for _, rt := range schema.Core().ResourceTypes() {
		golden(t, "resourcetype_"+rt.Name+".json", rt.AppendJSON(nil, "https://scim.example/scim/v2"))
	}
}

// TestSchemaDocumentsAreComplete holds every published attribute to RFC 7643 §7 and to what Entra's schema discovery asks
// for (Q66): a description each, camel case, no null.
func TestSchemaDocumentsAreComplete(t *testing.T) {
	name := regexp.MustCompile(`^(\$ref|[a-z][A-Za-z0-9]*)$`)
	for _, s := range schema.Core().Schemas() {
		doc := s.AppendJSON(nil, "https://scim.example/scim/v2")
		if bytes.Contains(doc, []byte("null")) {
			t.Errorf("%s: a null in the document", s.ID)
		}
		obj, err := scim.Decode(doc, scim.Limits{})
		if err != nil {
			t.Fatalf("%s: %v", s.ID, err)
		}
		if loc := obj["meta"].(scim.Object)["location"]; loc != "https://scim.example/scim/v2/Schemas/"+s.ID {
			t.Errorf("%s: meta.location is %v", s.ID, loc)
		}
		var walk func(path string, list []any)
		walk = func(path string, list []any) {
			for _, e := range list {
				a := e.(scim.Object)
				at := path + "/" + a["name"].(string)
				if !name.MatchString(a["name"].(string)) {
					t.Errorf("%s: not a name by RFC 7643 §2.1", at)
				}
				for _, key := range []string{"type", "multiValued", "description", "required", "mutability", "returned"} {
					if v, ok := a[key]; !ok || v == "" {
						t.Errorf("%s: %s is missing", at, key)
					}
				}
				_, subs := a["subAttributes"]
				if (a["type"] == "complex") != subs {
					t.Errorf("%s: subAttributes belong to complex attributes and only to them", at)
				}
				if _, refs := a["referenceTypes"]; (a["type"] == "reference") != refs {
					t.Errorf("%s: referenceTypes belong to references and only to them", at)
				}
				if a["type"] == "string" && (a["caseExact"] == nil || a["uniqueness"] == nil) {
					t.Errorf("%s: a string needs caseExact and uniqueness", at)
				}
				if subs {
					walk(at, a["subAttributes"].([]any))
				}
			}
		}
		walk(s.Name, obj["attributes"].([]any))
	}
}

func TestRegistryFindsSchemasInAnyCase(t *testing.T) {
	reg := schema.Core()
	if s := reg.Schema(strings.ToUpper(scim.SchemaUser)); s == nil || s.ID != scim.SchemaUser {
		t.Errorf("URNs ignore letter case (RFC 7644 §3.10), got %v", s)
	}
	if reg.Schema(scim.MessagePatchOp) != nil {
		t.Error("message URNs are no schemas (RFC 7644 §3.1)")
	}
	if reg.ResourceType("Device") != nil {
		t.Error("an unknown resource type was found")
	}
}
