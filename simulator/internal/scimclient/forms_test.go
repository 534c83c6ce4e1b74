package scimclient_test

import (
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"testing"
)

// forms are the requests of wire §1.1, R1 to R18: for each the goldens that hold it byte for byte, and what its line is like. What only
// the gallery's tests send is among the goldens of the validator.
var forms = []struct {
	id, what string
	line     string // regular expression
	golden   []string
}{
	{"R1", "credential probe, users", `^GET /scim/v2/Users\?filter=userName\+eq\+%22[0-9a-f-]{36}%22 `, []string{"probe-users"}},
	{"R2", "credential probe, groups", `^GET /scim/v2/Groups\?excludedAttributes=members&filter=displayName\+eq\+%22[0-9a-f-]{36}%22 `, []string{"probe-groups"}},
	{"R3", "match user", `^GET /scim/v2/Users\?filter=\S+\+eq\+%22\S+%22 `, []string{"match-username", "match-username-flag", "match-externalid", "match-work-mail", "match-guest"}},
	{"R4", "read user", `^GET /scim/v2/Users/[^/?]+ `, []string{"read-user"}},
	{"R5", "create user", `^POST /scim/v2/Users `, []string{"create-user", "create-user-flag", "create-user-minimal", "create-user-single-role", "create-user-app-roles"}},
	{"R6", "update, disable, restore user", `^PATCH /scim/v2/Users/[^/?]+ `, []string{
		"patch-update-off", "patch-update-on", "patch-disable-off", "patch-disable-on", "patch-restore-off", "patch-restore-on",
		"patch-tombstone-off", "patch-tombstone-on", "manager-off", "manager-on", "manager-clear-off", "manager-clear-on",
		"roles-single-off", "roles-single-on", "roles-complex-off", "roles-complex-on", "roles-assertive-off", "roles-assertive-on",
	}},
	{"R7", "reference check, manager", `^GET /scim/v2/Users\?filter=id\+eq\+%22\S+%22\+and\+manager\+eq\+%22\S+%22&attributes=id `, []string{"check-manager"}},
	{"R8", "hard delete user", `^DELETE /scim/v2/Users/[^/?]+ `, []string{"delete-user"}},
	{"R9", "match group", `^GET /scim/v2/Groups\?excludedAttributes=members&filter=displayName\+eq\+%22\S+%22 `, []string{"match-group", "match-quotes"}},
	{"R10", "read group", `^GET /scim/v2/Groups/[^/?]+\?excludedAttributes=members `, []string{"read-group"}},
	{"R11", "create group", `^POST /scim/v2/Groups `, []string{"create-group"}},
	{"R12", "rename group, change externalId", `^PATCH /scim/v2/Groups/[^/?]+ `, []string{"group-rename-off", "group-rename-on", "group-rename-pathless-on", "group-attributes-off"}},
	{"R13", "add and remove members", `^PATCH /scim/v2/Groups/[^/?]+ `, []string{"members-add-off", "members-add-on", "members-remove-off", "members-remove-on"}},
	{"R14", "membership check", `^GET /scim/v2/Groups\?filter=id\+eq\+%22\S+%22\+and\+members\+eq\+%22\S+%22&`, []string{"check-member", "check-member-id"}},
	{"R15", "delete group", `^DELETE /scim/v2/Groups/[^/?]+ `, []string{"delete-group"}},
	{"R16", "schema discovery", `(?m)^GET /Schemas$`, []string{"gallery/G15", "gallery/preparation", "discovered/preparation"}},
	{"R17", "account discovery", `^GET /scim/v2/Users\?startIndex=\d+&count=\d+ `, []string{"accounts", "accounts-flag"}},
	{"R18", "OAuth token", `^POST /oauth2?/token\b`, []string{
		"token-header", "token-header-scope", "token-body", "token-assertion", "credentials/token", "federation/token",
	}},
}

// TestRequestForms: every request that the wire document lists has a golden, in both states of the flag where it makes a difference.
func TestRequestForms(t *testing.T) {
	for _, f := range forms {
		line := regexp.MustCompile(f.line)
		for _, name := range f.golden {
			path := filepath.Join("testdata", "golden", name+".http")
			if filepath.Dir(name) != "." {
				path = filepath.Join("..", "validator", "testdata", "requests", name+".http")
			}
			text, err := os.ReadFile(path)
			if err != nil {
				t.Errorf("%s %s: %v", f.id, f.what, err)
				continue
			}
			if !line.Match(text) {
				t.Errorf("%s %s: %s is not like %s:\n%s", f.id, f.what, path, f.line, text)
			}
		}
	}
	for i, f := range forms {
		if want := fmt.Sprint("R", i+1); f.id != want {
			t.Errorf("form %d is %s, want %s", i+1, f.id, want)
		}
	}
	if len(forms) != 18 {
		t.Errorf("%d forms, want the 18 of wire §1.1", len(forms))
	}
}
