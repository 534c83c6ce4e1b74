package rule_test

import (
	"errors"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/entrasim/entrasim/server/internal/defect/rule"
)

// file makes a rule file of the rules of one defect, from its tenth line on.
func file(rules string) string {
	return "defects:\n  - name: some-name\n    title: t\n    models: m\n    source: s\n    checks: [ERR-001]\n    rules:\n" + rules
}

func TestParseErrorsNameThePlace(t *testing.T) {
	tests := map[string]struct{ text, want string }{
		"empty":             {"", "f.yaml:1:1: the file is empty; begin it with defects:"},
		"not YAML":          {"defects: [", "f.yaml:1:10: this is not YAML"},
		"a list":            {"- a", "f.yaml:1:1: a rule file must be a mapping, not a list; its keys are defects"},
		"unknown top key":   {"defect: []", `f.yaml:1:1: a rule file has no key "defect"; did you mean defects?`},
		"two documents":     {"defects: []\n---\ndefects: []", "f.yaml:3:1: a second document begins here"},
		"an anchor":         {"defects: &a []", "f.yaml:1:10: Anchor is not supported here"},
		"nothing in it":     {"defects: []", "f.yaml:1:10: there is nothing in this"},
		"a key twice":       {"defects:\n  - name: a\n    name: b\n", "f.yaml:3:5: "},
		"deep":              {"defects: " + strings.Repeat("[", 400), "f.yaml:1:1: nested too deeply"},
		"large":             {strings.Repeat("# comment\n", 1<<17), "f.yaml:1:1: the file is too large"},
		"a name with blank": {"defects:\n  - name: a b\n", `f.yaml:2:11: "a b" is no name of a defect`},
		"no title":          {"defects:\n  - {name: a}\n", "f.yaml:2:5: a defect has no title; add title:"},
		"a check":           {"defects:\n  - name: a\n    checks: [PAT-12]\n", `f.yaml:3:14: "PAT-12" is no id of a check`},
		"front false":       {"defects:\n  - name: a\n    front: false\n", "f.yaml:3:12: this can only be true"},
		"two of a name": {
			"defects:\n  - {name: a, title: t, models: m, source: s, checks: [], rules: [{instead: {status: 500}}]}\n" +
				"  - {name: a, title: t, models: m, source: s, checks: [], rules: [{instead: {status: 500}}]}\n",
			"f.yaml:3:5: there are two defects a",
		},
		"no rule":               {file("      []\n"), "f.yaml:8:7: there is nothing in this"},
		"a rule that is idle":   {file("      - when: {status: 400}\n"), "f.yaml:8:9: the rule does nothing"},
		"too late":              {file("      - when: {status: 400}\n        request: [drop-query: a]\n"), "f.yaml:8:9: a rule that waits for the answer cannot"},
		"unknown condition":     {file("      - when: {statuss: 400}\n"), `f.yaml:8:16: when has no key "statuss"; did you mean status?`},
		"unknown method":        {file("      - when: {method: FETCH}\n"), `f.yaml:8:24: unknown word "FETCH"; `},
		"no status":             {file("      - when: {status: 6xx}\n"), "f.yaml:8:24: this is no status"},
		"no expression":         {file("      - when: {path: \"[\"}\n"), "f.yaml:8:22: \"[\" is no regular expression"},
		"every nothing":         {file("      - when: {every: 0}\n"), "f.yaml:8:23: this must be a whole number; write one from 1"},
		"certain":               {file("      - when: {probability: 1.5}\n"), "f.yaml:8:29: this is no probability"},
		"unknown step":          {file("      - request: [drop-qery: a]\n"), `f.yaml:8:19: nothing can be done to a request by "drop-qery"; did you mean drop-query?`},
		"two steps in one":      {file("      - request: [{drop-query: a, delay: 1s}]\n"), "f.yaml:8:19: a step is a mapping with one key"},
		"no duration":           {file("      - request: [delay: soon]\n"), "f.yaml:8:26: this is no duration"},
		"too long":              {file("      - request: [delay: 2h]\n"), "f.yaml:8:26: this is no duration; write it like 250ms"},
		"range the wrong way":   {file("      - request: [delay: {from: 2s, to: 1s}]\n"), "f.yaml:8:26: the range ends before it begins"},
		"no choice":             {file("      - request: [delay: []]\n"), "f.yaml:8:26: there is nothing to choose from"},
		"unknown operator":      {file("      - request: [filter: {operator: {eqq: co}}]\n"), `f.yaml:8:39: there is no operator "eqq"`},
		"unknown answer step":   {file("      - answer: [hangup: 3]\n"), `f.yaml:8:18: nothing can be done to an answer by "hangup"; did you mean hang-up?`},
		"unknown change":        {file("      - answer: [document: [retyp: {at: a, to: string}]]\n"), `f.yaml:8:29: there is no change "retyp"; did you mean retype?`},
		"change without value":  {file("      - answer: [document: [set: {at: a}]]\n"), "f.yaml:8:34: set has no value"},
		"unknown type":          {file("      - answer: [document: [retype: {at: a, to: text}]]\n"), `f.yaml:8:49: unknown word "text"`},
		"an empty path":         {file("      - answer: [document: [remove: a//b]]\n"), "f.yaml:8:37: this is no path"},
		"a path without name":   {file("      - answer: [document: [set: {at: \"a/*\", value: 1}]]\n"), `f.yaml:8:39: "a/*" does not end in a name`},
		"instead of what":       {file("      - instead: {detail: a}\n"), "f.yaml:8:18: instead has no status"},
		"reset and more":        {file("      - instead: {reset: true, status: 500}\n"), "f.yaml:8:18: after a reset there is no answer"},
		"success without body":  {file("      - instead: {status: 200}\n"), "f.yaml:8:18: an answer that is no error needs a body"},
		"error with other body": {file("      - instead: {status: 500, body: a, detail: b}\n"), "f.yaml:8:18: scimType and detail belong to a SCIM error"},
		"status as text":        {file("      - instead: {status: \"500\"}\n"), "f.yaml:8:27: this must be a whole number; write one from 200 to 599"},
		"a list for a text":     {file("      - answer: [body: [a]]\n"), "f.yaml:8:24: this must be a text, not a list"},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			list, err := rule.Parse("f.yaml", []byte(test.text))
			var fault *rule.Error
			if !errors.As(err, &fault) || !strings.HasPrefix(err.Error(), test.want) {
				t.Fatalf("got %v\nwant an error that begins with %s", err, test.want)
			}
			if fault.Hint() == "" || strings.Contains(err.Error(), "\n") || len(list) > 1 {
				t.Errorf("%q wants a remedy and one line", err)
			}
		})
	}
}

