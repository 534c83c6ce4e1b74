package subject

import (
	"fmt"
	"maps"
	"net/http"
	"reflect"
	"slices"
	"strings"

	"github.com/go-json-experiment/json"

	"github.com/entrasim/entrasim/suites/internal/harness"
)

// Read reads a resource as it is now.
func Read(t *harness.T, path string, params ...harness.Param) map[string]any {
	return t.Get(path, params...).Is(http.StatusOK).Object().Raw()
}

// Want reads a resource back and asserts its values. Keys are names, name.sub, or urn:…:name; nil stands for unassigned.
func Want(t *harness.T, path string, want harness.Attrs) {
	t.Settle(func() { wantValues(t, Read(t, path), want) })
}

func wantValues(t *harness.T, resource map[string]any, want harness.Attrs) {
	for _, key := range slices.Sorted(maps.Keys(want)) {
		got := At(resource, key)
		switch {
		case want[key] == nil && !Unassigned(got):
			t.Fail(key+" should have no value", harness.Show(got), "no "+key)
		case want[key] != nil && !reflect.DeepEqual(got, want[key]):
			t.Fail(key+" is not what it should be", harness.Show(got), harness.Show(want[key]))
		}
	}
}

// At is the value under a name, name.sub or urn:…:name; nil when there is none.
func At(resource map[string]any, key string) any {
	if strings.HasPrefix(strings.ToLower(key), "urn:") {
		colon := strings.LastIndex(key, ":")
		extension, _ := member(resource, key[:colon]).(map[string]any)
		return At(extension, key[colon+1:])
	}
	name, sub, nested := strings.Cut(key, ".")
	if !nested {
		return member(resource, name)
	}
	inner, _ := member(resource, name).(map[string]any)
	return At(inner, sub)
}

// member is a value by name, in any letter case.
func member(object map[string]any, name string) any {
	if v, ok := object[name]; ok {
		return v
	}
	for _, key := range slices.Sorted(maps.Keys(object)) {
		if strings.EqualFold(key, name) {
			return object[key]
		}
	}
	return nil
}

// Unassigned tells whether a value is none (RFC 7643 §2.5): absent, null, an empty array or object, or an empty text.
func Unassigned(v any) bool {
	switch x := v.(type) {
	case nil:
		return true
	case string:
		return x == ""
	case []any:
		return len(x) == 0
	case map[string]any:
		for _, inner := range x {
			if !Unassigned(inner) {
				return false
			}
		}
		return true
	default:
		return false
	}
}

// ElementsOf are the elements of a multi-valued attribute that are objects.
func ElementsOf(resource map[string]any, name string) []map[string]any {
	list, _ := At(resource, name).([]any)
	var out []map[string]any
	for _, v := range list {
		if element, ok := v.(map[string]any); ok {
			out = append(out, element)
		}
	}
	return out
}

// WantElements reads a resource back and asserts that a multi-valued attribute has exactly these elements, in any order. Type
// and value are compared; what the target adds (display, primary) is its own business.
func WantElements(t *harness.T, path, name string, want ...harness.Attrs) {
	t.Settle(func() { CompareElements(t, Read(t, path), name, want...) })
}

// CompareElements is WantElements for a resource that was read already.
func CompareElements(t *harness.T, resource map[string]any, name string, want ...harness.Attrs) {
	var got, wanted []string
	for _, e := range ElementsOf(resource, name) {
		got = append(got, kindAndValue(e["type"], e["value"]))
	}
	for _, e := range want {
		wanted = append(wanted, kindAndValue(e["type"], e["value"]))
	}
	slices.Sort(got)
	slices.Sort(wanted)
	if !slices.Equal(got, wanted) {
		t.Fail(name+" does not have the elements it should have", harness.Show(At(resource, name)), harness.Show(want))
	}
}

func kindAndValue(kind, value any) string { return fmt.Sprint(kind, " ", value) }

// Unchanged asserts that a resource is what it was before, but for meta and the attributes named. The attributes of the
// representations are compared, elements of arrays in any order.
func Unchanged(t *harness.T, path string, before map[string]any, except ...string) {
	t.Settle(func() {
		now := Read(t, path)
		for _, key := range slices.Sorted(maps.Keys(union(before, now))) {
			ignored := strings.EqualFold(key, "meta") || slices.ContainsFunc(except, func(e string) bool { return strings.EqualFold(e, key) })
			if !ignored && !Same(before[key], now[key]) {
				t.Fail(key+" has changed", harness.Show(now[key]), harness.Show(before[key])+", as it was before")
			}
		}
	})
}

func union(a, b map[string]any) map[string]any {
	out := maps.Clone(a)
	maps.Copy(out, b)
	return out
}

// Same compares two values: unassigned ones are the same, arrays are sets.
func Same(a, b any) bool {
	if Unassigned(a) && Unassigned(b) {
		return true
	}
	return canonical(a) == canonical(b)
}

// canonical writes a value so that equal ones are equal texts.
func canonical(v any) string {
	switch x := v.(type) {
	case map[string]any:
		var parts []string
		for _, key := range slices.Sorted(maps.Keys(x)) {
			if !Unassigned(x[key]) {
				parts = append(parts, key+":"+canonical(x[key]))
			}
		}
		return "{" + strings.Join(parts, ",") + "}"
	case []any:
		parts := make([]string, len(x))
		for i, e := range x {
			parts[i] = canonical(e)
		}
		slices.Sort(parts)
		return "[" + strings.Join(parts, ",") + "]"
	default:
		data, err := json.Marshal(v)
		if err != nil {
			return fmt.Sprint(v)
		}
		return string(data)
	}
}
