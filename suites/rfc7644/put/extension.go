package put

import (
	"maps"
	"slices"
	"strings"

	"github.com/entrasim/entrasim/suites/internal/harness"
	"github.com/entrasim/entrasim/suites/internal/subject"
)

func extension() []harness.Spec {
	return []harness.Spec{
		harness.RFC(harness.Declaration{
			ID: "PUT-014", Title: "PUT without an extension removes it and its URN; with one it adds both",
			Level: harness.Must, Ref: "7643 §3.3", Effect: harness.EffectWrite, Needs: needs,
			Requirement: "A PUT whose body leaves an extension out removes its attributes and its URN in schemas; a PUT that has it brings both back.",
			Advice:      "Replace the extension like any other attribute, and compute schemas from the extensions that have values.",
		}, comesAndGoes),
	}
}

func comesAndGoes(t *harness.T) {
	extension := subject.TextExtension(t)
	user, body := person(t, extension.Body(subject.First))
	t.Arrange("creating a user with the extension", func() { wantExtension(t, user, extension, subject.First) })

	without := maps.Clone(body)
	without["schemas"] = []string{harness.UserURN}
	delete(without, extension.URN)
	t.Step("without the extension", func() {
		replaced(t.PutUser(user, without))
		wantNoExtension(t, user, extension)
	})
	t.Step("with the extension", func() {
		replaced(t.PutUser(user, with(body, harness.Attrs{extension.URN: harness.Attrs{extension.Attribute: subject.Second}})))
		wantExtension(t, user, extension, subject.Second)
	})
}

func wantExtension(t *harness.T, user harness.User, extension subject.Extension, value string) {
	t.Settle(func() {
		resource := subject.Read(t, user.Path)
		if got := subject.At(resource, extension.Path()); got != value {
			t.Fail(extension.Path()+" is not what it should be", harness.Show(got), harness.Show(value))
		}
		if !named(resource, extension.URN) {
			t.Fail("schemas does not name the extension that has a value", harness.Show(resource["schemas"]), "with "+extension.URN)
		}
	})
}

func wantNoExtension(t *harness.T, user harness.User, extension subject.Extension) {
	t.Settle(func() {
		resource := subject.Read(t, user.Path)
		if got := subject.At(resource, extension.Path()); !subject.Unassigned(got) {
			t.Fail("the extension was left out and has a value all the same", harness.Show(got), "no "+extension.Path())
		}
		if named(resource, extension.URN) {
			t.Fail("schemas names an extension that has no value", harness.Show(resource["schemas"]), "without "+extension.URN)
		}
		if shell, there := resource[extension.URN].(map[string]any); there && len(shell) == 0 {
			t.Deviation("the extension is left as an empty object")
		}
	})
}

// named tells whether schemas holds a URN.
func named(resource map[string]any, urn string) bool {
	schemas, _ := resource["schemas"].([]any)
	return slices.ContainsFunc(schemas, func(v any) bool { s, _ := v.(string); return strings.EqualFold(s, urn) })
}
