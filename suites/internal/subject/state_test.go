package subject_test

import (
	"reflect"
	"testing"

	"pgregory.net/rapid"

	"github.com/entrasim/entrasim/suites/internal/harness"
	"github.com/entrasim/entrasim/suites/internal/subject"
)

func TestAt(t *testing.T) {
	user := map[string]any{
		"userName": "mira", "name": map[string]any{"givenName": "Mira"},
		harness.EnterpriseURN: map[string]any{"department": "Yard", "manager": map[string]any{"value": "7"}},
	}
	for key, want := range map[string]any{
		"userName": "mira", "USERNAME": "mira", "name.givenName": "Mira", "Name.GIVENNAME": "Mira", "name.familyName": nil,
		harness.EnterpriseURN + ":department":    "Yard",
		harness.EnterpriseURN + ":manager.value": "7",
		harness.EnterpriseURN + ":division":      nil,
		"userName.part":                          nil, "title": nil, "urn:other:x": nil,
	} {
		if got := subject.At(user, key); !reflect.DeepEqual(got, want) {
			t.Errorf("At(%s) is %v, want %v", key, got, want)
		}
	}
}

func TestUnassigned(t *testing.T) {
	for name, tc := range map[string]struct {
		value any
		want  bool
	}{
		"absent": {nil, true}, "empty text": {"", true}, "empty array": {[]any{}, true}, "empty object": {map[string]any{}, true},
		"object of nothing": {map[string]any{"value": "", "type": nil}, true},
		"text":              {"x", false}, "false": {false, false}, "zero": {0.0, false}, "array of null": {[]any{nil}, false},
		"object of something": {map[string]any{"value": "7", "type": nil}, false},
	} {
		if got := subject.Unassigned(tc.value); got != tc.want {
			t.Errorf("%s: unassigned is %v, want %v", name, got, tc.want)
		}
	}
}

func TestSame(t *testing.T) {
	mail := func(kind, value string) map[string]any { return map[string]any{"type": kind, "value": value} }
	for name, tc := range map[string]struct {
		a, b any
		want bool
	}{
		"order of elements":     {[]any{mail("work", "a"), mail("home", "b")}, []any{mail("home", "b"), mail("work", "a")}, true},
		"an element more":       {[]any{mail("work", "a")}, []any{mail("work", "a"), mail("work", "a")}, false},
		"null and absent":       {map[string]any{"a": "x", "b": nil}, map[string]any{"a": "x"}, true},
		"absent and empty list": {nil, []any{}, true},
		"false and absent":      {false, nil, false},
		"text and number":       {"7", 7.0, false},
	} {
		if got := subject.Same(tc.a, tc.b); got != tc.want {
			t.Errorf("%s: same is %v, want %v", name, got, tc.want)
		}
	}
}

// TestSameIgnoresOrder holds for arrays of any texts, however they are shuffled.
func TestSameIgnoresOrder(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		texts := rapid.SliceOf(rapid.String()).Draw(t, "texts")
		shuffled := rapid.Permutation(texts).Draw(t, "shuffled")
		if !subject.Same(list(texts), list(shuffled)) {
			t.Fatalf("%q and %q are the same set", texts, shuffled)
		}
		if subject.Same(list(texts), list(append(shuffled, "one more"))) {
			t.Fatalf("an element more goes unnoticed in %q", texts)
		}
	})
}

func list(texts []string) []any {
	out := make([]any, len(texts))
	for i, s := range texts {
		out[i] = s
	}
	return out
}
