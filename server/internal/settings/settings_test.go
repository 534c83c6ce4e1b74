package settings_test

import (
	"errors"
	"strings"
	"testing"

	"github.com/go-json-experiment/json/jsontext"

	"github.com/entrasim/entrasim/server/internal/resources"
	"github.com/entrasim/entrasim/server/internal/schema"
	"github.com/entrasim/entrasim/server/internal/scim"
	"github.com/entrasim/entrasim/server/internal/settings"
)

const (
	badgeURN  = "urn:example:params:scim:schemas:2.0:Badge"
	badge     = `{"id":"` + badgeURN + `","name":"Badge","attributes":[{"name":"number","type":"string"}]}`
	deviceURN = "urn:example:params:scim:schemas:2.0:Device"
	device    = `{"id":"` + deviceURN + `","name":"Device","attributes":[{"name":"serial","type":"string"}]}`
	deviceTyp = `{"name":"Device","endpoint":"/Devices","schema":"` + deviceURN + `"}`
)

type noDefect string

func (e noDefect) Error() string { return "there is no defect " + string(e) }
func (e noDefect) Hint() string  { return "try resources-null" }

var opts = settings.Options{File: "s.json", Defect: func(name string) error {
	switch name {
	case "resources-null", "stale-read":
		return nil
	case "plain":
		return errors.New("no")
	}
	return noDefect(name)
}}

