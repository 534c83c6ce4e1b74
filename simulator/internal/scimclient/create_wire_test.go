package scimclient_test

import (
	"strings"
	"testing"

	"github.com/go-json-experiment/json/jsontext"

	"github.com/entrasim/entrasim/simulator/internal/mapping"
	"github.com/entrasim/entrasim/simulator/internal/scimclient"
)

// compact removes the blanks of a sample, keeping its order of members. ENT stands for the enterprise URN.
func compact(t *testing.T, sample string) string {
	t.Helper()
	v := jsontext.Value(strings.ReplaceAll(sample, "ENT", ent))
	if err := v.Compact(); err != nil {
		t.Fatalf("the sample is not JSON: %v", err)
	}
	return string(v)
}

func create(r scimclient.Resource, as ...scimclient.Assignment) scimclient.Request {
	return scimclient.Request{Kind: scimclient.KindCreate, Resource: r, Create: as}
}

// fullUser is the user of wire §7.3, attributes in the order of the sample.
func fullUser() []scimclient.Assignment {
	return []scimclient.Assignment{
		assign("externalId", "mholt"), assign("userName", "mira.holt@harborline.example"),
		typedAssign("active", mapping.Boolean, "True"), assign("displayName", "Mira Holt"), assign("title", "Dock Planner"),
		assign("preferredLanguage", "en-GB"), assign(`emails[type eq "work"].value`, "mira.holt@harborline.example"),
		assign("name.formatted", "Mira Holt"), assign("name.familyName", "Holt"), assign("name.givenName", "Mira"),
		assign(`addresses[type eq "work"].formatted`, "Pier 4"), assign(`addresses[type eq "work"].streetAddress`, "12 Quay Road"),
		assign(`addresses[type eq "work"].locality`, "Bremerhaven"), assign(`addresses[type eq "work"].region`, "HB"),
		assign(`addresses[type eq "work"].postalCode`, "27568"), assign(`addresses[type eq "work"].country`, "DE"),
		assign(`phoneNumbers[type eq "work"].value`, "4947115550"), assign(`phoneNumbers[type eq "mobile"].value`, "4917055501"),
		assign(ent+":employeeNumber", "HL-2207"), assign(ent+":department", "Yard Operations"),
	}
}

const fullUserSample = `{
  "schemas": ["urn:ietf:params:scim:schemas:core:2.0:User","urn:ietf:params:scim:schemas:extension:enterprise:2.0:User"],
  "externalId": "mholt", "userName": "mira.holt@harborline.example", "active": true, "displayName": "Mira Holt",
  "title": "Dock Planner", "preferredLanguage": "en-GB",
  "emails": [{"primary": true, "type": "work", "value": "mira.holt@harborline.example"}],
  "name": {"formatted": "Mira Holt", "familyName": "Holt", "givenName": "Mira"},
  "addresses": [{"primary": false, "type": "work", "formatted": "Pier 4", "streetAddress": "12 Quay Road",
                 "locality": "Bremerhaven", "region": "HB", "postalCode": "27568", "country": "DE"}],
  "phoneNumbers": [{"primary": true, "type": "work", "value": "4947115550"}, {"type": "mobile", "value": "4917055501"}],
  "ENT": {"employeeNumber": "HL-2207", "department": "Yard Operations"},
  "meta": {"resourceType": "User"}, "roles": []}`

// minimal is a user body with one more member between userName and meta.
func minimal(more string) string {
	return `{"schemas":["urn:ietf:params:scim:schemas:core:2.0:User","urn:ietf:params:scim:schemas:extension:enterprise:2.0:User"],
	  "userName":"ada",` + more + `"meta":{"resourceType":"User"},"roles":[]}`
}

