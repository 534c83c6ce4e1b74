package transport

import (
	"net/http"
	"net/url"

	"github.com/gavv/httpexpect/v2"

	"github.com/entrasim/entrasim/suites/internal/harness"
)

func text() []harness.Spec {
	return []harness.Spec{harness.RFC(harness.Declaration{
		ID: "TRN-012", Title: "Text of all scripts comes back as it was sent",
		Level: harness.Must, Ref: "7644 §3.8", Effect: harness.EffectWrite, Needs: []harness.Need{harness.NeedUser},
		Requirement: "Text is UTF-8 and survives byte by byte: accents, other scripts, combining marks, emoji, characters beyond the basic plane.",
		Advice:      "Read and write UTF-8 everywhere, the database included (utf8mb4 in MySQL, nvarchar in SQL Server), and do not normalise what is stored: Entra compares what comes back and sends it again when it differs.",
	}, unicode)}
}

// written are texts of different risk, each short enough for any column.
var written = []struct{ what, text string }{
	{"letters with accents", "Zoë Ångström-Müßig Łukasz"},
	{"other scripts", "Ελένη Иван 山田花子 שרה ليلى"},
	{"combining marks", "Jose\u0301 Ko\u0308nig"},
	{"characters beyond the basic plane", "Mira 😀 𠮷野 🔧"},
}

// unicode creates a user for each text: one that is refused must not hide what becomes of the others.
func unicode(t *harness.T) {
	for _, w := range written {
		attrs, read := inName(w.text)
		if t.Declares(harness.UserURN, "displayName") {
			attrs, read = harness.Attrs{"displayName": w.text}, func(o *httpexpect.Object) *httpexpect.Value { return o.Value("displayName") }
		}
		t.Step(w.what, func() {
			id := t.Create("/Users", t.UserBody(attrs)).Is(http.StatusCreated, http.StatusOK).ID()
			t.ReadBack("/Users/"+url.PathEscape(id), func(o *httpexpect.Object) { read(o).IsEqual(w.text) })
		})
	}
}

func inName(text string) (harness.Attrs, func(*httpexpect.Object) *httpexpect.Value) {
	return harness.Attrs{"name": harness.Attrs{"givenName": "Mira", "familyName": text}}, func(o *httpexpect.Object) *httpexpect.Value {
		return o.Value("name").Object().Value("familyName")
	}
}