func parse(t *testing.T, doc string) *settings.Settings {
	t.Helper()
	s, err := settings.Parse([]byte(doc), opts)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

const full = `{"version":1,"mood":"strict","seed":7,"switches":{"op-case":"entra","page-size":"awkward"},"defects":["resources-null"],` +
	`"limits":{"maxResults":200,"body":4096,"burst":50,"rate":2.5},"schemas":[` + badge + `,` + device + `],"resourceTypes":[` + deviceTyp + `]}`

func TestParse(t *testing.T) {
	s := parse(t, full)
	if got := string(s.AppendJSON(nil)); got != full {
		t.Errorf("written again:\n got %s\nwant %s", got, full)
	}
	m, err := s.Mode(settings.Base{Mood: "entra"})
	if err != nil || m.Name != "strict" || m.Seed != 7 || !m.AnyCaseOps || !m.SmallPages || m.StringBooleans {
		t.Errorf("the mode is strict with two exceptions, got %+v (%v)", m, err)
	}
	if l := s.Limits(); l != (resources.Limits{MaxResults: 200, Body: 4096, Burst: 50, Rate: 2.5}) {
		t.Errorf("limits: got %+v", l)
	}
	if rt := s.Registry().ResourceType("Device"); rt == nil || rt.Endpoint != "/Devices" {
		t.Errorf("devices: got %v", rt)
	}
	if s.Mood() != "strict" || s.Seed() != 7 || len(s.Defects()) != 1 || len(s.Schemas()) != 2 || len(s.ResourceTypes()) != 1 || s.Switches()["op-case"] != schema.Entra {
		t.Errorf("got %+v", s)
	}
}

func TestParseNothing(t *testing.T) {
	s := parse(t, `{"version":1}`)
	if m, err := s.Mode(settings.Base{Mood: "awkward"}); err != nil || m.Name != "awkward" {
		t.Errorf("without a mood the fallback holds, got %v (%v)", m.Name, err)
	}
	if _, err := s.Mode(settings.Base{Mood: "gloomy"}); err == nil {
		t.Error("an unknown fallback is an error")
	}
	base := settings.Base{Seed: 5, Switches: map[string]schema.Choice{"op-case": schema.Strict, "accept": schema.Strict}}
	m, err := parse(t, `{"version":1,"switches":{"op-case":"entra"}}`).Mode(base)
	if err != nil || m.Seed != 5 || !m.AnyCaseOps || m.AcceptIgnored || !m.StringBooleans {
		t.Errorf("switches go over those of the base, and these over the mood, got %+v (%v)", m, err)
	}
	for _, wrong := range []map[string]schema.Choice{{"gravity": schema.Strict}, {"op-case": schema.Awkward}} {
		if _, err := s.Mode(settings.Base{Switches: wrong}); err == nil {
			t.Errorf("a base with %v must be refused", wrong)
		}
	}
	if s.Registry() != schema.Core() {
		t.Error("without schemas of its own the registry is the core")
	}
	if got := string((&settings.Settings{}).AppendJSON(nil)); got != `{"version":1}` {
		t.Errorf("no settings: got %s", got)
	}
}

func TestRefused(t *testing.T) {
	for name, tc := range map[string]struct{ in, want string }{
		"no version":          {`{}`, `s.json:1:1: has no version; add "version"`},
		"version to come":     {`{"version":2}`, `s.json:1:12: version is 2; this program reads version 1; get one that fits the document`},
		"unknown member":      {`{"version":1,"mod":"strict"}`, `s.json:1:14: mod is not known here; did you mean mood?`},
		"unknown mood":        {`{"version":1,"mood":"strickt"}`, `mood is "strickt", which is unknown; did you mean strict?`},
		"negative seed":       {`{"version":1,"seed":-1}`, `seed must be a whole number from 0`},
		"unknown switch":      {"{\"version\":1,\n\"switches\":{\"opcase\":\"entra\"}}", `s.json:2:13: switches.opcase is not a switch; did you mean op-case?`},
		"no switch at all":    {`{"version":1,"switches":{"gravity":"entra"}}`, `switches.gravity is not a switch; entrasim switches lists them`},
		"unknown choice":      {`{"version":1,"switches":{"op-case":"awkward"}}`, `switches.op-case is "awkward", which is unknown; choose one of entra, strict`},
		"switch of no choice": {`{"version":1,"switches":{"op-case":true}}`, `switches.op-case must be a string, not true`},
		"unknown defect":      {`{"version":1,"defects":["resource-null"]}`, `defects[0] cannot be turned on: there is no defect resource-null; try resources-null`},
		"defect, plainly":     {`{"version":1,"defects":["plain"]}`, `defects[0] cannot be turned on: no; entrasim defects lists them`},
		"defect twice":        {`{"version":1,"defects":["stale-read","stale-read"]}`, `defects[1] is there twice: "stale-read"`},
		"unknown limit":       {`{"version":1,"limits":{"maxresult":1}}`, `limits.maxresult is not known here; did you mean maxResults?`},
		"limit out of range":  {`{"version":1,"limits":{"maxResults":0}}`, `limits.maxResults must be a whole number from 1 to 100000`},
		"burst without rate":  {`{"version":1,"limits":{"burst":5}}`, `limits.burst means nothing without a rate`},
		"negative rate":       {`{"version":1,"limits":{"rate":-1}}`, `limits.rate must be a number from 0`},
		"bad schema":          {`{"version":1,"schemas":[{"id":"x","name":"X","attributes":[]}]}`, `schemas[0].id is not a URN`},
		"bad resource type":   {`{"version":1,"resourceTypes":[` + deviceTyp + `]}`, `resourceTypes[0].schema names no schema`},
		"not JSON":            {`version: 1`, `s.json:1:1: is not valid JSON`},
	} {
		if _, err := settings.Parse([]byte(tc.in), opts); err == nil || !strings.Contains(err.Error(), tc.want) {
			t.Errorf("%s:\n got %v\nwant … %s …", name, err, tc.want)
		}
	}
}

func ptr[T any](v T) *T { return &v }

func TestWith(t *testing.T) {
	const extended = `,"resourceTypes":[{"name":"User","schemaExtensions":[{"schema":"` + badgeURN + `","required":true}]}]}`
	for name, tc := range map[string]struct {
		from   string
		change settings.Change
		want   string
	}{
		"nothing":             {full, settings.Change{}, full},
		"mood and seed":       {`{"version":1}`, settings.Change{Mood: ptr("awkward"), Seed: ptr[uint64](3)}, `{"version":1,"mood":"awkward","seed":3}`},
		"mood of old":         {`{"version":1,"mood":"strict"}`, settings.Change{Mood: ptr("")}, `{"version":1}`},
		"switches":            {`{"version":1,"switches":{"op-case":"strict","accept":"strict"}}`, settings.Change{Switches: map[string]string{"op-case": "", "group-names": "strict"}}, `{"version":1,"switches":{"accept":"strict","group-names":"strict"}}`},
		"other switches":      {`{"version":1,"switches":{"op-case":"strict"}}`, settings.Change{ClearSwitches: true, Switches: map[string]string{"accept": "strict"}}, `{"version":1,"switches":{"accept":"strict"}}`},
		"defects":             {`{"version":1,"defects":["resources-null"]}`, settings.Change{TurnOn: []string{"stale-read", "stale-read"}, TurnOff: []string{"resources-null", "other"}}, `{"version":1,"defects":["stale-read"]}`},
		"other defects":       {`{"version":1,"defects":["resources-null"]}`, settings.Change{Defects: &[]string{}}, `{"version":1}`},
		"limits":              {`{"version":1,"limits":{"maxResults":5}}`, settings.Change{Limits: jsontext.Value(`{"rate":1}`)}, `{"version":1,"limits":{"rate":1}}`},
		"no limits":           {`{"version":1,"limits":{"maxResults":5}}`, settings.Change{Limits: jsontext.Value(`{}`)}, `{"version":1}`},
		"schema":              {`{"version":1}`, settings.Change{PutSchemas: []jsontext.Value{jsontext.Value(" " + badge + "\n")}}, `{"version":1,"schemas":[` + badge + `]}`},
		"schema anew":         {`{"version":1,"schemas":[` + badge + `]}`, settings.Change{PutSchemas: []jsontext.Value{jsontext.Value(strings.ToUpper(badge[:40]) + badge[40:])}}, ``},
		"schema and user":     {`{"version":1}`, settings.Change{PutSchemas: []jsontext.Value{jsontext.Value(badge)}, Extend: []settings.Extension{{"User", badgeURN, true}}}, `{"version":1,"schemas":[` + badge + `]` + extended},
		"optional by now":     {`{"version":1,"schemas":[` + badge + `]` + extended, settings.Change{Extend: []settings.Extension{{"User", badgeURN, false}}}, `{"version":1,"schemas":[` + badge + `]` + strings.Replace(extended, "true", "false", 1)},
		"schema dropped":      {`{"version":1,"schemas":[` + badge + `]` + extended, settings.Change{DropSchemas: []string{strings.ToUpper(badgeURN)}}, `{"version":1}`},
		"type":                {`{"version":1,"schemas":[` + device + `]}`, settings.Change{PutTypes: []jsontext.Value{jsontext.Value(deviceTyp)}}, `{"version":1,"schemas":[` + device + `],"resourceTypes":[` + deviceTyp + `]}`},
		"type extended":       {`{"version":1,"schemas":[` + badge + `,` + device + `],"resourceTypes":[` + deviceTyp + `]}`, settings.Change{Extend: []settings.Extension{{"Device", badgeURN, false}}}, `{"version":1,"schemas":[` + badge + `,` + device + `],"resourceTypes":[{"name":"Device","description":"Device","endpoint":"/Devices","schema":"` + deviceURN + `","schemaExtensions":[{"schema":"` + badgeURN + `","required":false}]}]}`},
		"type and its schema": {full, settings.Change{DropSchemas: []string{deviceURN, badgeURN}, DropTypes: []string{"device"}, Mood: ptr(""), Seed: ptr[uint64](0), ClearSwitches: true, Defects: &[]string{}, Limits: jsontext.Value(`{}`)}, `{"version":1}`},
	} {
		t.Run(name, func(t *testing.T) {
			before := parse(t, tc.from)
			got, err := before.With(tc.change, opts)
			if tc.want == "" {
				if err == nil {
					t.Fatalf("got %s, want a refusal", got.AppendJSON(nil))
				}
				return
			}
			if err != nil {
				t.Fatal(err)
			}
			if text := string(got.AppendJSON(nil)); text != tc.want {
				t.Errorf("\n got %s\nwant %s", text, tc.want)
			}
			if string(before.AppendJSON(nil)) != string(parse(t, tc.from).AppendJSON(nil)) {
				t.Error("the settings before have changed")
			}
		})
	}
}

func TestWithRefuses(t *testing.T) {
	for name, tc := range map[string]struct {
		change settings.Change
		want   string
	}{
		"unknown switch":      {settings.Change{Switches: map[string]string{"opcase": "strict"}}, `switches.opcase is not a switch; did you mean op-case?`},
		"unknown mood":        {settings.Change{Mood: ptr("sad")}, `mood is "sad", which is unknown; choose one of entra, strict, awkward`},
		"unknown defect":      {settings.Change{TurnOn: []string{"x"}}, `defects[1] cannot be turned on: there is no defect x; try resources-null`},
		"schema still used":   {settings.Change{DropSchemas: []string{deviceURN}}, `resourceTypes[0].schema names no schema: "` + deviceURN + `"; add the schema first`},
		"broken schema":       {settings.Change{PutSchemas: []jsontext.Value{jsontext.Value(`{"id":1},{}`)}}, `s.json:1:9: has data behind its value`},
		"schema without id":   {settings.Change{PutSchemas: []jsontext.Value{jsontext.Value(`{"name":"X"}`)}}, `s.json:1:1: has no id; add "id"`},
		"limit":               {settings.Change{Limits: jsontext.Value(`{"maxResults":-1}`)}, `s.json:1:15: maxResults must be`},
		"broken limits":       {settings.Change{Limits: jsontext.Value(`{`)}, `is not valid JSON`},
		"extends a stranger":  {settings.Change{Extend: []settings.Extension{{"Usr", badgeURN, false}}}, `resourceTypes[1] has no endpoint`},
		"extends by nothing":  {settings.Change{Extend: []settings.Extension{{"User", badgeURN + "x", false}}}, `names no schema: "` + badgeURN + `x"; did you mean ` + badgeURN + `?`},
		"extends by the core": {settings.Change{Extend: []settings.Extension{{"Group", scim.SchemaUser, false}}}, `is the schema of the resource type User`},
	} {
		if got, err := parse(t, full).With(tc.change, opts); err == nil || !strings.HasPrefix(err.Error(), tc.want) && !strings.Contains(err.Error(), tc.want) {
			t.Errorf("%s:\n got %v (%v)\nwant … %s …", name, err, got, tc.want)
		}
	}
	_, err := parse(t, full).With(settings.Change{Mood: ptr("sad")}, opts)
	if err == nil || !strings.HasPrefix(err.Error(), "mood is") {
		t.Errorf("nobody wrote the document, so there are no positions in %v", err)
	}
}

// FuzzParse: no document does harm; what is accepted is written in one form and means the same when read again.
func FuzzParse(f *testing.F) {
	f.Add([]byte(full))
	f.Add([]byte(`{"version":1,"limits":{"rate":1e3},"switches":{"id-form":"awkward"}}`))
	f.Add([]byte(`{"version":1,"resourceTypes":[{"name":"User","schemaExtensions":[]}]}`))
	f.Fuzz(func(t *testing.T, data []byte) {
		s, err := settings.Parse(data, settings.Options{})
		if err != nil {
			return
		}
		text := s.AppendJSON(nil)
		again, err := settings.Parse(text, settings.Options{})
		if err != nil {
			t.Fatalf("%s was written as %s, which is refused: %v", data, text, err)
		}
		if got := again.AppendJSON(nil); string(got) != string(text) {
			t.Fatalf("written twice:\n first %s\nsecond %s", text, got)
		}
		a, errA := s.Mode(settings.Base{Mood: "entra"})
		b, errB := again.Mode(settings.Base{})
		if a != b || errA != nil || errB != nil {
			t.Fatalf("the mode of %s has changed", data)
		}
	})
}