// TestCreates holds the bodies of POST to the samples of the references, member by member in their order.
func TestCreates(t *testing.T) {
	userName := assign("userName", "ada")
	group := []scimclient.Assignment{
		assign("externalId", "c2b7b8f0-6a0e-4a5b-8e57-2b1f0f9c1d77"), assign("displayName", "Crane Crew"),
		{Path: path("members"), Type: mapping.Reference, Multi: true, Values: []string{"u-1"}},
	}
	tests := map[string]struct {
		tenant  string
		dials   []string
		request scimclient.Request
		want    string
	}{
		"create-user-sample": { // wire §7.3
			dials: []string{"create-primary=sample"}, request: create(scimclient.Users, fullUser()...), want: fullUserSample,
		},
		"create-user": { // Q48: primary on the work mail only
			request: create(scimclient.Users, fullUser()...),
			want:    strings.NewReplacer(`"primary": false, `, "", `"primary": true, "type": "work", "value": "49`, `"type": "work", "value": "49`).Replace(fullUserSample),
		},
		"create-user-flag": { // POST is the same with the flag
			tenant: on, dials: []string{"create-primary=sample"}, request: create(scimclient.Users, fullUser()...), want: fullUserSample,
		},
		"create-user-minimal": { // Q56: no mail, no emails
			request: create(scimclient.Users, userName, assign(`emails[type eq "work"].value`)), want: minimal(``),
		},
		"create-user-no-roles": {
			dials: []string{"user-create-roles=absent"}, request: create(scimclient.Users, userName),
			want: strings.Replace(minimal(``), `,"roles":[]`, "", 1),
		},
		"create-user-custom-extension": { // wire §7.3: the custom URN is not added to schemas
			request: create(scimclient.Users, userName, assign("urn:ietf:params:scim:schemas:extension:harborline:2.0:User:berth", "C-17")),
			want:    minimal(`"urn:ietf:params:scim:schemas:extension:harborline:2.0:User":{"berth":"C-17"},`),
		},
		"create-user-first-seen": { // parts that are mapped apart still make one element and one object
			request: create(
				scimclient.Users, userName, assign("name.givenName", "Ada"), assign(`phoneNumbers[type eq "work"].value`, "1"),
				assign("name.familyName", "Lovell"), assign(`phoneNumbers[type eq "work"].display`, "desk")),
			want: minimal(`"name":{"givenName":"Ada","familyName":"Lovell"},"phoneNumbers":[{"type":"work","value":"1","display":"desk"}],`),
		},
		"create-user-types": { // wire §11: JSON types by schema; a text that is none stays a text
			request: create(
				scimclient.Users, userName, typedAssign("urn:x:2.0:User:rank", mapping.Integer, "7"),
				typedAssign("urn:x:2.0:User:keen", mapping.Boolean, "false"), typedAssign("urn:x:2.0:User:odd", mapping.Integer, "seven")),
			want: minimal(`"urn:x:2.0:User":{"rank":7,"keen":false,"odd":"seven"},`),
		},
		"create-user-single-role": { // wire §7.10, Q30
			request: create(scimclient.Users, userName, assign(`roles[primary eq "True"].value`, "BerthEditor")),
			want: strings.Replace(minimal(``), `"meta":{"resourceType":"User"},"roles":[]`,
				`"roles":[{"primary":true,"type":"WindowsAzureActiveDirectoryRole","value":"BerthEditor"}],"meta":{"resourceType":"User"}`, 1),
		},
		"create-user-app-roles": { // wire §7.10 AppRoleAssignmentsComplex
			request: create(scimclient.Users, userName, typedAssign("roles", mapping.AppRoles,
				`{"id":"3f2b8c1e-55aa-4a0e-9d55-7f0c1a2b3c4d","value":"BerthEditor","displayName":"Berth editor"}`,
				`{"id":"4f2b8c1e-55aa-4a0e-9d55-7f0c1a2b3c4d","value":"Viewer","displayName":"Viewer"}`)),
			want: strings.Replace(minimal(``), `"meta":{"resourceType":"User"},"roles":[]`, `"roles": [
			  {"primary": false, "type": "WindowsAzureActiveDirectoryRole", "displayName": "Berth editor", "value": "BerthEditor"},
			  {"primary": false, "type": "WindowsAzureActiveDirectoryRole", "displayName": "Viewer", "value": "Viewer"}],
			  "meta":{"resourceType":"User"}`, 1),
		},
		"create-user-manager": { // Q09: a bare string was recorded in POST bodies
			request: create(scimclient.Users, userName, typedAssign(ent+":manager", mapping.Reference, "U42")),
			want:    minimal(`"ENT":{"manager":"U42"},`),
		},
		"create-group": { // wire §8.2, Q23: members never come along
			request: create(scimclient.Groups, group...),
			want: `{"schemas":["urn:ietf:params:scim:schemas:core:2.0:Group"],"externalId":"c2b7b8f0-6a0e-4a5b-8e57-2b1f0f9c1d77",
			  "displayName":"Crane Crew","members":[],"meta":{"resourceType":"Group"}}`,
		},
		"create-group-dialled": { // wire §8.2, Q57
			dials: []string{"group-create-members=absent", "group-create-legacy-schema=on"}, request: create(scimclient.Groups, group...),
			want: `{"schemas":["urn:ietf:params:scim:schemas:core:2.0:Group","http://schemas.microsoft.com/2006/11/ResourceManagement/ADSCIM/2.0/Group"],
			  "externalId":"c2b7b8f0-6a0e-4a5b-8e57-2b1f0f9c1d77","displayName":"Crane Crew","meta":{"resourceType":"Group"}}`,
		},
		"create-group-raw-text": { // no HTML escapes, non-ASCII as it is
			request: create(scimclient.Groups, assign("displayName", "Søn <a> & \"b\" \\ \t\u2028")),
			want: `{"schemas":["urn:ietf:params:scim:schemas:core:2.0:Group"],"displayName":"Søn <a> & \"b\" \\ \t` + "\u2028" + `",
			  "members":[],"meta":{"resourceType":"Group"}}`,
		},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			tenant := tt.tenant
			if tenant == "" {
				tenant = off
			}
			raw, ex := capture(t, tenant, dials(t, tt.dials...), tt.request)
			if got, want := requestLine(raw), "POST /scim/v2/"+string(tt.request.Resource)+" HTTP/1.1"; got != want {
				t.Errorf("request line: got %q, want %q", got, want)
			}
			if want := compact(t, tt.want); body(raw) != want {
				t.Errorf("body\n got: %s\nwant: %s", body(raw), want)
			}
			if ex.RequestBody != body(raw) {
				t.Errorf("the exchange holds another body than the wire: %s", ex.RequestBody)
			}
			checkGolden(t, name+".http", raw)
		})
	}
}

