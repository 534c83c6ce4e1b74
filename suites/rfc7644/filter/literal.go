package filter

import (
	"fmt"
	"net/http"
	"net/url"
	"strings"

	"github.com/gavv/httpexpect/v2"

	"github.com/entrasim/entrasim/suites/internal/harness"
	"github.com/entrasim/entrasim/suites/rfc7644/internal/people"
)

func literal() []harness.Spec {
	return []harness.Spec{
		harness.RFC(harness.Declaration{
			ID: "FLT-030", Title: "Quotes, escapes and characters special to URLs are read as they are meant",
			Level: harness.Must, Ref: section, Gate: harness.GateFilter, Needs: needs, Effect: harness.EffectWrite,
			Requirement: `A value in a filter is a JSON string: \", \\ and \u escapes, and characters that the URL percent-encodes, mean what they mean there.`,
			Advice:      "Decode the query string once, then read the literal as JSON, and hand it to the database as a parameter.",
		}, specialCharacters),

		harness.RFC(harness.Declaration{
			ID: "FLT-031", Title: "More than one space between words is tolerated",
			Level: harness.Should, Ref: section, Gate: harness.GateFilter, Needs: needs, Effect: harness.EffectWrite,
			Requirement: "Additional spaces between the words of a filter do not change what it finds.",
			Advice:      "Skip any number of spaces between tokens.",
		}, spaces),

		harness.RFC(harness.Declaration{
			ID: "FLT-032", Title: "eq null means not present, or is refused",
			Level: harness.May, Ref: section, Gate: harness.GateFilter, Needs: needs, Effect: harness.EffectWrite,
			Requirement: "A comparison with null finds what has no value, or answers 400; it does not break the server.",
			Advice:      "null is a literal of the filter grammar and means unassigned (RFC 7643 §2.5).",
		}, null),
	}
}

// texts are values with characters that get lost on the way into a careless server, and other ways to write them in a filter.
var texts = []struct {
	value   string
	escaped func(quoted string) string
}{
	{`Mira "Mo" \ Holt`, func(q string) string { return strings.ReplaceAll(q, `\"`, `\u0022`) }},
	{`Mira O'Holt+1, 100%41 & Co #7; %_* (x) [y] and z?`, func(q string) string { return strings.ReplaceAll(q, `+`, `\u002b`) }},
	{`Mira Hölt 汉字`, func(q string) string { return strings.ReplaceAll(q, `ö`, `\u00f6`) }},
}

func specialCharacters(t *harness.T) {
	if !t.Declares(harness.UserURN, "displayName") {
		t.NotSupported("users have no displayName to put text into")
	}
	t.Arrange("a filter on displayName", func() { people.Finds(t, `displayName eq "`+t.GUID()+`"`) })
	for _, text := range texts {
		value := text.value + " " + t.Name("")
		var stored any
		body, ids := t.UserBody(harness.Attrs{"displayName": value}), []string(nil)
		if answer := t.Create("/Users", body); t.Try(func() { answer.Is(http.StatusCreated, http.StatusOK) }) {
			ids = []string{answer.ID()}
			t.ReadBack("/Users/"+url.PathEscape(answer.ID()), func(o *httpexpect.Object) { stored = o.Raw()["displayName"] })
		}
		if stored != value {
			t.Remark("%s is stored as %s; CHR-001 is about that", harness.Show(value), harness.Show(stored))
			t.Get("/Users", harness.Filter("displayName eq %s", people.Quote(value))).Is(http.StatusOK, http.StatusNotFound) // it must be read all the same
			continue
		}
		people.Finds(t, "displayName eq "+people.Quote(value), ids...)
		people.Finds(t, "displayName eq "+text.escaped(people.Quote(value)), ids...)
	}
}

func spaces(t *harness.T) {
	p := people.Of(t)
	p.Demand(t, `userName   eq   "`+p.All[people.Cora].UserName+`"`, people.Cora)
}

func null(t *harness.T) {
	p := people.Of(t)
	name := "title"
	if !t.Declares(harness.UserURN, name) {
		name = "displayName"
	}
	filter := fmt.Sprintf(`userName eq "%s" and %s eq null`, p.All[people.Alma].UserName, name)
	people.Joins(t)
	if t.Get("/Users", harness.Filter("%s", filter)).Is(http.StatusOK, http.StatusBadRequest).Status() == http.StatusBadRequest {
		return
	}
	p.Where(t, name+" eq null", p.Which(func(person people.Person) bool { return empty(person.Seen[name]) })...)
}
