package server_test

import (
	"encoding/json"
	"fmt"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/entrasim/entrasim/server"
	"github.com/entrasim/entrasim/server/internal/schema"
)

const (
	core   = "urn:ietf:params:scim:schemas:core:2.0:User"
	ent    = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User"
	groups = "urn:ietf:params:scim:schemas:core:2.0:Group"
)

// caller sends requests to one organisation.
type caller struct {
	t     testing.TB
	srv   *server.Server
	token string
}

// newCaller makes an organisation with a token.
func newCaller(t testing.TB, srv *server.Server, org string, change server.Change) caller {
	t.Helper()
	if err := srv.CreateOrganisation(t.Context(), org, ""); err != nil {
		t.Fatal(err)
	}
	if err := srv.Configure(t.Context(), org, change); err != nil {
		t.Fatal(err)
	}
	issued, err := srv.IssueToken(t.Context(), org, org+"-entra", server.TokenOptions{})
	if err != nil {
		t.Fatal(err)
	}
	return caller{t, srv, issued.Token}
}

func (c caller) send(method, path, body string, header http.Header) *httptest.ResponseRecorder {
	r := httptest.NewRequest(method, c.srv.BasePath()+path, strings.NewReader(body))
	r.Header.Set("Authorization", "Bearer "+c.token)
	if body != "" {
		r.Header.Set("Content-Type", "application/scim+json")
	}
	for k, v := range header {
		r.Header[k] = v
	}
	w := httptest.NewRecorder()
	c.srv.Handler().ServeHTTP(w, r)
	return w
}

// ask sends a request and tells the answer without what is different every time.
func (c caller) ask(method, path, body string) string {
	w := c.send(method, path, body, nil)
	var doc map[string]any
	if err := json.Unmarshal(w.Body.Bytes(), &doc); err != nil {
		return fmt.Sprint(w.Code)
	}
	for _, k := range []string{"id", "meta", "detail"} {
		delete(doc, k)
	}
	text, err := json.Marshal(doc)
	if err != nil {
		c.t.Fatal(err)
	}
	return fmt.Sprintf("%d %s", w.Code, text)
}

// user creates a user from attributes and returns its id.
func (c caller) user(attributes string) string {
	c.t.Helper()
	return c.create("/Users", `{"schemas":["`+core+`"],`+attributes+`}`)
}

func (c caller) create(path, body string) string {
	c.t.Helper()
	w := c.send("POST", path, body, nil)
	var doc struct{ ID string }
	if w.Code != 201 || json.Unmarshal(w.Body.Bytes(), &doc) != nil {
		c.t.Fatalf("create %s: %d %s", body, w.Code, w.Body)
	}
	return doc.ID
}

// post tells what becomes of a body.
func (c caller) post(attributes string) string {
	return c.ask("POST", "/Users", `{"schemas":["`+core+`","`+ent+`"],"userName":"p",`+attributes+`}`)
}

// patch tells what becomes of a user.
func (c caller) patch(attributes, ops string) string {
	id := c.user(`"userName":"p",` + attributes)
	w := c.send("PATCH", "/Users/"+id, `{"schemas":["urn:ietf:params:scim:api:messages:2.0:PatchOp"],"Operations":[`+ops+`]}`, nil)
	return fmt.Sprint(w.Code, " ", c.ask("GET", "/Users/"+id, ""))
}