func TestNearest(t *testing.T) {
	names := []string{"resources-null", "resource-in-array", "hangs", "patch-405"}
	for word, want := range map[string]string{
		"resource-null": "resources-null", "RESOURCES-NULL": "resources-null", "hang": "hangs", "patch-404": "patch-405",
		"resource-in": "resource-in-array", "zzz": "", "": "", "ha": "", strings.Repeat("x", 200): "",
	} {
		if got := rule.Nearest(word, names); got != want {
			t.Errorf("nearest to %q: got %q, want %q", word, got, want)
		}
	}
}

func FuzzParse(f *testing.F) {
	// Short seeds: the engine makes every interesting input as small as it can, which takes long for whole files.
	for _, rules := range []string{
		"{when: {status: 4xx}, answer: [document: [remove: a/*/b]]}",
		"{when: {method: [GET], on: resource, path: '!x'}, instead: {status: 500}}",
		"{when: {filter: {operator: [co], has: [not]}}, request: [filter: {join: or}]}",
		"{when: {every: 3}, request: [delay: {from: 1s, to: 2s}]}",
		"{answer: [resource: [retype: {at: '**', to: string}], hang-up: 3]}",
		"{request: [operations: {where: {op: [add]}, drop: true}]}",
	} {
		f.Add([]byte("defects:\n- {name: a, title: t, models: m, source: s, checks: [], rules: [" + rules + "]}"))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		list, err := rule.Parse("f.yaml", data)
		var fault *rule.Error
		switch {
		case err != nil && !errors.As(err, &fault):
			t.Errorf("error %v is no *rule.Error", err)
		case err != nil && (fault.Line < 1 || fault.Column < 1 || fault.What == "" || fault.Remedy == ""):
			t.Errorf("error %q wants a place and a remedy", err)
		case err == nil && len(list) == 0:
			t.Error("a file without defects is accepted")
		}
		for _, d := range list {
			exercise(d)
		}
	})
}

// exercise sends requests through a defect; whatever its rules are, only the end of a connection may panic.
func exercise(d rule.Defect) {
	handler := d.Wrap(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		_, _ = io.WriteString(w, `{"schemas":["urn:ietf:params:scim:api:messages:2.0:ListResponse"],"Resources":[{"id":"U1","a":[{"b":1},null]}]}`)
	}), env())
	for _, r := range []*http.Request{
		httptest.NewRequest(http.MethodGet, "/scim/v2/Users?filter=a+co+%22x%22+or+not+(b%5Bc+pr%5D)&count=1", nil),
		httptest.NewRequest(http.MethodPatch, "/scim/v2/Users/U1", strings.NewReader(`{"Operations":[{"op":"Add","path":"a[b eq 1].c","value":[1]},{"op":"remove"}]}`)),
	} {
		func() {
			defer func() {
				if v := recover(); v != nil && v != http.ErrAbortHandler {
					panic(v)
				}
			}()
			handler.ServeHTTP(httptest.NewRecorder(), r)
		}()
	}
}