// TestMalformedRequests: a request that makes no sense is refused before anything is sent.
func TestMalformedRequests(t *testing.T) {
	tests := map[string]struct {
		request scimclient.Request
		want    string
	}{
		"no kind":          {scimclient.Request{Resource: scimclient.Users}, "unknown kind"},
		"no resource":      {scimclient.Request{Kind: scimclient.KindRead, ID: "1"}, "neither Users nor Groups"},
		"read without id":  {scimclient.Request{Kind: scimclient.KindRead, Resource: scimclient.Users}, "target id is empty"},
		"patch without id": {patchUser("", change(scimclient.OpAdd, "title", "x")), "target id is empty"},
		"empty patch":      {patchUser("U1"), "no change"},
		"empty create":     {create(scimclient.Users), "no attribute"},
		"match nothing":    {scimclient.Request{Kind: scimclient.KindMatch, Resource: scimclient.Users}, "no matching attribute"},
		"check nothing":    {scimclient.Request{Kind: scimclient.KindReferenceCheck, Resource: scimclient.Users, ID: "1"}, "no reference attribute"},
		"two values":       {patchUser("U1", change(scimclient.OpAdd, "title", "x", "y")), "single-valued"},
		"no value":         {patchUser("U1", change(scimclient.OpReplace, "title")), "no value"},
		"two managers":     {patchUser("U1", typedChange(scimclient.OpAdd, ent+":manager", mapping.Reference, "a", "b")), "exactly one id"},
		"no members":       {patchGroup("G1", typedChange(scimclient.OpAdd, "members", mapping.Reference)), "no member"},
		"odd op":           {patchUser("U1", change("Move", "title", "x")), "unknown operation"},
		"whole and parts":  {create(scimclient.Users, assign("name", "x"), assign("name.givenName", "y")), "as a whole and in parts"},
		"role not JSON":    {create(scimclient.Users, typedAssign("roles", mapping.AppRoles, "x")), "read app role"},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			c, err := scimclient.New(scimclient.Config{TenantURL: off, Token: "t", Transport: (&wireServer{}).transport(), Now: start})
			if err != nil {
				t.Fatal(err)
			}
			_, ex, err := c.Do(t.Context(), tt.request)
			if err == nil || !strings.Contains(err.Error(), tt.want) {
				t.Errorf("got error %v, want one with %q", err, tt.want)
			}
			if ex.Status != 0 || ex.Method != "" {
				t.Errorf("something was sent: %s", ex)
			}
		})
	}
}
