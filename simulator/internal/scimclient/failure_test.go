package scimclient_test

import (
	"errors"
	"net/http"
	"strings"
	"testing"

	"github.com/entrasim/entrasim/simulator/internal/scimclient"
)

// TestStatuses is the table of wire §4.2 and §13.1: what a status means for a request.
func TestStatuses(t *testing.T) {
	const prefix = "SystemForCrossDomainIdentityManagement"
	reads := scimclient.Request{Kind: scimclient.KindReferenceCheck, Resource: scimclient.Users, ID: "U1", Match: path(ent + ":manager"), Value: "U2"}
	update := patchUser("U1", change(add, "title", "x"))
	del := scimclient.Request{Kind: scimclient.KindDelete, Resource: scimclient.Users, ID: "U1"}
	tests := map[string]struct {
		request scimclient.Request
		status  int
		class   scimclient.Class
		code    string
		retry   bool
	}{
		"probe 400":        {probe(), 400, scimclient.Credential, prefix + "CredentialValidationFailure", false},
		"probe 401":        {probe(), 401, scimclient.Credential, prefix + "CredentialValidationFailure", false},
		"probe 403":        {probe(), 403, scimclient.Forbidden, prefix + "CredentialValidationUnavailable", false},
		"probe 404":        {probe(), 404, scimclient.Compliance, prefix + "ServiceIncompatible", false},
		"probe 406":        {probe(), 406, scimclient.Rejected, prefix + "ServiceIncompatible", false},
		"probe 429":        {probe(), 429, scimclient.Throttled, prefix + "CredentialValidationUnavailable", true},
		"probe 302":        {probe(), 302, scimclient.Redirect, prefix + "ServiceIncompatible", false},
		"probe 500":        {probe(), 500, scimclient.Server, prefix + "CredentialValidationUnavailable", true},
		"discovery 404":    {scimclient.Request{Kind: scimclient.KindDiscovery}, 404, scimclient.Compliance, prefix + "ServiceIncompatible", false},
		"match 400":        {lookupUser(), 400, scimclient.Rejected, prefix + "ServiceIncompatible", false},
		"match 401":        {lookupUser(), 401, scimclient.Credential, prefix + "CredentialValidationFailure", false},
		"match 404":        {lookupUser(), 404, scimclient.Compliance, prefix + "ServiceIncompatible", false},
		"match 409":        {lookupUser(), 409, scimclient.Rejected, prefix + "ServiceIncompatible", false},
		"check 400":        {reads, 400, scimclient.Rejected, prefix + "ServiceIncompatible", false},
		"read 404":         {readUser(), 404, scimclient.Gone, "InvalidAnchor", false},
		"create 400":       {createUser(), 400, scimclient.Rejected, prefix + "ServiceIncompatible", false},
		"create 403":       {createUser(), 403, scimclient.Forbidden, "InsufficientRights", false},
		"create 404":       {createUser(), 404, scimclient.Rejected, prefix + "ServiceIncompatible", false},
		"create 405":       {createUser(), 405, scimclient.NotAllowed, "MethodNotAllowed", false},
		"create 409":       {createUser(), 409, scimclient.Conflict, prefix + "ServiceIncompatibleFiltering", false},
		"create 422":       {createUser(), 422, scimclient.Rejected, "UnprocessableEntity", false},
		"create 429":       {createUser(), 429, scimclient.Throttled, "TooManyRequests", true},
		"create 500":       {createUser(), 500, scimclient.Server, "InternalServerError", true},
		"create 501":       {createUser(), 501, scimclient.NotImplemented, "NotImplemented", false},
		"create 503":       {createUser(), 503, scimclient.Server, "InternalServerError", true},
		"create 301":       {createUser(), 301, scimclient.Redirect, prefix + "ServiceIncompatible", false},
		"update 404":       {update, 404, scimclient.Gone, "InvalidAnchor", false},
		"update 409":       {update, 409, scimclient.Conflict, prefix + "ServiceIncompatibleFiltering", false},
		"update 412":       {update, 412, scimclient.Rejected, prefix + "ServiceIncompatible", false},
		"delete 404":       {del, 404, scimclient.Gone, "InvalidAnchor", false},
		"switching":        {update, 101, scimclient.Rejected, prefix + "ServiceIncompatible", false},
		"beyond the range": {update, 999, scimclient.Rejected, prefix + "ServiceIncompatible", false},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			resp, ex, err := ask(t, canned{status: tt.status, body: `{"status":"x","scimType":"uniqueness","detail":"taken\nby another"}`}, tt.request)
			var f *scimclient.Failure
			if !errors.As(err, &f) {
				t.Fatalf("got %v, want a *Failure", err)
			}
			if f.Class != tt.class || f.Code != tt.code || f.Retryable != tt.retry || f.Status != tt.status || resp.Status != tt.status {
				t.Errorf("got %s %s retryable=%v, want %s %s retryable=%v", f.Class, f.Code, f.Retryable, tt.class, tt.code, tt.retry)
			}
			if f.SCIMType != "uniqueness" || f.Detail != "taken\nby another" {
				t.Errorf("the error body was not read: %q %q", f.SCIMType, f.Detail)
			}
			if !strings.HasSuffix(f.Error(), ": taken by another") || f.Hint() == "" {
				t.Errorf("want one line with the detail and a hint, got %q and %q", f.Error(), f.Hint())
			}
			if ex.Err != f.Error() || f.Class.Network() {
				t.Errorf("exchange says %q", ex.Err)
			}
		})
	}
}

