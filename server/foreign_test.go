package server_test

import (
	"fmt"
	"maps"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"testing"

	"github.com/entrasim/entrasim/server"
)

// What another organisation has of its own (resource types, schemas, resources, cursors, providers, clients, tokens) is answered, by
// the SCIM port, the token endpoint and the admin plane within an organisation, exactly as what nobody has: same status, same
// header, same body. Names that are unique over all organisations (providers, clients) are refused to whoever makes a second one,
// which only the operator can try. The ids of users and groups are the business of package httpapi's test.
func TestWhatOthersHaveIsWhatNobodyHas(t *testing.T) {
	for name, cfg := range stores(t) {
		t.Run(name, func(t *testing.T) {
			cfg.Now = fixedClock
			srv := open(t, cfg)
			const urn = "urn:example:device"
			device := server.Change{
				Schemas: [][]byte{[]byte(`{"id":"` + urn + `","name":"Device","attributes":[{"name":"serial","type":"string","required":true,"uniqueness":"server"}]}`)},
				Types: [][]byte{
					[]byte(`{"name":"Device","endpoint":"/Devices","schema":"` + urn + `"}`),
				},
			}
			theirs, mine := newCaller(t, srv, "foreign-theirs", device), newCaller(t, srv, "foreign-mine", server.Change{})
			id := theirs.create("/Devices", `{"schemas":["`+urn+`"],"serial":"S1"}`)
			theirs.create("/Devices", `{"schemas":["`+urn+`"],"serial":"S2"}`)
			user := theirs.user(`"userName":"ada"`)
			group := theirs.create("/Groups", `{"displayName":"Optics","members":[{"value":"`+user+`"}]}`)
			admin := func(method, path, body string) *httptest.ResponseRecorder {
				r := httptest.NewRequest(method, "http://127.0.0.1/admin/v1/organisations"+path, strings.NewReader(body))
				if body != "" {
					r.Header.Set("Content-Type", "application/json")
				}
				w := httptest.NewRecorder()
				srv.AdminHandler().ServeHTTP(w, r)
				return w
			}
			made := func(path, body string) string {
				w := admin("POST", "/foreign-theirs"+path, body)
				if w.Code != http.StatusCreated {
					t.Fatalf("POST %s: %d %s", path, w.Code, w.Body)
				}
				_, rest, _ := strings.Cut(w.Body.String(), `"id": "`)
				id, _, _ := strings.Cut(rest, `"`)
				return id
			}
			client := made("/clients", `{"id":"foreign-client","provider":"foreign-theirs-entra"}`)
			secret := made("/clients/"+client+"/secrets", `{}`)
			token := made("/tokens", `{"provider":"foreign-theirs-entra"}`)
			if err := srv.SetRoles(t.Context(), "foreign-theirs", "member", "boss"); err != nil {
				t.Fatal(err)
			}
			if err := srv.SetRoles(t.Context(), "foreign-mine", "member", "boss"); err != nil {
				t.Fatal(err)
			}
			if err := srv.MapRole(t.Context(), "foreign-theirs", group, "boss"); err != nil {
				t.Fatal(err)
			}
			_, cursor, _ := strings.Cut(theirs.send("GET", "/Devices?cursor=&count=1", "", nil).Body.String(), `"nextCursor":"`)
			cursor, _, _ = strings.Cut(cursor, `"`)
			raw, _, _ := strings.Cut(mine.token, ":")
			if cursor == "" || token == "" || secret == "" {
				t.Fatalf("cursor %q, token %q, secret %q: want one of each", cursor, token, secret)
			}

			// Each word stands for what they have, and for something of the same form that nobody has.
			words := map[string][2]string{
				"{TYPES}": {"Devices", "Gadgets"}, "{TYPE}": {"Device", "Gadget"}, "{URN}": {urn, "urn:example:gadget"},
				"{ID}": {id, altered(id)}, "{USER}": {user, altered(user)}, "{GROUP}": {group, altered(group)}, "{CURSOR}": {cursor, altered(cursor)},
				"{PROVIDER}": {"foreign-theirs-entra", "foreign-nobody-entra"}, "{CLIENT}": {client, altered(client)}, "{SECRET}": {secret, altered(secret)},
				"{TOKEN}": {token, altered(token)}, "{ORG}": {"foreign-theirs", "foreign-nobody"},
			}
			keys := slices.SortedFunc(maps.Keys(words), func(a, b string) int { return len(words[b][0]) - len(words[a][0]) })
			scim := func(method, path, body string) *httptest.ResponseRecorder { return mine.send(method, path, body, nil) }
			own := func(method, path, body string) *httptest.ResponseRecorder {
				return admin(method, "/foreign-mine"+path, body)
			}
			grant := func(method, path, body string) *httptest.ResponseRecorder {
				r := httptest.NewRequest(method, path, strings.NewReader(body))
				r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
				w := httptest.NewRecorder()
				srv.Handler().ServeHTTP(w, r)
				return w
			}
			bearer := func(method, path, body string) *httptest.ResponseRecorder {
				token, target, _ := strings.Cut(path, "@")
				return caller{t, srv, token}.send(method, target, body, nil)
			}
			const patch, bulk = `{"schemas":["urn:ietf:params:scim:api:messages:2.0:PatchOp"],"Operations":[`, `{"schemas":["urn:ietf:params:scim:api:messages:2.0:BulkRequest"],"Operations":[`
			ownUser := mine.user(`"userName":"own"`)
			before := theirs.dump()
			for _, r := range []struct {
				send               func(method, path, body string) *httptest.ResponseRecorder
				method, path, body string
			}{
				{scim, "GET", "/{TYPES}", ""},
				{scim, "HEAD", "/{TYPES}", ""},
				{scim, "OPTIONS", "/{TYPES}", ""},
				{scim, "POST", "/{TYPES}", `{"schemas":["{URN}"],"serial":"S1"}`},
				{scim, "POST", "/{TYPES}/.search", `{"schemas":["urn:ietf:params:scim:api:messages:2.0:SearchRequest"]}`},
				{scim, "GET", "/{TYPES}/{ID}", ""},
				{scim, "PUT", "/{TYPES}/{ID}", `{"schemas":["{URN}"],"serial":"S3"}`},
				{scim, "PATCH", "/{TYPES}/{ID}", patch + `{"op":"replace","path":"serial","value":"S3"}]}`},
				{scim, "DELETE", "/{TYPES}/{ID}", ""},
				{scim, "GET", "/Schemas/{URN}", ""},
				{scim, "GET", "/ResourceTypes/{TYPE}", ""},
				{scim, "GET", "/Users?filter={URN}:serial+pr", ""},
				{scim, "GET", "/Users?filter=schemas+eq+%22{URN}%22", ""},
				{scim, "GET", "/?filter={URN}:serial+pr", ""},
				{scim, "GET", "/?filter=meta.resourceType+eq+%22{TYPE}%22", ""},
				{scim, "GET", "/Users?sortBy={URN}:serial", ""},
				{scim, "GET", "/Users?attributes={URN}:serial", ""},
				{scim, "GET", "/Users?excludedAttributes={URN}", ""},
				{scim, "PATCH", "/Users/" + ownUser, patch + `{"op":"add","path":"{URN}:serial","value":"S3"}]}`},
				{scim, "PATCH", "/Users/" + ownUser, patch + `{"op":"add","value":{"{URN}":{"serial":"S3"}}}]}`},
				{scim, "PUT", "/Users/" + ownUser, `{"schemas":["` + core + `","{URN}"],"userName":"own","{URN}":{"serial":"S3"}}`},
				{scim, "POST", "/Bulk", bulk + `{"method":"POST","path":"/{TYPES}","bulkId":"1","data":{"schemas":["{URN}"],"serial":"S9"}},{"method":"DELETE","path":"/{TYPES}/{ID}"},` +
					`{"method":"DELETE","path":"/Users/{USER}"},{"method":"PATCH","path":"/Groups/{GROUP}","data":` + patch + `{"op":"remove","path":"members"}]}}]}`},
				{scim, "GET", "/Users?cursor={CURSOR}", ""},
				{scim, "GET", "/?cursor={CURSOR}", ""},
				{scim, "POST", "/.search", `{"schemas":["urn:ietf:params:scim:api:messages:2.0:SearchRequest"],"cursor":"{CURSOR}"}`},
				{scim, "GET", "/Users/{ID}", ""}, // an id of another type, too
				{scim, "GET", "/Me", ""},
				{bearer, "GET", raw + ":{PROVIDER}@/Users", ""},
				{bearer, "GET", "{TOKEN}:{PROVIDER}@/Users", ""},
				{bearer, "GET", raw + ":{ORG}@/ServiceProviderConfig", ""},
				{grant, "POST", "/oauth/token", "grant_type=client_credentials&client_id={CLIENT}&client_secret=" + raw},
				{grant, "POST", "/oauth/token", "grant_type=client_credentials&client_id={CLIENT}"},
				{grant, "POST", "/oauth/token", "grant_type=client_credentials&client_id={CLIENT}&client_secret={SECRET}&scope={ORG}"},
				{grant, "POST", "/oauth/token", "grant_type=client_credentials&client_id={CLIENT}&client_assertion_type=urn%3Aietf%3Aparams%3Aoauth%3Aclient-assertion-type%3Ajwt-bearer&client_assertion=a.b.c"},
				{own, "GET", "/users/{USER}", ""},
				{own, "GET", "/groups/{GROUP}", ""},
				{own, "GET", "/resources/{TYPE}", ""},
				{own, "GET", "/resources/{TYPE}/{ID}", ""},
				{own, "DELETE", "/schemas/{URN}", ""},
				{own, "DELETE", "/resource-types/{TYPE}", ""},
				{own, "DELETE", "/providers/{PROVIDER}", ""},
				{own, "POST", "/tokens", `{"provider":"foreign-mine-entra","subject":"{USER}"}`},
				{own, "DELETE", "/tokens/{TOKEN}", ""},
				{own, "DELETE", "/clients/{CLIENT}", ""},
				{own, "PUT", "/clients/{CLIENT}/federations", `{"federations":[]}`},
				{own, "POST", "/clients/{CLIENT}/secrets", `{}`},
				{own, "DELETE", "/clients/{CLIENT}/secrets/{SECRET}", ""},
				{own, "POST", "/role-mappings", `{"group":"{GROUP}","role":"boss"}`},
				{own, "DELETE", "/role-mappings/{GROUP}", ""},
			} {
				var answers [2]string
				for n := range answers {
					var fill, unfill []string
					for _, k := range keys {
						fill, unfill = append(fill, k, words[k][n]), append(unfill, words[k][n], k)
					}
					filled := strings.NewReplacer(fill...)
					a := r.send(r.method, filled.Replace(r.path), filled.Replace(r.body))
					answers[n] = strings.NewReplacer(unfill...).Replace(fmt.Sprint(a.Code, " ", a.Header(), " ", a.Body))
					if a.Code >= 500 && r.path != "/Me" {
						t.Errorf("%s %s: got %d %s, want an answer that is no failure", r.method, r.path, a.Code, a.Body)
					}
				}
				if answers[0] != answers[1] {
					t.Errorf("%s %s %s\nwhat they have:     %s\nwhat nobody has:    %s", r.method, r.path, r.body, answers[0], answers[1])
				}
			}
			if after := theirs.dump(); after != before {
				t.Errorf("the other organisation was changed:\n%s\n%s", before, after)
			}
		})
	}
}

// altered is another word of the same form: its last character is a neighbour of what it was.
func altered(s string) string {
	last := s[len(s)-1]
	if last == '0' || last == 'a' || last == 'A' {
		return s[:len(s)-1] + string(last+1)
	}
	if last == '9' || last == 'z' || last == 'Z' || last == 'f' {
		return s[:len(s)-1] + string(last-1)
	}
	return s[:len(s)-1] + "0"
}

// dump is everything that an organisation has at the SCIM port, and what the admin plane shows of it.
func (c caller) dump() string {
	c.t.Helper()
	text := ""
	for _, path := range []string{"/", "/Devices", "/Schemas", "/ResourceTypes"} {
		text += c.send("GET", path, "", nil).Body.String() + "\n"
	}
	for _, path := range []string{"clients", "tokens", "providers", "role-mappings", "settings"} {
		w := httptest.NewRecorder()
		c.srv.AdminHandler().ServeHTTP(w, httptest.NewRequest("GET", "http://127.0.0.1/admin/v1/organisations/foreign-theirs/"+path, nil))
		if w.Code != http.StatusOK {
			c.t.Fatalf("%s: %d %s", path, w.Code, w.Body)
		}
		text += w.Body.String() + "\n"
	}
	return text
}
