package directory_test

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/entrasim/entrasim/simulator/internal/directory"
)

// people is the beginning of most files below; it has five lines.
const people = `tenant: t.example
users:
  - {userPrincipalName: ada@t.example}
  - {userPrincipalName: ben@t.example}
groups: [{displayName: Crew, members: [ada@t.example]}, {displayName: Twin}, {displayName: Twin}]
`

// mistakes are files with one mistake each, and how the error about it begins and what it advises. The schema catches those that
// are not marked; the others need the whole file to be seen.
var mistakes = map[string]struct {
	text     string
	where    string
	what     string
	advice   string
	semantic bool
}{
	"no mapping":           {"- a\n", "1:1", "expected a directory file with keys and values, got a list", "assignments, changes", false},
	"unknown key":          {"tenat: x\n", "1:1", `a directory file has no key "tenat"`, `did you mean "tenant"?`, false},
	"bad tenant":           {"tenant: a@b\n", "1:9", `"a@b" is not a domain`, "contoso.example", false},
	"bad start":            {"start: yesterday\n", "1:8", `"yesterday" is not a time`, "2026-01-05T08:00:00Z", false},
	"no such day":          {"start: 2026-02-30T08:00:00Z\n", "1:8", `"2026-02-30T08:00:00Z" is not a time`, "2026-01-05T08:00:00Z", true},
	"users no list":        {"users:\n  ada: 1\n", "2:3", "expected a list, got a mapping", "dash", false},
	"user no mapping":      {"users:\n  - ada@t.example\n", "2:5", "expected a user with keys and values, got a text", "userPrincipalName", false},
	"user without name":    {"users:\n  - mail: x\n", "2:5", "a user has no userPrincipalName", "add userPrincipalName", false},
	"unknown attribute":    {"users:\n  - userPrincipalName: a@t.example\n    jobtitle: x\n", "3:5", `a user has no key "jobtitle"`, `did you mean "jobTitle"?`, false},
	"nothing like it":      {"users:\n  - userPrincipalName: a@t.example\n    shoesize: 4\n", "3:5", `a user has no key "shoesize"`, "known are accountEnabled", false},
	"computed attribute":   {"users:\n  - {userPrincipalName: a@t.example, members: [x]}\n", "2:38", `a user has no key "members"`, "known are", false},
	"bad name":             {"users:\n  - {userPrincipalName: ada}\n", "2:25", `invalid: userPrincipalName "ada" is not of the form name@domain`, "name@domain", false},
	"name with umlaut":     {"users:\n  - {userPrincipalName: ädä@t.example}\n", "2:25", "invalid: userPrincipalName", "ASCII", false},
	"bad id":               {"users:\n  - {userPrincipalName: a@t.example, id: \"17\"}\n", "2:42", `invalid: object id "17" is not a GUID`, "8-4-4-4-12", false},
	"enabled as text":      {"users:\n  - {userPrincipalName: a@t.example, accountEnabled: \"no\"}\n", "2:54", "expected true or false, got a text", "without quotes", false},
	"flag as text":         {"users:\n  - {userPrincipalName: a@t.example, dirSyncEnabled: maybe}\n", "2:54", "expected true or false, got a text", "without quotes", false},
	"list for one value":   {"users:\n  - {userPrincipalName: a@t.example, mail: [x, y]}\n", "2:44", "expected a text, got a list", "quotes", false},
	"boolean for a text":   {"users:\n  - {userPrincipalName: a@t.example, state: true}\n", "2:45", "expected a text, got a boolean", "quotes", false},
	"list in a list":       {"users:\n  - {userPrincipalName: a@t.example, otherMails: [[x]]}\n", "2:51", "expected a text, got a list", "quotes", false},
	"deleted later":        {"users:\n  - {userPrincipalName: a@t.example, deletedAt: 2027-01-01T00:00:00Z}\n", "2:49", "invalid: deletedAt is after", "schedule a delete", true},
	"deleted long ago":     {"users:\n  - {userPrincipalName: a@t.example, deletedAt: 2025-01-01T00:00:00Z}\n", "2:49", "invalid: deletedAt is 30 days or more before", "purged by then", true},
	"group without name":   {"groups:\n  - description: x\n", "2:5", "a group has no displayName", "add displayName", false},
	"group with no name":   {"groups:\n  - displayName: \"\"\n", "2:18", "invalid: displayName needs a value", "give it a value", false},
	"members no list":      {"groups:\n  - {displayName: A, members: x}\n", "2:31", "expected a list, got a text", "dash", false},
	"assignment of both":   {people + "assignments:\n  - {user: ada@t.example, group: Crew}\n", "7:5", "an assignment is about one user or one group", "either user: or group:", false},
	"assignment of none":   {people + "assignments:\n  - {role: Editor}\n", "7:5", "an assignment is about one user or one group", "either user: or group:", false},
	"assignment key":       {people + "assignments:\n  - {group: Crew, rule: x}\n", "7:19", `an assignment has no key "rule"`, `did you mean "role"?`, false},
	"role without name":    {people + "assignments:\n  - {group: Crew, role: \"\"}\n", "7:25", "the role is empty", "leave it out", false},
	"assigned user":        {people + "assignments:\n  - {user: eva@t.example}\n", "7:12", `no such object: user "eva@t.example"`, "add the user", true},
	"assigned group":       {people + "assignments:\n  - {group: crew}\n", "7:13", `no such object: group "crew"`, "add the group", true},
	"kind mixed up":        {people + "assignments:\n  - {user: Crew}\n", "7:12", `no such object: user "Crew"`, "add the user", true},
	"ambiguous group":      {people + "assignments:\n  - {group: Twin}\n", "7:13", `invalid: 2 groups have the displayName "Twin"`, "by its id", true},
	"change no mapping":    {people + "changes:\n  - soon\n", "7:5", "a change has a time and one action", "{at: +1h, disable: ada@contoso.example}", false},
	"change without time":  {people + "changes:\n  - {disable: ada@t.example, enable: ada@t.example}\n", "7:5", "a change has no at", "add at: +1h", false},
	"two actions":          {people + "changes:\n  - {at: +1h, disable: ada@t.example, enable: ada@t.example}\n", "7:5", "a change has a time and one action", "{at: +1h", false},
	"unknown action":       {people + "changes:\n  - {at: +1h, renam: x}\n", "7:15", `there is no action "renam"`, `did you mean "rename"?`, false},
	"bad offset":           {people + "changes:\n  - {at: +1h30, disable: ada@t.example}\n", "7:10", `"+1h30" is not a time`, "+1h30m", false},
	"empty offset":         {people + "changes:\n  - {at: \"+\", disable: ada@t.example}\n", "7:10", `"+" is not a time`, "+1h30m", false},
	"negative offset":      {people + "changes:\n  - {at: -1h, disable: ada@t.example}\n", "7:10", `"-1h" is not a time`, "+1h30m", false},
	"before the start":     {people + "changes:\n  - {at: 2025-01-01T00:00:00Z, disable: ada@t.example}\n", "7:10", "2025-01-01T00:00:00Z is before the start", "earlier start", true},
	"action on a list":     {people + "changes:\n  - {at: +1h, disable: [ada@t.example]}\n", "7:24", "expected a text, got a list", "quotes", false},
	"rename to nothing":    {people + "changes:\n  - {at: +1h, rename: {user: ada@t.example}}\n", "7:23", "the action rename has no to", "add to", false},
	"rename to a phrase":   {people + "changes:\n  - {at: +1h, rename: {user: ada@t.example, to: Ada}}\n", "7:49", `at 2026-01-05T09:00:00Z: invalid: userPrincipalName "Ada"`, "name@domain", false},
	"rename onto another":  {people + "changes:\n  - {at: +1h, rename: {user: ada@t.example, to: BEN@t.example}}\n", "7:49", "at 2026-01-05T09:00:00Z: userPrincipalName BEN@t.example is already taken", "another one", true},
	"change of nobody":     {people + "changes:\n  - {at: +1h, disable: eva@t.example}\n", "7:24", `at 2026-01-05T09:00:00Z: no such object: user "eva@t.example"`, "add the user", true},
	"joiner comes later":   {people + "changes:\n  - {at: +2h, joiner: {userPrincipalName: eva@t.example}}\n  - {at: +1h, disable: eva@t.example}\n", "8:24", "at 2026-01-05T09:00:00Z: no such object", "add the user", true},
	"joiner exists":        {people + "changes:\n  - {at: +1h, joiner: {userPrincipalName: ada@t.example}}\n", "7:43", "at 2026-01-05T09:00:00Z: userPrincipalName ada@t.example is already taken", "another one", true},
	"joiner's group":       {people + "changes:\n  - {at: +1h, joiner: {userPrincipalName: eva@t.example, groups: [Crew, Core]}}\n", "7:73", `at 2026-01-05T09:00:00Z: no such object: group "Core"`, "add the group", true},
	"joiner deleted":       {people + "changes:\n  - {at: +1h, joiner: {userPrincipalName: eva@t.example, deletedAt: 2026-01-01T00:00:00Z}}\n", "7:58", `the action joiner has no key "deletedAt"`, "", false},
	"restore of a user":    {people + "changes:\n  - {at: +1h, restore: ada@t.example}\n", "7:24", "at 2026-01-05T09:00:00Z: user ada@t.example is not soft-deleted", "recycle bin", true},
	"change in the bin":    {people + "changes:\n  - {at: +1h, delete: ada@t.example}\n  - {at: +2h, disable: ada@t.example}\n", "8:24", "at 2026-01-05T10:00:00Z: user ada@t.example is soft-deleted", "restore the user first", true},
	"restore too late":     {people + "changes:\n  - {at: +1h, delete: ada@t.example}\n  - {at: +31d, restore: ada@t.example}\n", "8:25", "at 2026-02-05T08:00:00Z: no such object", "add the user", true},
	"not a member":         {people + "changes:\n  - {at: +1h, remove-member: {group: Crew, members: [ada@t.example, ben@t.example]}}\n", "7:69", "at 2026-01-05T09:00:00Z: invalid: ben@t.example is not a member", "take it out of the list", true},
	"own member":           {people + "changes:\n  - {at: +1h, add-member: {group: Crew, members: [Crew]}}\n", "7:51", `at 2026-01-05T09:00:00Z: invalid: group "Crew" cannot be a member of itself`, "take it out", true},
	"own manager":          {people + "changes:\n  - {at: +1h, set-manager: {user: ada@t.example, manager: ada@t.example}}\n", "7:59", "at 2026-01-05T09:00:00Z: invalid: nobody is their own manager", "another user", true},
	"mover's attribute":    {people + "changes:\n  - {at: +1h, mover: {user: ada@t.example, attributes: {titel: x}}}\n", "7:57", `a list of attributes of a user has no key "titel"`, "known are", false},
	"attribute of a group": {people + "changes:\n  - {at: +1h, set: {group: Crew, attributes: {jobTitle: x}}}\n", "7:47", `a list of attributes of a group has no key "jobTitle"`, "", false},
	"required cleared":     {people + "changes:\n  - {at: +1h, set: {user: ada@t.example, attributes: {displayName: \"\"}}}\n", "7:68", "at 2026-01-05T09:00:00Z: invalid: displayName needs a value", "give it a value", false},
	"set without values":   {people + "changes:\n  - {at: +1h, set: {user: ada@t.example}}\n", "7:20", "the action set has no attributes", "add attributes", false},
}

