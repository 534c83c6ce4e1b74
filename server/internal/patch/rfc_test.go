package patch_test

import (
	"testing"

	"github.com/entrasim/entrasim/server/internal/schema"
	"github.com/entrasim/entrasim/server/internal/scim"
)

const (
	ada   = userHead + `"userName":"ada"}`
	mails = userHead + `"userName":"ada","emails":[{"value":"w@x","type":"work","primary":true},{"value":"h@x","type":"home"}]}`
	crew  = groupHead + `"displayName":"Crew","members":[{"value":"U1"},{"value":"U2"},{"value":"U3"}]}`
)

// rfcCases hold in every mode.
var rfcCases = map[string]success{
	"add sets":                           {"", ada, `{"op":"add","path":"title","value":"Analyst"}`, userHead + `"userName":"ada","title":"Analyst"}`},
	"add replaces a single value":        {"", ada, `{"op":"add","path":"userName","value":"Ada2"}`, userHead + `"userName":"Ada2"}`},
	"add appends":                        {"", mails, `{"op":"add","path":"emails","value":[{"value":"o@x","type":"other"}]}`, userHead + `"userName":"ada","emails":[{"value":"w@x","type":"work","primary":true},{"value":"h@x","type":"home"},{"value":"o@x","type":"other"}]}`},
	"add one object to a list":           {"", mails, `{"op":"add","path":"emails","value":{"value":"o@x"}}`, userHead + `"userName":"ada","emails":[{"value":"w@x","type":"work","primary":true},{"value":"h@x","type":"home"},{"value":"o@x"}]}`},
	"add what is there":                  {"", mails, `{"op":"add","path":"emails","value":[{"value":"w@x","type":"work"}]}`, mails},
	"add nothing":                        {"", mails, `{"op":"add","path":"emails","value":[]}`, mails},
	"add without path":                   {"", mails, `{"op":"add","value":{"nickname":"Babs","emails":[{"value":"b@x","type":"home"}]}}`, userHead + `"userName":"ada","nickName":"Babs","emails":[{"value":"w@x","type":"work","primary":true},{"value":"h@x","type":"home"},{"value":"b@x","type":"home"}]}`},
	"add to a complex attribute merges":  {"", userHead + `"userName":"ada","name":{"givenName":"Ada"}}`, `{"op":"add","path":"name","value":{"familyName":"King"}}`, userHead + `"userName":"ada","name":{"givenName":"Ada","familyName":"King"}}`},
	"replace a complex attribute merges": {"", userHead + `"userName":"ada","name":{"givenName":"Ada","middleName":"X"}}`, `{"op":"replace","path":"name","value":{"familyName":"King","middleName":null}}`, userHead + `"userName":"ada","name":{"givenName":"Ada","familyName":"King"}}`},
	"replace what has no value":          {"", ada, `{"op":"replace","path":"name.givenName","value":"Ada"}`, userHead + `"userName":"ada","name":{"givenName":"Ada"}}`},
	"replace a list":                     {"", mails, `{"op":"replace","path":"emails","value":[{"value":"n@x"}]}`, userHead + `"userName":"ada","emails":[{"value":"n@x"}]}`},
	"replace without path":               {"", mails, `{"op":"replace","value":{"emails":[{"value":"n@x"}],"title":"T","name":{"givenName":"A"}}}`, userHead + `"userName":"ada","title":"T","name":{"givenName":"A"},"emails":[{"value":"n@x"}]}`},
	"replace selected elements":          {"", mails, `{"op":"replace","path":"emails[type eq \"home\"]","value":{"value":"n@x","type":"home"}}`, userHead + `"userName":"ada","emails":[{"value":"w@x","type":"work","primary":true},{"value":"n@x","type":"home"}]}`},
	"replace part of selected":           {"", mails, `{"op":"replace","path":"emails[type eq \"work\"].value","value":"n@x"}`, userHead + `"userName":"ada","emails":[{"value":"n@x","type":"work","primary":true},{"value":"h@x","type":"home"}]}`},
	"replace part of several":            {"", mails, `{"op":"replace","path":"emails[value ew \"@x\"].display","value":"D"}`, userHead + `"userName":"ada","emails":[{"value":"w@x","type":"work","primary":true,"display":"D"},{"value":"h@x","type":"home","display":"D"}]}`},
	"replace part of all":                {"", mails, `{"op":"replace","path":"emails.display","value":"D"}`, userHead + `"userName":"ada","emails":[{"value":"w@x","type":"work","primary":true,"display":"D"},{"value":"h@x","type":"home","display":"D"}]}`},
	"replace by null unassigns":          {"", mails, `{"op":"replace","path":"emails","value":null}`, ada},
	"replace by [] unassigns":            {"", mails, `{"op":"replace","path":"emails","value":[]}`, ada},
	"primary moves":                      {"", mails, `{"op":"replace","path":"emails[type eq \"home\"].primary","value":true}`, userHead + `"userName":"ada","emails":[{"value":"w@x","type":"work","primary":false},{"value":"h@x","type":"home","primary":true}]}`},
	"primary moves to the added":         {"", mails, `{"op":"add","path":"emails","value":[{"value":"o@x","primary":true}]}`, userHead + `"userName":"ada","emails":[{"value":"w@x","type":"work","primary":false},{"value":"h@x","type":"home"},{"value":"o@x","primary":true}]}`},
	"remove":                             {"", userHead + `"userName":"ada","title":"T"}`, `{"op":"remove","path":"title"}`, ada},
	"remove what is not there":           {"", ada, `{"op":"remove","path":"title"},{"op":"remove","path":"emails[type eq \"work\"]"},{"op":"remove","path":"name.givenName"},{"op":"remove","path":"` + ent + `:manager"}`, ada},
	"remove all elements":                {"", mails, `{"op":"remove","path":"emails"}`, ada},
	"remove selected elements":           {"", mails, `{"op":"remove","path":"emails[type eq \"work\" and value ew \"x\"]"}`, userHead + `"userName":"ada","emails":[{"value":"h@x","type":"home"}]}`},
	"remove the last element":            {"", mails, `{"op":"remove","path":"emails[value pr]"}`, ada},
	"remove one part":                    {"", userHead + `"userName":"ada","name":{"givenName":"A","middleName":"M"}}`, `{"op":"remove","path":"name.middleName"}`, userHead + `"userName":"ada","name":{"givenName":"A"}}`},
	"remove the last part":               {"", userHead + `"userName":"ada","name":{"middleName":"M"}}`, `{"op":"remove","path":"name.middleName"}`, ada},
	"in order":                           {"", ada, `{"op":"add","path":"title","value":"A"},{"op":"remove","path":"title"},{"op":"replace","path":"title","value":"B"}`, userHead + `"userName":"ada","title":"B"}`},
	"names in any case":                  {"", ada, `{"op":"add","path":"NAME.GIVENNAME","value":"A"}`, userHead + `"userName":"ada","name":{"givenName":"A"}}`},
	"core URN":                           {"", ada, `{"op":"add","path":"` + scim.SchemaUser + `:name.givenName","value":"A"}`, userHead + `"userName":"ada","name":{"givenName":"A"}}`},
	"extension attribute by URN":         {"", ada, `{"op":"add","path":"` + ent + `:department","value":"Optics"}`, entHead + `"userName":"ada","` + ent + `":{"department":"Optics"}}`},
	"last extension attribute goes":      {"", entHead + `"userName":"ada","` + ent + `":{"department":"Optics"}}`, `{"op":"remove","path":"` + ent + `:department"}`, ada},
	"extension as an object":             {"", entHead + `"userName":"ada","` + ent + `":{"division":"W"}}`, `{"op":"add","value":{"` + ent + `":{"department":"Optics","manager":{"value":"U2"}}}}`, entHead + `"userName":"ada","` + ent + `":{"department":"Optics","division":"W","manager":{"value":"U2"}}}`},
	"extension by its URN":               {"", ada, `{"op":"add","path":"` + ent + `","value":{"department":"Optics"}}`, entHead + `"userName":"ada","` + ent + `":{"department":"Optics"}}`},
	"remove an extension":                {"", entHead + `"userName":"ada","` + ent + `":{"division":"W"}}`, `{"op":"remove","path":"` + ent + `"}`, ada},
	"manager is replaced as a whole":     {"", entHead + `"userName":"ada","` + ent + `":{"manager":{"value":"U1","$ref":"/Users/U1"}}}`, `{"op":"replace","path":"` + ent + `:manager","value":{"value":"U2"}}`, entHead + `"userName":"ada","` + ent + `":{"manager":{"value":"U2"}}}`},
	"manager by value":                   {"", entHead + `"userName":"ada","` + ent + `":{"manager":{"value":"U1","$ref":"/Users/U1"}}}`, `{"op":"replace","path":"` + ent + `:manager.value","value":"U2"}`, entHead + `"userName":"ada","` + ent + `":{"manager":{"value":"U2"}}}`},
	"add a member":                       {"Group", crew, `{"op":"add","path":"members","value":[{"value":"U4","display":"Dan"}]}`, groupHead + `"displayName":"Crew","members":[{"value":"U1"},{"value":"U2"},{"value":"U3"},{"value":"U4","display":"Dan"}]}`},
	"add a member twice":                 {"Group", crew, `{"op":"add","path":"members","value":[{"value":"U1"},{"value":"U1"}]}`, crew},
	"remove a member":                    {"Group", crew, `{"op":"remove","path":"members[value eq \"U2\"]"}`, groupHead + `"displayName":"Crew","members":[{"value":"U1"},{"value":"U3"}]}`},
	"remove a stranger":                  {"Group", crew, `{"op":"remove","path":"members[value eq \"U9\"]"}`, crew},
	"remove all members":                 {"Group", crew, `{"op":"remove","path":"members"}`, groupHead + `"displayName":"Crew"}`},
	"Q60 replace members":                {"Group", crew, `{"op":"replace","path":"members","value":[{"value":"U9"}]}`, groupHead + `"displayName":"Crew","members":[{"value":"U9"}]}`},
	"rename keeps members":               {"Group", crew, `{"op":"replace","value":{"displayName":"Crew North"}}`, groupHead + `"displayName":"Crew North","members":[{"value":"U1"},{"value":"U2"},{"value":"U3"}]}`},
	"add with filter creates":            {"", ada, `{"op":"add","path":"emails[type eq \"work\"].value","value":"w@x"}`, userHead + `"userName":"ada","emails":[{"value":"w@x","type":"work"}]}`},
	"password is taken and not kept":     {"", ada, `{"op":"replace","path":"password","value":"s3cret"}`, ada},
	"schemas follows the content":        {"", ada, `{"op":"add","path":"schemas","value":["` + ent + `"]}`, ada},
	"no-op":                              {"", mails, `{"op":"replace","path":"userName","value":"ada"}`, mails},
}

