package patch

import (
	"maps"
	"net/http"
	"slices"
	"strings"

	"github.com/entrasim/entrasim/suites/internal/harness"
	"github.com/entrasim/entrasim/suites/internal/subject"
)

func path() []harness.Spec {
	return []harness.Spec{
		harness.RFC(harness.Declaration{
			ID: "PAT-036", Title: "A malformed path answers 400 invalidPath",
			Level: harness.Must, Ref: modifying + ", §3.12", Gate: harness.GatePatch, Effect: harness.EffectWrite, Needs: needs,
			Requirement: "A path that does not follow the grammar is refused with 400 invalidPath.",
			Advice:      "Parse the whole path before you apply anything and answer 400 invalidPath when something is left over or missing.",
		}, malformedPath),

		harness.RFC(harness.Declaration{
			ID: "PAT-037", Title: "A path that names an undeclared attribute is refused and not stored",
			Level: harness.Should, Ref: errors, Gate: harness.GatePatch, Effect: harness.EffectWrite, Needs: needs,
			Requirement: "A path whose attribute no schema declares answers 400 noTarget or invalidPath, and is not stored as a key.",
			Advice:      "Look the attribute up in the schemas of the resource; answer 400 invalidPath when it is not there.",
		}, unknownPath),

		harness.RFC(harness.Declaration{
			ID: "PAT-038", Title: "An unparseable filter inside a path answers 400",
			Level: harness.Must, Ref: errors, Gate: harness.GatePatch, Effect: harness.EffectWrite, Needs: needs,
			Requirement: "A path whose value filter cannot be parsed is refused with 400 invalidFilter or invalidPath.",
			Advice:      "Catch what your filter parser throws and answer 400 invalidFilter.",
		}, malformedFilter),

		harness.RFC(harness.Declaration{
			ID: "PAT-039", Title: "Paths are read without regard to letter case",
			Level: harness.Must, Ref: "7644 §3.10", Gate: harness.GatePatch, Effect: harness.EffectWrite, Needs: needs,
			Requirement: "Attribute names in a path are case-insensitive: NAME.GIVENNAME is name.givenName.",
			Advice:      "Fold the letter case of attribute names when you look them up (RFC 7643 §2.1).",
		}, otherCase),

		harness.RFC(harness.Declaration{
			ID: "PAT-040", Title: "A core attribute addressed by its full URN works",
			Level: harness.Must, Ref: "7644 §3.10", Gate: harness.GatePatch, Effect: harness.EffectWrite, Needs: needs,
			Requirement: harness.UserURN + ":title, and :name.givenName, address the attributes of the core schema.",
			Advice:      "Take the longest schema URN that the path begins with; what follows its colon is the attribute.",
		}, coreURN),

		harness.RFC(harness.Declaration{
			ID: "PAT-041", Title: "An extension attribute addressed by URN works and adds the URN to schemas",
			Level: harness.Must, Ref: modifying, Gate: harness.GatePatch, Effect: harness.EffectWrite, Needs: needs,
			Requirement: "add on urn:…:User:department sets the attribute of the extension and names the extension in schemas.",
			Advice:      "The URN ends at its last colon (2.0:User:department), not at the dot of its version; compute schemas from the extensions that have values.",
		}, extensionURN),
	}
}

func malformedPath(t *harness.T) {
	user := t.User(nil)
	before := subject.Read(t, user.Path)
	attribute, plural := subject.Texts(t, 1)[0], subject.Elements(t)
	for _, malformed := range []string{attribute + "]", "name..givenName", plural.Where(0)[:len(plural.Where(0))-1]} {
		t.Step(malformed, func() {
			subject.Refused(t, t.TryPatch(user.Path, op("replace", malformed, subject.First)), "invalidPath", "invalidFilter")
		})
	}
	subject.Unchanged(t, user.Path, before)
}

func unknownPath(t *harness.T) {
	const undeclared = "entrasimUndeclared"
	user := t.User(nil)
	answer := t.TryPatch(user.Path, op("add", undeclared, subject.First))
	after := subject.Read(t, user.Path)
	if stored := slices.ContainsFunc(slices.Collect(maps.Keys(after)), func(key string) bool { return strings.EqualFold(key, undeclared) }); stored {
		answer.Fail("an attribute that no schema declares is stored", harness.Show(after), "no key "+undeclared)
	}
	if answer.Status() < http.StatusMultipleChoices {
		answer.Fail("it was not refused; the attribute is ignored", "success, and no "+undeclared, "400 noTarget", "400 invalidPath")
	}
	subject.Refused(t, answer, "noTarget", "invalidPath")
}

func malformedFilter(t *harness.T) {
	plural := subject.Elements(t)
	user := t.User(nil)
	before := subject.Read(t, user.Path)
	for _, filter := range []string{`type like "work"`, `type eq`} {
		path := plural.Name + "[" + filter + "].value"
		t.Step(path, func() {
			subject.Refused(t, t.TryPatch(user.Path, op("replace", path, plural.Value())), "invalidFilter", "invalidPath")
		})
	}
	subject.Unchanged(t, user.Path, before)
}

func otherCase(t *harness.T) {
	wantPaths(t, func(path string) string { return strings.ToUpper(path) })
}

func coreURN(t *harness.T) {
	wantPaths(t, func(path string) string { return harness.UserURN + ":" + path })
}

// wantPaths writes a simple attribute, and a part of the name where there is one, under paths as written turns them.
func wantPaths(t *harness.T, written func(path string) string) {
	attribute := subject.Texts(t, 1)[0]
	user := t.User(harness.Attrs{attribute: subject.First})
	t.Patch(user.Path, op("replace", written(attribute), subject.Second))
	subject.Want(t, user.Path, harness.Attrs{attribute: subject.Second})
	if !t.Declares(harness.UserURN, "name") {
		return
	}
	name := subject.Name(t)
	t.Patch(user.Path, op("replace", written(name.Path(1)), "Mirabel"))
	subject.Want(t, user.Path, harness.Attrs{name.Path(1): "Mirabel"})
}

func extensionURN(t *harness.T) {
	extension := subject.TextExtension(t)
	user := t.User(nil)
	if t.TryPatch(user.Path, op("add", extension.Path(), subject.First)).Status() >= http.StatusMultipleChoices {
		t.Patch(user.Path, op("replace", extension.Path(), subject.First)) // whether add works is for PAT-004 to say
	}
	t.Settle(func() {
		resource := subject.Read(t, user.Path)
		if got := subject.At(resource, extension.Path()); got != subject.First {
			t.Fail(extension.Path()+" is not what it should be", harness.Show(got), harness.Show(subject.First))
		}
		schemas, _ := resource["schemas"].([]any)
		if !slices.ContainsFunc(schemas, func(v any) bool { urn, _ := v.(string); return strings.EqualFold(urn, extension.URN) }) {
			t.Fail("schemas does not name the extension that has a value", harness.Show(schemas), "with "+extension.URN)
		}
	})
}