func TestMistakesAreNamedWithTheirPlace(t *testing.T) {
	for name, test := range mistakes {
		t.Run(name, func(t *testing.T) {
			_, err := directory.Parse("f.yaml", []byte(test.text))
			var fault *directory.FileError
			if !errors.As(err, &fault) {
				t.Fatalf("got error %v, want a *FileError for\n%s", err, test.text)
			}
			if want := "f.yaml:" + test.where + ": " + test.what; !strings.HasPrefix(err.Error(), want) {
				t.Errorf("error\n got %s\nwant it to begin with %s\nfor\n%s", err, want, test.text)
			}
			if !strings.Contains(fault.Hint(), test.advice) || fault.Hint() == "" {
				t.Errorf("hint %q, want it to contain %q", fault.Hint(), test.advice)
			}
			if strings.Contains(err.Error(), "\n") {
				t.Errorf("error %q has several lines", err)
			}
		})
	}
}

// References between sections, which need more than one line to go wrong.
func TestMistakesInReferences(t *testing.T) {
	tests := map[string]struct{ text, want string }{
		"duplicate name": {
			"users:\n  - userPrincipalName: ada@t.example\n  - userPrincipalName: Ada@T.example\n",
			"f.yaml:3:24: the userPrincipalName Ada@T.example is already taken by the object in line 2; ",
		},
		"duplicate id": {
			"users:\n  - userPrincipalName: a@t.example\n    id: 00000000-0000-0000-0000-00000000000a\n" +
				"groups:\n  - displayName: A\n    id: 00000000-0000-0000-0000-00000000000A\n",
			"f.yaml:6:9: the id 00000000-0000-0000-0000-00000000000A is already taken by the object in line 2; ",
		},
		"unknown manager": {
			"users:\n  - userPrincipalName: a@t.example\n    manager: b@t.example\n",
			`f.yaml:3:14: no such object: user "b@t.example"; `,
		},
		"own manager": {
			"users:\n  - userPrincipalName: a@t.example\n    manager: A@t.example\n",
			"f.yaml:3:14: invalid: nobody is their own manager; ",
		},
		"unknown member": {
			"groups:\n  - displayName: A\n    members:\n      - B\n  - displayName: C\n",
			`f.yaml:4:9: no such object: user or group "B"; `,
		},
		"own member": {"groups:\n  - displayName: A\n    members: [A]\n", `f.yaml:3:15: invalid: group "A" cannot be a member of itself; `},
		"member twice": {
			"users: [{userPrincipalName: a@t.example}]\ngroups:\n  - displayName: A\n    members: [a@t.example, A@t.example]\n",
			`f.yaml:4:28: A@t.example is a member of "A" already; remove one of the two`,
		},
		"list assigned": {
			"groups: [{displayName: A, securityEnabled: false}]\nassignments:\n  - group: A\n",
			`f.yaml:3:12: invalid: group "A" is not security-enabled; `,
		},
		"JSON": {"{\"users\": [\n  {\"userPrincipalName\": \"a@t.example\", \"mial\": 1}]}", "f.yaml:2:40: a user has no key \"mial\"; did you mean \"mail\"?"},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			_, err := directory.Parse("f.yaml", []byte(test.text))
			if err == nil || !strings.HasPrefix(err.Error(), test.want) {
				t.Errorf("error\n got %v\nwant it to begin with %s", err, test.want)
			}
		})
	}
}