func TestRFC(t *testing.T) {
	t.Run("strict", func(t *testing.T) { check(t, schema.ModeStrict(), rfcCases) })
	t.Run("entra", func(t *testing.T) { check(t, schema.ModeEntra(), rfcCases) })
}

var refusedInEveryMode = map[string]failure{
	"unknown op":               {ops: `{"op":"move","path":"title","value":"x"}`, scimType: scim.InvalidSyntax, want: `operation 1: op "move" is unknown`},
	"no op":                    {ops: `{"path":"title","value":"x"}`, scimType: scim.InvalidSyntax, want: "op is missing"},
	"operation no object":      {ops: `{"op":"add","path":"title","value":"x"},"add"`, scimType: scim.InvalidSyntax, want: "operation 2: an operation must be an object"},
	"add without value":        {ops: `{"op":"add","path":"title"}`, scimType: scim.InvalidValue, want: "add needs a value"},
	"replace without value":    {ops: `{"op":"replace","path":"title"}`, scimType: scim.InvalidValue, want: "replace needs a value"},
	"remove without path":      {ops: `{"op":"remove"}`, scimType: scim.NoTarget, want: "remove needs a path"},
	"pathless scalar":          {ops: `{"op":"add","value":"x"}`, scimType: scim.InvalidValue, want: "needs an object of attributes"},
	"path no string":           {ops: `{"op":"add","path":5,"value":"x"}`, scimType: scim.InvalidPath, want: "path must be a string"},
	"empty path":               {ops: `{"op":"add","path":"","value":"x"}`, scimType: scim.InvalidPath, want: "column 1"},
	"JSON pointer":             {ops: `{"op":"add","path":"/emails/0","value":"x"}`, scimType: scim.InvalidPath, want: "not an attribute path"},
	"malformed path":           {ops: `{"op":"add","path":"emails[type eq \"work\".value","value":"x"}`, scimType: scim.InvalidFilter, want: "column"},
	"malformed filter":         {ops: `{"op":"add","path":"emails[type is \"work\"]","value":{}}`, scimType: scim.InvalidFilter, want: "not an operator"},
	"remove userName":          {ops: `{"op":"remove","path":"userName"}`, scimType: scim.Mutability, want: "userName is required"},
	"null userName":            {ops: `{"op":"replace","path":"userName","value":null}`, scimType: scim.InvalidValue, want: "userName is required"},
	"blank userName":           {ops: `{"op":"replace","path":"userName","value":"  "}`, scimType: scim.InvalidValue, want: "userName is required"},
	"remove displayName":       {typ: "Group", resource: crew, ops: `{"op":"remove","path":"displayName"}`, scimType: scim.Mutability, want: "displayName is required"},
	"read-only id":             {ops: `{"op":"replace","path":"id","value":"x"}`, scimType: scim.Mutability, want: "id is read-only"},
	"read-only meta":           {ops: `{"op":"replace","path":"meta.created","value":"2026-01-01T00:00:00Z"}`, scimType: scim.Mutability, want: "meta.created is read-only"},
	"read-only groups":         {ops: `{"op":"add","path":"groups","value":[{"value":"G1"}]}`, scimType: scim.Mutability, want: "groups is read-only"},
	"read-only part":           {ops: `{"op":"add","path":"` + ent + `:manager.displayName","value":"Boss"}`, scimType: scim.Mutability, want: "manager.displayName is read-only"},
	"remove schemas":           {ops: `{"op":"remove","path":"schemas"}`, scimType: scim.Mutability, want: "schemas"},
	"immutable part":           {typ: "Group", resource: crew, ops: `{"op":"replace","path":"members[value eq \"U1\"].value","value":"U9"}`, scimType: scim.Mutability, want: "members.value is immutable"},
	"wrong type":               {ops: `{"op":"replace","path":"active","value":"perhaps"}`, scimType: scim.InvalidValue, want: "active must be true or false"},
	"wrong type, filtered":     {ops: `{"op":"add","path":"emails[type eq \"work\"].value","value":{"a":1}}`, scimType: scim.InvalidValue, want: "emails.value must be a string"},
	"wrong type in the object": {ops: `{"op":"add","value":{"name":"Ada"}}`, scimType: scim.InvalidValue, want: "name must be an object"},
	"filter on a simple value": {ops: `{"op":"add","path":"userName[value eq \"x\"]","value":"x"}`, scimType: scim.InvalidPath, want: "cannot have a value filter"},
	"several values for one":   {resource: mails, ops: `{"op":"replace","path":"emails[type eq \"work\"]","value":[{"value":"a"},{"value":"b"}]}`, scimType: scim.InvalidValue, want: "one value"},
	"undescribable element":    {ops: `{"op":"add","path":"emails[type ne \"work\"].value","value":"x"}`, scimType: scim.NoTarget, want: "selects no value"},
	"contradictory element":    {ops: `{"op":"add","path":"emails[type eq \"a\" and type eq \"b\"].value","value":"x"}`, scimType: scim.NoTarget, want: "selects no value"},
	"remove the core":          {ops: `{"op":"remove","path":"` + scim.SchemaUser + `"}`, scimType: scim.Mutability, want: "core schema"},
	"member without id":        {typ: "Group", resource: crew, ops: `{"op":"add","path":"members","value":[{"display":"x"}]}`, scimType: scim.InvalidValue, want: "members[0].value is missing"},
	"atomic":                   {ops: `{"op":"add","path":"title","value":"x"},{"op":"remove","path":"userName"}`, scimType: scim.Mutability, want: "operation 2:"},
}

