package robustness

import (
	"net/http"
	"strings"

	"github.com/gavv/httpexpect/v2"

	"github.com/entrasim/entrasim/suites/internal/harness"
)

func hostile() []harness.Spec {
	return []harness.Spec{harness.Practice(harness.Declaration{
		ID: "ROB-004", Title: "Characters that mean something elsewhere are data here",
		Level: harness.Should, Ref: none, Effect: harness.EffectWrite, Needs: user,
		Requirement: "Metacharacters of SQL, LDAP, NoSQL and HTML come back as they were sent, and match literally in filters.",
		Advice:      "Pass values as parameters, escape them for LDAP and in LIKE, and leave escaping for HTML to whoever writes HTML.",
	}, literally)}
}

// meant are texts that would do harm if they were taken for more than text.
var meant = []struct{ what, text string }{
	{"SQL", `Robert'); DROP TABLE users;--`},
	{"SQL wildcards", `100%_of \ them`},
	{"LDAP", `*)(uid=*))(|(uid=*`},
	{"NoSQL", `{"$gt": ""}`},
	{"HTML", `<script>alert('x')</script> &amp;`},
	{"a template", `${7*7} {{7*7}}`},
}

// literally keeps the run's marker in each value, so that a filter can find nobody else.
func literally(t *harness.T) {
	name := text(t)
	plainTextWorks(t, name)
	filterable := t.Open(harness.GateFilter) && plainFilterWorks(t, name)
	for _, m := range meant {
		value := m.text + " " + t.Name("")
		t.Step(m.what, func() {
			id := t.Create("/Users", t.UserBody(harness.Attrs{name: value})).Is(http.StatusCreated, http.StatusOK).ID()
			t.ReadBack(t.UserAt(id, nil).Path, func(o *httpexpect.Object) { o.Value(name).IsEqual(value) })
			if filterable {
				t.WantUsers(id, `%s eq "%s"`, name, quoted(value))
			}
		})
	}
}

// plainTextWorks skips the check when a text of the same length without anything special does not come back.
func plainTextWorks(t *harness.T, name string) {
	value := strings.Repeat("Harbour Clerk ", 4) + t.Name("")
	t.Arrange("storing a plain text", func() {
		id := t.Create("/Users", t.UserBody(harness.Attrs{name: value})).Is(http.StatusCreated, http.StatusOK).ID()
		t.ReadBack(t.UserAt(id, nil).Path, func(o *httpexpect.Object) { o.Value(name).IsEqual(value) })
	})
}

// quoted escapes a value for a filter, where strings are those of JSON (RFC 7644 §3.4.2.2).
func quoted(value string) string {
	return strings.NewReplacer(`\`, `\\`, `"`, `\"`).Replace(value)
}

// plainFilterWorks tells whether a filter on the attribute finds a value without anything special in it; if not, FLT checks are
// about that.
func plainFilterWorks(t *harness.T, name string) bool {
	value := "Harbour Clerk " + t.Name("")
	answer := t.Create("/Users", t.UserBody(harness.Attrs{name: value}))
	return t.Try(func() { t.WantUsers(answer.Is(http.StatusCreated, http.StatusOK).ID(), `%s eq "%s"`, name, value) })
}
