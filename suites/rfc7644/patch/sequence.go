package patch

import (
	"fmt"
	"net/http"
	"strings"

	"github.com/entrasim/entrasim/suites/internal/harness"
	"github.com/entrasim/entrasim/suites/internal/subject"
)

func sequence() []harness.Spec {
	return []harness.Spec{
		harness.RFC(harness.Declaration{
			ID: "PAT-028", Title: "Operations apply in order, each to what the one before left",
			Level: harness.Must, Ref: modifying, Gate: harness.GatePatch, Effect: harness.EffectWrite, Needs: needs,
			Requirement: "The operations of a request are applied one after the other, and a later one sees the effect of the earlier.",
			Advice:      "Apply the operations in the order of the array to the same copy of the resource, then store it.",
		}, inOrder),

		harness.RFC(harness.Declaration{
			ID: "PAT-029", Title: "If one operation fails, none takes effect",
			Level: harness.Must, Ref: modifying, Gate: harness.GatePatch, Effect: harness.EffectWrite, Needs: needs,
			Requirement: "A PATCH is atomic: when an operation is refused, the ones before it have changed nothing.",
			Advice:      "Apply all operations to a copy, or inside a transaction, and store it only when every one succeeded.",
		}, atomic),

		harness.RFC(harness.Declaration{
			ID: "PAT-030", Title: "primary: true on one element clears it on the others",
			Level: harness.Must, Ref: modifying, Gate: harness.GatePatch, Effect: harness.EffectWrite, Needs: needs,
			Requirement: "When an operation makes an element primary, all others of the attribute are primary no longer.",
			Advice:      "Set primary to false on the other elements in the same update.",
		}, onePrimary),

		harness.RFC(harness.Declaration{
			ID: "PAT-049", Title: "200 operations in one request work or are refused cleanly",
			Level: harness.Info, Ref: "—", Gate: harness.GatePatch, Effect: harness.EffectWrite, Needs: needs,
			Requirement: "A request with 200 operations is applied as a whole or refused with an error of the client's.",
			Advice:      "Apply them all, or answer 400 or 413 and say how many you take.",
		}, manyOperations),
	}
}

func inOrder(t *harness.T) {
	attributes := subject.Texts(t, 2)
	user := t.User(harness.Attrs{attributes[0]: subject.First, attributes[1]: subject.First})
	t.Patch(user.Path,
		op("replace", attributes[0], subject.Second),
		op("replace", attributes[0], subject.Third),
		op("remove", attributes[1], nil),
		op("replace", attributes[1], subject.Second))
	subject.Want(t, user.Path, harness.Attrs{attributes[0]: subject.Third, attributes[1]: subject.Second})
}

// atomic tries two operations that cannot succeed. Where a target does one all the same, another check is about that.
func atomic(t *harness.T) {
	attribute := subject.Texts(t, 1)[0]
	user, other := t.User(harness.Attrs{attribute: subject.First}), t.User(nil)
	value, refused := subject.First, false
	for _, try := range []struct {
		value string
		last  harness.Op
	}{{subject.Second, op("remove", "userName", nil)}, {subject.Third, op("replace", "userName", other.UserName)}} {
		t.Step("a second operation that fails: "+try.last.Op+" userName", func() {
			if t.TryPatch(user.Path, op("replace", attribute, try.value), try.last).Status() < http.StatusBadRequest {
				value = try.value
				return
			}
			refused = true
			subject.Want(t, user.Path, harness.Attrs{attribute: value})
		})
	}
	if !refused {
		t.SkipBecause("no operation fails that must fail, which PAT-026 and PAT-043 are about")
	}
}

func onePrimary(t *harness.T) {
	plural := subject.Elements(t)
	if !plural.Primary {
		t.NotSupported("/Schemas declares no primary for " + plural.Name)
	}
	first, second, third := plural.Element(0), plural.Element(1), plural.Element(len(plural.Kinds)-1)
	first["primary"] = true
	user := t.User(harness.Attrs{plural.Name: plural.Of(first, second)})
	arranged(t, user, plural, first, second)
	t.Patch(user.Path, op("replace", plural.Where(1)+".primary", true))
	wantPrimary(t, user, plural, second)
	third["primary"] = true
	t.Patch(user.Path, op("add", plural.Name, plural.Of(third)))
	wantPrimary(t, user, plural, third)
}

// wantPrimary asserts that one element is primary and no other.
func wantPrimary(t *harness.T, user harness.User, plural subject.Plural, want harness.Attrs) {
	t.Settle(func() {
		resource := subject.Read(t, user.Path)
		var primaries []any
		for _, e := range subject.ElementsOf(resource, plural.Name) {
			if e["primary"] == true {
				primaries = append(primaries, e["value"])
			}
		}
		if len(primaries) != 1 || primaries[0] != want["value"] {
			t.Fail("another number of elements than one, or another one, is primary",
				harness.Show(subject.At(resource, plural.Name)), "primary: true on the element with the value "+harness.Show(want["value"])+" only")
		}
	})
}

func manyOperations(t *harness.T) {
	const many = 200
	attribute := subject.Texts(t, 1)[0]
	user := t.User(harness.Attrs{attribute: subject.First})
	ops := make([]harness.Op, many)
	for i := range ops {
		ops[i] = op("replace", attribute, fmt.Sprintf("Harbour Clerk %d", i+1))
	}
	answer := t.TryPatch(user.Path, ops...)
	if answer.Status() >= http.StatusBadRequest {
		refusals := []int{http.StatusBadRequest, http.StatusRequestEntityTooLarge}
		answer.Is(append(refusals, http.StatusOK, http.StatusNoContent)...)
		t.Remark("%d operations in one request are refused with %d", many, answer.Status())
		subject.Want(t, user.Path, harness.Attrs{attribute: subject.First})
		if alone := t.TryPatch(user.Path, ops[:2]...); alone.Status() >= http.StatusBadRequest {
			alone.Fail("two operations in one request are too many already", strings.TrimSpace(string(alone.Body())), "200", "204")
		}
		return
	}
	subject.Want(t, user.Path, harness.Attrs{attribute: fmt.Sprintf("Harbour Clerk %d", many)})
	t.Remark("%d operations in one request work", many)
}