// probes ask something that a switch decides about. Everything else about the question is as the RFC wants it.
var probes = map[string]func(c caller) string{
	"string-booleans": func(c caller) string { return c.post(`"active":"False"`) },
	"string-numbers": func(c caller) string {
		return c.ask("POST", "/Devices", `{"schemas":["urn:example:device"],"ports":"7"}`)
	},
	"empty-clears":     func(c caller) string { return c.post(`"title":""`) },
	"bare-references":  func(c caller) string { return c.post(`"emails":["a@x"]`) },
	"array-for-single": func(c caller) string { return c.post(`"name":[{"givenName":"A"}]`) },
	"single-for-array": func(c caller) string { return c.post(`"emails":{"value":"a@x"}`) },
	"wrapped-values": func(c caller) string {
		return c.ask("POST", "/Devices", `{"schemas":["urn:example:device"],"tags":[{"value":"a"}]}`)
	},
	"roles-json-text":    func(c caller) string { return c.post(`"roles":[{"value":"{\"value\":\"r\",\"displayName\":\"R\"}"}]`) },
	"display-name-alias": func(c caller) string { return c.post(`"roles":[{"value":"r","displayName":"R"}]`) },
	"canonical-values":   func(c caller) string { return c.post(`"emails":[{"value":"a@x","type":"private"}]`) },
	"reference-values":   func(c caller) string { return c.post(`"profileUrl":"not a URI"`) },

	"unknown-attributes": func(c caller) string { return c.post(`"shoeSize":41`) },
	"unknown-schemas": func(c caller) string {
		return c.ask("POST", "/Users", `{"schemas":["`+core+`","urn:x"],"userName":"p"}`)
	},
	"schemas-optional": func(c caller) string { return c.ask("POST", "/Users", `{"userName":"p"}`) },
	"qualified-keys":   func(c caller) string { return c.patch(`"title":"T"`, `{"op":"add","value":{"name.givenName":"A"}}`) },
	"nested-core":      func(c caller) string { return c.post(`"` + core + `":{"title":"T"}`) },
	"dotted-urn": func(c caller) string {
		return c.patch(`"title":"T"`, `{"op":"add","path":"`+ent+`.department","value":"D"}`)
	},

	"op-case": func(c caller) string { return c.patch(`"title":"T"`, `{"op":"Add","path":"title","value":"U"}`) },
	"filtered-upsert": func(c caller) string {
		return c.patch(`"title":"T"`, `{"op":"replace","path":"emails[type eq \"work\"].value","value":"a@x"}`)
	},
	"remove-by-value": func(c caller) string {
		return c.patch(`"emails":[{"value":"a@x"},{"value":"b@x"}]`, `{"op":"remove","path":"emails","value":[{"value":"a@x"}]}`)
	},
	"prune-elements": func(c caller) string {
		return c.patch(`"emails":[{"value":"a@x","type":"work"}]`, `{"op":"remove","path":"emails[type eq \"work\"].value"}`)
	},
	"read-only-keys": func(c caller) string {
		return c.patch(`"title":"T"`, `{"op":"replace","value":{"id":"x","title":"U"}}`)
	},
	"single-value-filter": func(c caller) string {
		return c.patch(`"name":{"givenName":"A","familyName":"B"}`, `{"op":"replace","path":"name[givenName eq \"A\"].familyName","value":"C"}`)
	},
	"patch-answer": func(c caller) string {
		id := c.create("/Groups", `{"schemas":["`+groups+`"],"displayName":"G"}`)
		return c.ask("PATCH", "/Groups/"+id, `{"schemas":["urn:ietf:params:scim:api:messages:2.0:PatchOp"],"Operations":[{"op":"replace","path":"displayName","value":"H"}]}`)
	},

	"unquoted-literals": func(c caller) string { return c.ask("GET", "/Users?filter=externalId+eq+jyoung", "") },
	"path-after-filter": func(c caller) string {
		return c.ask("GET", "/Users?filter=emails%5Btype+eq+%22work%22%5D.value+eq+%22x%22", "")
	},

	"external-id-schema": func(c caller) string {
		listed := func(path string) bool {
			return strings.Contains(c.send("GET", path, "", nil).Body.String(), `"name":"externalId","type":"string"`)
		}
		return fmt.Sprint(listed("/Schemas"), listed("/Schemas/"+core), listed("/Schemas/"+groups), listed("/Schemas/"+ent))
	},

	"group-names": func(c caller) string {
		c.create("/Groups", `{"schemas":["`+groups+`"],"displayName":"G"}`)
		return c.ask("POST", "/Groups", `{"schemas":["`+groups+`"],"displayName":"g"}`)
	},
	"dangling-managers": func(c caller) string { return c.post(`"` + ent + `":{"manager":{"value":"nobody"}}`) },
	"accept": func(c caller) string {
		return fmt.Sprint(c.send("GET", "/Users", "", http.Header{"Accept": {"text/html"}}).Code)
	},
	"unlabelled-body": func(c caller) string {
		return fmt.Sprint(c.send("POST", "/Users", `{"schemas":["`+core+`"],"userName":"p"}`, http.Header{"Content-Type": nil}).Code)
	},
}

