package scenario_test

import (
	"errors"
	"strings"
	"testing"

	"github.com/entrasim/entrasim/fixtures"
	"github.com/entrasim/entrasim/simulator/internal/scenario"
)

func TestParse(t *testing.T) {
	s, err := scenario.Parse("story", []byte("# A title.\r\n# evidence: Q01, engine §3.6 row 1\r\n\r\ncycle 2 # twice\r\n  # no title\r\n-- a --\r\nx\r\n"))
	if err != nil {
		t.Fatal(err)
	}
	if s.Title != "A title." || len(s.Evidence) != 2 || s.Evidence[1] != "engine §3.6 row 1" {
		t.Errorf("got title %q, evidence %q", s.Title, s.Evidence)
	}
}

// TestMistakes: a mistake is found before anything happens, with its line, its verb and what to write.
func TestMistakes(t *testing.T) {
	tests := map[string]struct {
		text   string
		line   int
		want   string // in the error
		remedy string // in the hint
	}{
		"nothing":                 {"# only a title\n", 1, "no step", "scenario verbs"},
		"unknown verb":            {"cycle\ncycles\n", 2, `no verb "cycles"`, "did you mean cycle?"},
		"quotes":                  {"\n\nrestart 'Full\n", 3, "not closed", "close the quotes"},
		"form":                    {"object group\n", 1, "object: ", "object KIND on|off"},
		"kind":                    {"object device on\n", 1, `"device"`, "user or group"},
		"section":                 {"directory large\n", 1, "no section large", "-- large --"},
		"mistake in a directory":  {"cycle\ndirectory d\n-- d --\ntenant: x.example\nusers:\n  - {userPrincipalName: ada}\n", 6, "d: ", ""},
		"section twice":           {"cycle\n-- a --\nx\n-- a --\n", 4, "already", "line 2"},
		"mapping":                 {"mapping other\n", 1, "no section other", "-- other --"},
		"mapping that is none":    {"mapping m\n-- m --\n[]\n", 1, "mapping: ", ""},
		"expression":              {"map user title Join(\n", 1, "map: ", ""},
		"mapping option":          {"map user title [jobTitle] first\n", 1, `"first"`, "match=N"},
		"matching precedence":     {"map user title [jobTitle] match=x\n", 1, `"match=x"`, "match=N"},
		"target object action":    {"actions user purge\n", 1, `"purge"`, ""},
		"filter":                  {"filter user Quay department\n", 1, "filter: ", "OPERATOR"},
		"dial":                    {"dial members-per-path=3\n", 1, "members-per-path", ""},
		"dial's value":            {"dial concurrency=many\n", 1, "many", ""},
		"setting":                 {"setting sync-all yes\n", 1, "setting: ", "on|off"},
		"threshold":               {"setting delete-threshold on\n", 1, "setting: ", "N"},
		"action of the directory": {"change disabel ada@x.example\n", 1, "disabel", "disable"},
		"action without argument": {"change disable\n", 1, "change: ", "change ACTION"},
		"time":                    {"at soon disable ada@x.example\n", 1, "soon", "+1h30m"},
		"number of cycles":        {"cycle 0\n", 1, "cycle: ", "cycle [N]"},
		"time to pass":            {"run ever\n", 1, `"ever"`, "28d"},
		"no time to pass":         {"advance 0h\n", 1, `"0h"`, "28d"},
		"reset scope":             {"restart Everything\n", 1, "Everything", ""},
		"words behind a command":  {"pause now\n", 1, "pause: ", "pause"},
		"on-demand result":        {"on-demand ada@x.example result=Fine\n", 1, `"Fine"`, "Skipped"},
		"which request":           {"fault third POST reset\n", 1, `"third"`, "3rd"},
		"request":                 {"fault 3rd PUT reset\n", 1, `"PUT"`, "PATCH"},
		"act":                     {"fault 3rd POST explode\n", 1, "fault: ", "ACT"},
		"order of requests":       {"fault 3rd-2nd POST reset\n", 1, "3 to 2", ""},
		"status":                  {"fault 1st POST answer teapot\n", 1, `"teapot"`, "503"},
		"status out of range":     {"fault 1st POST answer 99\n", 1, "99", ""},
		"answer's option":         {"fault 1st POST answer 503 slowly\n", 1, `"slowly"`, "retry-after="},
		"answer's body":           {"fault 1st POST answer 503 body=page\n", 1, "no section page", "-- page --"},
		"delay":                   {"fault 1st POST latency 1h\n", 1, "1h", ""},
		"target's JSON":           {"target create user {\"userName\": }\n", 1, "not JSON", "without quotes"},
		"target's form":           {"target forget user ada\n", 1, "target: ", "target create"},
		"server":                  {"server weather sunny\n", 1, "server: ", "server mood"},
		"switch":                  {"server switch etag\n", 1, "server: ", "NAME=CHOICE"},
		"requests' option":        {"expect-requests a reads\n", 1, `"reads"`, "writes"},
		"log's action":            {"expect-log ada creat success\n", 1, `"creat" is no action`, "create, update, disable"},
		"log's status":            {"expect-log ada create fine\n", 1, `"fine" is no status`, "skipped"},
		"a directory's name":      {"directory large\n", 1, "no section large", "lifecycle, small, wando"},
		"a mapping's name":        {"mapping other\n", 1, "no section other", "default, wando"},
		"number of a property":    {"expect-state created=few\n", 1, `created is never "few"`, "number"},
		"reason":                  {"expect-state quarantine=TooMuch\n", 1, `quarantine is never "TooMuch"`, "TooManyDeletes"},
		"reasons":                 {"expect-state mails=none,TooMuch\n", 1, `mails is never`, "commas"},
		"time of a property":      {"expect-state next=1d\n", 1, `next is never "1d"`, "24h"},
		"kind of a cycle":         {"expect-state kind=first\n", 1, `kind is never "first"`, "initial, incremental"},
		"pruned":                  {"expect-state pruned=yes\n", 1, `pruned is never "yes"`, "true, false"},
		"how many resources":      {"expect-target users many\n", 1, `"many" is no number of users`, "how many"},
		"kind of a resource":      {"expect-target planets 4\n", 1, `"planets"`, "user or group"},
		"kill":                    {"kill soon\n", 1, "kill: ", "kill N"},
		"credentials":             {"credentials burn\n", 1, "credentials: ", "credentials save"},
		"connect":                 {"connect twice\n", 1, "connect: ", "connect fails"},
		"approve":                 {"approve all\n", 1, "approve: ", "approve"},
		"resume":                  {"resume later\n", 1, "resume: ", "resume"},
		"start":                   {"start now\n", 1, "start: ", "start"},
		"why a quarantine":        {"quarantine\n", 1, "quarantine: ", "quarantine WHY"},
		"unmap":                   {"unmap planet title\n", 1, `"planet"`, "user or group"},
		"unmap nothing":           {"unmap user\n", 1, "unmap: ", "unmap KIND TARGET"},
		"on-demand":               {"on-demand\n", 1, "on-demand: ", "on-demand NAME"},
		"expect-requests":         {"expect-requests\n", 1, "expect-requests: ", "SECTION"},
		"log's option":            {"expect-log ada create success where=x\n", 1, "where=x", "step="},
		"log's form":              {"expect-log ada create\n", 1, "expect-log: ", "expect-log NAME"},
		"how often":               {"expect-log ada create success times=0\n", 1, `"0"`, "from 1"},
		"path":                    {"expect-target user ada title\n", 1, "title", "attribute=value"},
		"property":                {"expect-state colour=red\n", 1, "colour", "quarantine"},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			_, err := scenario.Parse("story.txtar", []byte(test.text))
			e, ok := errors.AsType[*scenario.Error](err)
			if !ok {
				t.Fatalf("got %v, want a *scenario.Error", err)
			}
			if e.Line != test.line || e.File != "story.txtar" || !strings.Contains(e.Error(), test.want) || !strings.Contains(e.Hint(), test.remedy) {
				t.Errorf("got line %d: %v; hint %q\nwant line %d, %q, hint with %q", e.Line, e, e.Hint(), test.line, test.want, test.remedy)
			}
			if e.Hint() == "" {
				t.Errorf("%v: no hint", e)
			}
		})
	}
}

// FuzzParse: whatever the text, reading it ends, and gives a scenario or an Error with a line of the text.
func FuzzParse(f *testing.F) {
	for _, name := range fixtures.Scenarios() {
		data, err := fixtures.Scenario(name)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(data)
	}
	f.Add([]byte("fault 2nd-3rd PATCH Users with 'a b' answer 503 body=x\n-- x --\n"))
	f.Fuzz(func(t *testing.T, data []byte) {
		s, err := scenario.Parse("f", data)
		if err == nil {
			if s.Script() == "" {
				t.Error("a scenario without a script")
			}
			return
		}
		e, ok := errors.AsType[*scenario.Error](err)
		if !ok || e.Line < 1 || e.Line > strings.Count(string(data), "\n")+1 {
			t.Errorf("got %v, want an Error with a line of the text", err)
		}
	})
}