func TestFilesSayEverythingAboutADirectory(t *testing.T) {
	d := parse(t, `
tenant: t.example
start: 2026-03-01T10:00:00+02:00
users:
  - userPrincipalName: ada@t.example
    manager: ben@t.example # further down
    employeeId: 0042
    mobile: +4670123
    employeeHireDate: 2024-02-29
    mail: ""
    jobTitle: null
    otherMails: one@t.example
  - {userPrincipalName: ben@t.example, id: 00000000-0000-0000-0000-00000000000B}
  - {userPrincipalName: eva@t.example, deletedAt: 2026-02-20T00:00:00Z, manager: ben@t.example}
groups:
  - {displayName: Outer, members: [Inner, 00000000-0000-0000-0000-00000000000b, eva@t.example]}
  - {displayName: Inner}
  - {displayName: 2026}
assignments:
  - {group: Inner}
  - {user: ada@t.example, role: Editor}
  - {user: ada@t.example, role: Viewer}
`)
	if want := time.Date(2026, 3, 1, 8, 0, 0, 0, time.UTC); !d.Start().Equal(want) || !d.Now().Equal(want) || d.Tenant() != "t.example" {
		t.Errorf("tenant %s, start %v, now %v; want t.example and %v", d.Tenant(), d.Start(), d.Now(), want)
	}
	ada, _ := d.FindUser("ADA@t.example")
	ben := "00000000-0000-0000-0000-00000000000b"
	attr(t, ada, "manager", ben)
	attr(t, ada, "employeeId", "0042")
	attr(t, ada, "mobile", "+4670123")
	attr(t, ada, "employeeHireDate", "2024-02-29")
	attr(t, ada, "mail")
	attr(t, ada, "jobTitle")
	attr(t, ada, "otherMails", "one@t.example")
	attr(t, ada, "appRoleAssignments", "Editor", "Viewer")
	eva, err := d.Resolve("eva@t.example", directory.KindUser)
	ok(t, err)
	if !eva.SoftDeleted() || eva.ManagerID() != ben {
		t.Errorf("eva is soft-deleted %v with manager %q, want true and ben", eva.SoftDeleted(), eva.ManagerID())
	}
	inner := d.FindGroups("Inner")[0]
	attr(t, d.FindGroups("Outer")[0], "members", inner.ID(), ben, eva.ID())
	if len(d.FindGroups("2026")) != 1 || len(d.Assignments()) != 2 {
		t.Errorf("groups called 2026: %v, assignments: %v", d.FindGroups("2026"), d.Assignments())
	}
	if again := parse(t, yaml(t, d)); yaml(t, again) != yaml(t, d) {
		t.Errorf("written and loaded again:\n%s\nwas\n%s", yaml(t, again), yaml(t, d))
	}
}

