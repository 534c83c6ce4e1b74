package scimclient_test

import (
	"testing"

	"github.com/entrasim/entrasim/simulator/internal/scimclient"
)

// TestLookups holds requests without a body to the request lines that the references print, and the whole request to
// a golden file.
func TestLookups(t *testing.T) {
	const guid = "7d9c2a50-31f4-4c0e-8f25-0be0c9aa41d3"
	match := func(r scimclient.Resource, attribute, value string) scimclient.Request {
		return scimclient.Request{Kind: scimclient.KindMatch, Resource: r, Match: path(attribute), Value: value}
	}
	check := func(r scimclient.Resource, id, attribute, value string) scimclient.Request {
		return scimclient.Request{Kind: scimclient.KindReferenceCheck, Resource: r, ID: id, Match: path(attribute), Value: value}
	}
	tests := map[string]struct {
		tenant  string
		dials   []string
		request scimclient.Request
		want    string // request target
	}{
		"probe-users": { // wire §4.1, Q06
			request: scimclient.Request{Kind: scimclient.KindProbeUsers, Match: path("userName"), Value: guid},
			want:    `GET /scim/v2/Users?filter=userName+eq+%227d9c2a50-31f4-4c0e-8f25-0be0c9aa41d3%22`,
		},
		"probe-groups": { // Q31
			request: scimclient.Request{Kind: scimclient.KindProbeGroups, Match: path("displayName"), Value: guid},
			want:    `GET /scim/v2/Groups?excludedAttributes=members&filter=displayName+eq+%227d9c2a50-31f4-4c0e-8f25-0be0c9aa41d3%22`,
		},
		"discovery": {
			request: scimclient.Request{Kind: scimclient.KindDiscovery},
			want:    `GET /scim/v2/ServiceProviderConfig`,
		},
		"match-username": { // wire §2.3, §7.1, Q14
			request: match(scimclient.Users, "userName", "mira.holt@harborline.example"),
			want:    `GET /scim/v2/Users?filter=userName+eq+%22mira.holt%40harborline.example%22`,
		},
		"match-username-flag": { // the flag changes no lookup and stays off the wire
			tenant: on, request: match(scimclient.Users, "userName", "mira.holt@harborline.example"),
			want: `GET /scim/v2/Users?filter=userName+eq+%22mira.holt%40harborline.example%22`,
		},
		"match-forwarded-flag": {
			tenant: off + "?x=1&AADOptscim062020=true", dials: []string{"forward-flag=on"},
			request: match(scimclient.Users, "userName", "a"),
			want:    `GET /scim/v2/Users?x=1&AADOptscim062020=true&filter=userName+eq+%22a%22`,
		},
		"match-kept-parameters": {
			tenant: off + "/?x=1&aadOptscim062020&y=%202", request: match(scimclient.Groups, "displayName", "a"),
			want: `GET /scim/v2/Groups?x=1&y=%202&excludedAttributes=members&filter=displayName+eq+%22a%22`,
		},
		"match-externalid": { // Q07
			request: match(scimclient.Users, "externalId", "3c6f0d1e-5f0a-4a0e-8f0b-9b7f4f1c2d3e"),
			want:    `GET /scim/v2/Users?filter=externalId+eq+%223c6f0d1e-5f0a-4a0e-8f0b-9b7f4f1c2d3e%22`,
		},
		"match-work-mail": { // wire §2.3, Q16
			request: match(scimclient.Users, `emails[type eq "work"].value`, "mira.holt@harborline.example"),
			want:    `GET /scim/v2/Users?filter=emails%5Btype+eq+%22work%22%5D.value+eq+%22mira.holt%40harborline.example%22`,
		},
		"match-group": { // wire §8.1, Q12
			request: match(scimclient.Groups, "displayName", "Crane Crew"),
			want:    `GET /scim/v2/Groups?excludedAttributes=members&filter=displayName+eq+%22Crane+Crew%22`,
		},
		"match-quotes": { // Q63
			request: match(scimclient.Groups, "displayName", `He said "hi" \ bye`),
			want:    `GET /scim/v2/Groups?excludedAttributes=members&filter=displayName+eq+%22He+said+%5C%22hi%5C%22+%5C%5C+bye%22`,
		},
		"match-apostrophe": {
			request: match(scimclient.Users, "userName", "o'brien@contoso.example"),
			want:    `GET /scim/v2/Users?filter=userName+eq+%22o%27brien%40contoso.example%22`,
		},
		"match-apostrophe-literal": {
			dials: []string{"filter-apostrophe=literal"}, request: match(scimclient.Users, "userName", "o'brien@contoso.example"),
			want: `GET /scim/v2/Users?filter=userName+eq+%22o'brien%40contoso.example%22`,
		},
		"match-plus": {
			request: match(scimclient.Users, "userName", "ada+test@contoso.example"),
			want:    `GET /scim/v2/Users?filter=userName+eq+%22ada%2Btest%40contoso.example%22`,
		},
		"match-guest": {
			request: match(scimclient.Users, "userName", "ada_fabrikam.example#EXT#@contoso.onmicrosoft.example"),
			want:    `GET /scim/v2/Users?filter=userName+eq+%22ada_fabrikam.example%23EXT%23%40contoso.onmicrosoft.example%22`,
		},
		"match-beyond-ascii": {
			request: match(scimclient.Groups, "displayName", "Łódź & Søn <1>"),
			want:    `GET /scim/v2/Groups?excludedAttributes=members&filter=displayName+eq+%22%C5%81%C3%B3d%C5%BA+%26+S%C3%B8n+%3C1%3E%22`,
		},
		"read-user": { // wire §7.2
			request: scimclient.Request{Kind: scimclient.KindRead, Resource: scimclient.Users, ID: "u-2207"},
			want:    `GET /scim/v2/Users/u-2207`,
		},
		"read-odd-id": {
			request: scimclient.Request{Kind: scimclient.KindRead, Resource: scimclient.Users, ID: "a/b c?#%é"},
			want:    `GET /scim/v2/Users/a%2Fb%20c%3F%23%25%C3%A9`,
		},
		"read-group": { // wire §8.1
			request: scimclient.Request{Kind: scimclient.KindRead, Resource: scimclient.Groups, ID: "g-18"},
			want:    `GET /scim/v2/Groups/g-18?excludedAttributes=members`,
		},
		"check-manager": { // wire §7.9 R7
			request: check(scimclient.Users, "u-2207", ent+":manager", "u-0031"),
			want:    `GET /scim/v2/Users?filter=id+eq+%22u-2207%22+and+manager+eq+%22u-0031%22&attributes=id`,
		},
		"check-member": { // wire §1.1 R14
			dials: []string{"reference-check-members=excluded-members"}, request: check(scimclient.Groups, "g-18", "members", "u-2207"),
			want: `GET /scim/v2/Groups?filter=id+eq+%22g-18%22+and+members+eq+%22u-2207%22&excludedAttributes=members`,
		},
		"check-member-id": { // Q44
			dials: []string{"reference-check-members=attributes-id"}, request: check(scimclient.Groups, "G9", "members", "U7"),
			want: `GET /scim/v2/Groups?filter=id+eq+%22G9%22+and+members+eq+%22U7%22&attributes=id`,
		},
		"delete-user": { // wire §7.7
			request: scimclient.Request{Kind: scimclient.KindDelete, Resource: scimclient.Users, ID: "U3"},
			want:    `DELETE /scim/v2/Users/U3`,
		},
		"delete-group": {
			request: scimclient.Request{Kind: scimclient.KindDelete, Resource: scimclient.Groups, ID: "g-18"},
			want:    `DELETE /scim/v2/Groups/g-18`,
		},
		"accounts": { // wire §1.1 R17, §2.5; the parameters are those of RFC 7644 §3.4.2.4
			request: scimclient.Request{Kind: scimclient.KindAccounts, Resource: scimclient.Users, Start: 101, Count: 100},
			want:    `GET /scim/v2/Users?startIndex=101&count=100`,
		},
		"accounts-flag": { // the flag stays off the wire here, too
			tenant: on, request: scimclient.Request{Kind: scimclient.KindAccounts, Resource: scimclient.Users, Start: 1, Count: 100},
			want: `GET /scim/v2/Users?startIndex=1&count=100`,
		},
		"headers-dialled": {
			dials:   []string{"accept-header=application/scim+json", "user-agent=azure", "adscimversion=5.0"},
			request: scimclient.Request{Kind: scimclient.KindDiscovery},
			want:    `GET /scim/v2/ServiceProviderConfig`,
		},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			tenant := tt.tenant
			if tenant == "" {
				tenant = off
			}
			raw, _ := capture(t, tenant, dials(t, tt.dials...), tt.request)
			if got, want := requestLine(raw), tt.want+" HTTP/1.1"; got != want {
				t.Errorf("request line\n got: %s\nwant: %s", got, want)
			}
			if body(raw) != "" {
				t.Errorf("a %s request has no body, got %q", tt.request.Kind, body(raw))
			}
			checkGolden(t, name+".http", raw)
		})
	}
}