// oddities ask something whose answer the RFC leaves open, and tell the answer to the byte.
var oddities = map[string]func(c caller) string{
	"page-size":       list("Users?count=4"),
	"list-order":      list("Users?attributes=userName"),
	"element-order":   list("Users?filter=emails+pr&attributes=emails"),
	"attribute-order": list("Schemas/" + core),
	"unassigned":      list("Users"),
	"time-form":       list("Users"),
	"etag-form":       list("Users"),
	"json-form":       list("Users"),
	"error-detail":    func(c caller) string { return c.send("GET", "/Users/none", "", nil).Body.String() },
	"media-type":      func(c caller) string { return c.send("GET", "/Users", "", nil).Header().Get("Content-Type") },
	"id-form":         func(c caller) string { return fmt.Sprint(len(c.user(`"userName":"p"`)), " long") },
	"patch-answer": func(c caller) string {
		id := c.user(`"userName":"p"`)
		return fmt.Sprint(c.send("PATCH", "/Users/"+id, `{"schemas":["urn:ietf:params:scim:api:messages:2.0:PatchOp"],"Operations":[{"op":"replace","path":"title","value":"T"}]}`, nil).Code)
	},
}

func list(path string) func(caller) string {
	return func(c caller) string {
		for i := range 6 {
			c.user(fmt.Sprintf(`"userName":"u%d","emails":[{"value":"a%d@x"},{"value":"b@x"},{"value":"c@x"}]`, i, i))
		}
		return c.send("GET", "/"+path, "", nil).Body.String()
	}
}

// Every switch of the table makes a difference that a client sees, each by itself.
func TestEverySwitchMakesADifference(t *testing.T) {
	seed := uint64(1)
	srv := open(t, server.Config{Memory: true, Seed: &seed, Now: fixedClock})
	device := []byte(`{"id":"urn:example:device","name":"Device","attributes":[{"name":"ports","type":"integer"},{"name":"tags","type":"string","multiValued":true}]}`)
	typ := []byte(`{"name":"Device","endpoint":"/Devices","schema":"urn:example:device"}`)
	strict, n := "strict", 0
	answer := func(probe func(caller) string, name string, choice schema.Choice, seed uint64) string {
		n++
		return probe(newCaller(t, srv, fmt.Sprint("org-", n), server.Change{
			Mood: &strict, Seed: &seed, Switches: map[string]string{name: string(choice)}, Schemas: [][]byte{device}, Types: [][]byte{typ},
		}))
	}
	for _, s := range schema.Switches() {
		if s.Strict != "" {
			probe := probes[s.Name]
			if probe == nil {
				t.Errorf("nobody asks about switch %s", s.Name)
				continue
			}
			if a, b := answer(probe, s.Name, schema.Entra, 1), answer(probe, s.Name, schema.Strict, 1); a == b {
				t.Errorf("switch %s: both choices answer %s", s.Name, a)
			}
		}
		if s.Awkward != "" {
			probe := oddities[s.Name]
			if probe == nil {
				t.Errorf("nobody asks about the awkward choice of switch %s", s.Name)
				continue
			}
			plain, seen := answer(probe, s.Name, schema.Strict, 1), map[string]bool{}
			for seed := range uint64(12) {
				seen[answer(probe, s.Name, schema.Awkward, seed)] = true
			}
			if delete(seen, plain); len(seen) == 0 {
				t.Errorf("switch %s: the awkward choice is never anything but %s", s.Name, plain)
			}
		}
	}
}