func TestIDsFollowFromTheNames(t *testing.T) {
	id := func(tenant string) string {
		d := directory.New(directory.Options{Tenant: tenant})
		addUser(t, d, "other@"+tenant)
		return addUser(t, d, "ada@"+tenant)
	}
	if a, b := id("a.example"), id("a.example"); a != b {
		t.Errorf("the same name in the same tenant gave %s and %s", a, b)
	}
	if a, b := id("a.example"), id("b.example"); a == b {
		t.Errorf("two tenants gave the same id %s", a)
	}
	d := directory.New(directory.Options{})
	if a, b := addGroup(t, d, "Twin"), addGroup(t, d, "Twin"); a == b {
		t.Errorf("two groups of the same name have the same id %s", a)
	}
}

func TestLoadFile(t *testing.T) {
	path := filepath.Join(t.TempDir(), "people.json")
	if err := os.WriteFile(path, []byte(`{"users": [{"userPrincipalName": "ada@t.example"}]}`), 0o600); err != nil {
		t.Fatal(err)
	}
	d, err := directory.LoadFile(path)
	ok(t, err)
	if d.Len(directory.KindUser) != 1 {
		t.Errorf("loaded %d users, want 1", d.Len(directory.KindUser))
	}
	if _, err := directory.LoadFile(path + "x"); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("missing file: got error %v, want fs.ErrNotExist", err)
	}
	if _, err := directory.Fixture("nothing"); err == nil || !strings.Contains(err.Error(), "wando") {
		t.Errorf("missing fixture: got error %v, want one that lists what there is", err)
	}
}