func TestRefused(t *testing.T) {
	t.Run("strict", func(t *testing.T) { checkRefused(t, schema.ModeStrict(), refusedInEveryMode) })
	t.Run("entra", func(t *testing.T) { checkRefused(t, schema.ModeEntra(), refusedInEveryMode) })
}

func TestStrictRefuses(t *testing.T) {
	checkRefused(t, schema.ModeStrict(), map[string]failure{
		"title case":             {ops: `{"op":"Add","path":"title","value":"x"}`, scimType: scim.InvalidSyntax, want: `"Add" is unknown`},
		"string boolean":         {ops: `{"op":"replace","path":"active","value":"False"}`, scimType: scim.InvalidValue, want: "active"},
		"replace without match":  {ops: `{"op":"replace","path":"emails[type eq \"work\"].value","value":"x"}`, scimType: scim.NoTarget, want: "selects no value of emails"},
		"remove by value list":   {typ: "Group", resource: crew, ops: `{"op":"remove","path":"members","value":[{"value":"U1"}]}`, scimType: scim.InvalidValue, want: "members[value eq"},
		"unknown attribute":      {ops: `{"op":"add","path":"shoeSize","value":41}`, scimType: scim.InvalidPath, want: "shoeSize"},
		"unknown key":            {ops: `{"op":"add","value":{"shoeSize":41}}`, scimType: scim.InvalidPath, want: "shoeSize"},
		"unknown part":           {ops: `{"op":"add","path":"name.nick","value":"x"}`, scimType: scim.InvalidPath, want: "name.nick"},
		"unknown part, filtered": {ops: `{"op":"add","path":"emails[type eq \"work\"].shoe","value":"x"}`, scimType: scim.InvalidPath, want: "shoe"},
		"unknown part in filter": {ops: `{"op":"add","path":"emails[shoe eq \"x\"].value","value":"x"}`, scimType: scim.InvalidFilter, want: "shoe"},
		"dotted key":             {ops: `{"op":"add","value":{"name.givenName":"x"}}`, scimType: scim.InvalidPath, want: "name.givenName"},
		"URN key":                {ops: `{"op":"add","value":{"` + ent + `:department":"x"}}`, scimType: scim.InvalidPath, want: "department"},
		"bare manager":           {ops: `{"op":"add","path":"` + ent + `:manager","value":"U1"}`, scimType: scim.InvalidValue, want: "manager must be an object"},
		"id in the object":       {ops: `{"op":"replace","value":{"id":"x"}}`, scimType: scim.Mutability, want: "id is read-only"},
		"groups in the object":   {ops: `{"op":"replace","value":{"groups":[{"value":"G1"}]}}`, scimType: scim.Mutability, want: "groups is read-only"},
		"dotted URN":             {ops: `{"op":"add","path":"` + ent + `.department","value":"x"}`, scimType: scim.InvalidPath, want: "names nothing"},
		"filter on manager":      {resource: entHead + `"userName":"ada","` + ent + `":{"manager":{"value":"U42"}}}`, ops: `{"op":"remove","path":"` + ent + `:manager[value eq \"U42\"]"}`, scimType: scim.InvalidPath, want: "manager has one value only"},
		"unknown type":           {ops: `{"op":"add","path":"emails","value":[{"value":"x@y","type":"private"}]}`, scimType: scim.InvalidValue, want: "emails[0].type must be one of work, home, other"},
		"unknown type, filtered": {ops: `{"op":"add","path":"emails[type eq \"private\"].value","value":"x@y"}`, scimType: scim.InvalidValue, want: "emails.type must be one of"},
		"relative picture":       {ops: `{"op":"add","path":"profileUrl","value":"ada"}`, scimType: scim.InvalidValue, want: "profileUrl must be an absolute URI"},
		"no URI":                 {ops: `{"op":"add","path":"profileUrl","value":"http://a b"}`, scimType: scim.InvalidValue, want: "profileUrl must be a URI"},
		"meta in the object":     {ops: `{"op":"add","value":{"meta":{}}}`, scimType: scim.Mutability, want: "meta is read-only"},
		"core URN as container":  {ops: `{"op":"add","value":{"` + scim.SchemaUser + `":{"title":"x"}}}`, scimType: scim.InvalidPath, want: "core schema"},
		"unknown schema":         {ops: `{"op":"add","path":"schemas","value":["urn:x"]}`, scimType: scim.InvalidValue, want: "urn:x"},
		"schemas without base":   {ops: `{"op":"replace","path":"schemas","value":["` + ent + `"]}`, scimType: scim.InvalidValue, want: "must contain"},
		"schemas of numbers":     {ops: `{"op":"add","path":"schemas","value":5}`, scimType: scim.InvalidValue, want: "a number"},
	})
}
