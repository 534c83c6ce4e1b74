package engine_test

import (
	"strings"
	"testing"

	"github.com/entrasim/entrasim/fixtures"
	"github.com/entrasim/entrasim/simulator/internal/mapping"
)

// matchBy gives the user mapping of the guide other matching attributes, in order of precedence.
func (w *world) matchBy(attributes ...string) {
	w.t.Helper()
	data, err := fixtures.Mapping(mapping.Wando)
	w.must(err)
	lines := strings.Split(string(data), "\n")
	for i, l := range lines {
		if strings.Contains(l, `"targetAttributeName": "userName"`) {
			lines[i] = strings.Replace(l, `"matchingPriority": 1`, `"matchingPriority": 0`, 1)
		}
	}
	users := false
	for i, l := range lines {
		users = users || strings.Contains(l, `"targetAttributeName": "userName"`)
		for n, a := range attributes {
			name := strings.ReplaceAll(a, `"`, `\"`)
			if users && strings.Contains(l, `"targetAttributeName": "`+name+`"`) {
				lines[i] = strings.Replace(l, `"matchingPriority": 0`, `"matchingPriority": `+string(rune('1'+n)), 1)
			}
		}
	}
	w.set, err = mapping.Parse([]byte(strings.Join(lines, "\n")), "test")
	w.must(err)
}

// TestMatchingPrecedence: one query per matching attribute, never combined; the first hit ends the search (§4.1, Q49).
func TestMatchingPrecedence(t *testing.T) {
	w := newWorld(t)
	w.matchBy(work, "displayName")
	ada, bob := w.user("ada"), w.user("bob")
	w.must(w.dir.SetAttr(ada, "mail", "ada@mail.example"))
	w.put("Users", "old-ada", map[string]string{work: "ada@mail.example"})
	w.put("Users", "decoy", map[string]string{"displayName": "ada"})
	w.put("Users", "old-bob", map[string]string{"displayName": "bob"})
	w.cycle()
	w.want("requests", w.sent, []string{
		"match Users " + work + "=ada@mail.example",
		"update Users old-ada Add userName=ada@x.example Add displayName=ada Add active=True",
		"match Users displayName=bob",
		"update Users old-bob Add userName=bob@x.example Add active=True",
	})
	for id, want := range map[string]string{ada: "old-ada", bob: "old-bob"} {
		if l, _ := w.state.Link(id); l.Target != want {
			t.Errorf("link: got %q, want %q", l.Target, want)
		}
	}
}

// TestImportSkipped: without a value for any matching attribute, scope and target are not even looked at (§4.1).
func TestImportSkipped(t *testing.T) {
	w := newWorld(t)
	w.matchBy(work)
	w.user("ada") // has no mail
	w.cycle()
	w.want("requests", w.sent, nil)
	w.want("log", w.seen, []string{"other skipped ImportSkipped"})
}