// TestMessages holds the texts to the skeletons of wire §4.2, §13.1 and quirk Q20.
func TestMessages(t *testing.T) {
	scim := http.Header{"Content-Type": {"application/scim+json"}, "Date": {"today"}, "Www-Authenticate": {"Bearer"}}
	tests := map[string]struct {
		request scimclient.Request
		answer  canned
		want    string
	}{
		"object": {
			createUser(),
			canned{status: 409, body: `{"detail":"taken"}`},
			"StatusCode: Conflict Message: Processing of the HTTP request resulted in an exception. Please see the HTTP response returned by the 'Response' property of this exception for details. Web Response: " + `{"detail":"taken"}`,
		},
		"probe": {
			probe(),
			canned{status: 401, header: scim, body: "no"},
			"While attempting to validate our authorization to access your application, we received this unexpected response:\n" +
				"Received response from Web resource.\n Resource: https://api.harborline.example/scim/v2/Users?filter=userName+eq+\"7d9c2a50-31f4-4c0e-8f25-0be0c9aa41d3\"\n" +
				" Operation: GET\n Response Status Code: Unauthorized\n Response Headers: Content-Type: application/scim+json; WWW-Authenticate: Bearer\n Response Content: no",
		},
		"HTML is redacted": {
			createUser(),
			canned{status: 403, header: http.Header{"Content-Type": {"text/html"}}, body: "<html>secret page"},
			"StatusCode: Forbidden Message: Processing of the HTTP request resulted in an exception. Please see the HTTP response returned by the 'Response' property of this exception for details. Web Response: [Redact]",
		},
		"unreadable": {
			createUser(),
			canned{status: 201, body: `{"x":1}`},
			"We are not able to deserialize the resource received from your SCIM endpoint because your SCIM endpoint is not fully compatible with the Microsoft Entra SCIM client. Here is the resource we received from your SCIM endpoint: " +
				`{"x":1} (the answer has no id)`,
		},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			_, _, err := ask(t, tt.answer, tt.request)
			var f *scimclient.Failure
			if !errors.As(err, &f) {
				t.Fatalf("got %v, want a *Failure", err)
			}
			if f.Message != tt.want {
				t.Errorf("message\n got: %s\nwant: %s", f.Message, tt.want)
			}
		})
	}
}

// TestHints: what is known to go wrong is told apart by more than the status.
func TestHints(t *testing.T) {
	html := http.Header{"Content-Type": {"text/html"}}
	tests := map[string]struct {
		request scimclient.Request
		answer  canned
		say     string
	}{
		"firewall":         {probe(), canned{status: 403, header: html}, "User-Agent"},
		"rights":           {probe(), canned{status: 403}, "rights"},
		"wrong path":       {probe(), canned{status: 404}, "/scim/v2"},
		"no groups":        {scimclient.Request{Kind: scimclient.KindProbeGroups, Match: path("displayName"), Value: "x"}, canned{status: 404}, "group mapping off"},
		"no discovery":     {scimclient.Request{Kind: scimclient.KindDiscovery}, canned{status: 404}, "discovery-probe=off"},
		"redirect":         {probe(), canned{status: 308, header: http.Header{"Location": {"https://new.example/"}}}, "https://new.example/"},
		"http to https":    {probe(), canned{status: 400, body: "Client sent an HTTP request to an HTTPS server."}, "speaks https"},
		"media type":       {createUser(), canned{status: 415}, "charset"},
		"accept":           {readUser(), canned{status: 406}, "no Accept"},
		"no PATCH":         {patchUser("U1", change(add, "title", "x")), canned{status: 405}, "PATCH only"},
		"PATCH dialect":    {patchUser("U1", change(add, "title", "x")), canned{status: 400}, "aadOptscim062020"},
		"hidden account":   {createUser(), canned{status: 409}, "lookup"},
		"stale link":       {readUser(), canned{status: 404}, "on-stale-link"},
		"precondition":     {patchUser("U1", change(add, "title", "x")), canned{status: 428}, "If-Match"},
		"login page":       {probe(), canned{status: 200, header: html, body: "<html>"}, "web page"},
		"null Resources":   {probe(), canned{status: 200, body: `{"Resources":null}`}, `"Resources":[]`},
		"manager filter":   {scimclient.Request{Kind: scimclient.KindReferenceCheck, Resource: scimclient.Users, ID: "U1", Match: path(ent + ":manager")}, canned{status: 400}, "reference-check-manager=off"},
		"server's failure": {readUser(), canned{status: 502}, "log"},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			_, _, err := ask(t, tt.answer, tt.request)
			var f *scimclient.Failure
			if !errors.As(err, &f) || !strings.Contains(f.Hint(), tt.say) {
				t.Errorf("got %v, want a hint with %q", err, tt.say)
			}
			if f != nil && !strings.Contains(f.Hint(), tt.say) {
				t.Errorf("hint %q does not say %q", f.Hint(), tt.say)
			}
		})
	}
}

// TestMadeFailure: a failure that somebody else makes still says something.
func TestMadeFailure(t *testing.T) {
	f := &scimclient.Failure{Class: scimclient.Rejected, Code: "InternalError", Message: "it\nbroke"}
	if f.Error() != "InternalError: it broke" || f.Hint() == "" {
		t.Errorf("got %q and %q", f.Error(), f.Hint())
	}
}
