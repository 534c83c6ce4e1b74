package storetest

import (
	"encoding/json"
	"math"
	"time"

	"pgregory.net/rapid"

	"github.com/entrasim/entrasim/server/internal/store"
)

// What random documents and conditions are made of: few, so that they meet, and awkward.
var (
	someNames   = []string{"a", "b", "emails", "value", "primary", "urn:x:2.0:User", "$ref"}
	someStrings = []string{
		"", "x", "X", "xk", "XK", "x\u212a", "s", "ſ", "é", "É", "ω", "Ω", "\u2126", "µ", "Μ", "日本", "a b", "%_\\'\"",
		"x\x00", "x\x00y", "\x00", "\x01", "\x02", "\x03", "\x02\x02", "\u007f", "\uffff", "😀", "true", "1",
		"\U00010400", "\U00010428", "ÿ", "Ÿ", "ā", "Ā", "μ",
		"2026-11-23T10:00:00Z", "2026-11-23T11:00:00+01:00", "2026-11-23T10:00:00.000000001Z", "2026-11-23T10:00:00",
		"0001-01-01T00:00:00Z", "9999-12-31T23:59:59.999999999Z", "9999-12-31T23:59:59-01:00", "0000-01-01T00:00:00+01:00",
		"2026-02-30T00:00:00Z",
	}
	someNumbers = []any{
		int64(0), int64(1), int64(-1), int64(math.MaxInt64), int64(math.MaxInt64 - 1), int64(math.MinInt64), int64(1) << 53,
		1.5, -0.25, 1e300, -1e300, 5e-324, float64(1 << 53), 9.3e18, 0.1,
	}
	// Numbers as documents may have them.
	someTexts = []string{
		"0", "-0", "1", "1.0", "1e0", "-1", "9223372036854775807", "9223372036854775806", "9223372036854775808",
		"-9223372036854775808", "9007199254740993", "9007199254740992", "9007199254740992.0", "1.5", "0.1", "0.10", "1e300",
		"5e-324", "1e400", "123456789012345678901234567890", "1E2",
	}
	someTimes = []time.Time{
		{},
		time.Unix(0, 0), time.Unix(-2, 5), time.Unix(-2, 6), noon, noon.Add(1), time.Date(2026, 11, 23, 10, 0, 0, 0, time.UTC),
		time.Date(9999, 12, 31, 23, 59, 59, 999999999, time.UTC), time.Date(1, 1, 1, 0, 0, 0, 0, time.UTC),
	}
)

func sample[T any](rt *rapid.T, label string, from []T) T {
	return rapid.SampledFrom(from).Draw(rt, label)
}

// document draws a document.
func document(rt *rapid.T) []byte {
	doc, err := json.Marshal(object(rt, 3))
	if err != nil {
		rt.Fatal(err)
	}
	return doc
}

func object(rt *rapid.T, depth int) map[string]any {
	o := map[string]any{}
	for range rapid.IntRange(0, 4).Draw(rt, "members") {
		o[sample(rt, "name", someNames)] = anything(rt, depth-1)
	}
	return o
}

func anything(rt *rapid.T, depth int) any {
	kinds := 7
	if depth == 0 {
		kinds = 5
	}
	switch rapid.IntRange(0, kinds-1).Draw(rt, "kind") {
	case 0:
		return nil
	case 1, 2:
		return sample(rt, "string", someStrings)
	case 3:
		return json.Number(sample(rt, "number", someTexts))
	case 4:
		return rapid.Bool().Draw(rt, "bool")
	case 5:
		return object(rt, depth)
	}
	list := []any{}
	for range rapid.IntRange(0, 3).Draw(rt, "elements") {
		list = append(list, anything(rt, depth-1))
	}
	return list
}

// condition draws a condition; inside is true within an Element.
func condition(rt *rapid.T, depth int, inside bool) store.Cond {
	kinds := 10
	if depth == 0 {
		kinds = 6
	}
	switch rapid.IntRange(0, kinds-1).Draw(rt, "condition") {
	case 0:
		return store.Present{Of: ref(rt, inside)}
	case 1:
		if inside {
			return comparison(rt, inside)
		}
		index := store.Index(rapid.IntRange(int(store.ByID), int(store.ByEmail)).Draw(rt, "index"))
		return store.Eq{Index: index, Value: folded(sample(rt, "key", append([]string{"r1", "r2", "r5"}, someStrings...)))}
	case 2:
		if inside {
			return comparison(rt, inside)
		}
		return store.InGroup{ID: sample(rt, "group", []string{"r0", "r1", "r2", "r3", "none", ""})}
	case 3, 4, 5:
		return comparison(rt, inside)
	case 6:
		return store.Not{Cond: condition(rt, depth-1, inside)}
	case 7:
		return store.Element{Path: path(rt, inside), Where: condition(rt, depth-1, true)}
	case 8:
		return store.All(conditions(rt, depth-1, inside))
	}
	return store.Any(conditions(rt, depth-1, inside))
}

func conditions(rt *rapid.T, depth int, inside bool) (cs []store.Cond) {
	for range rapid.IntRange(0, 3).Draw(rt, "terms") {
		cs = append(cs, condition(rt, depth, inside))
	}
	return cs
}

func path(rt *rapid.T, inside bool) []string {
	least := 1
	if inside {
		least = 0
	}
	return rapid.SliceOfN(rapid.SampledFrom(someNames), least, 3).Draw(rt, "path")
}

func ref(rt *rapid.T, inside bool) store.Ref {
	if !inside && rapid.IntRange(0, 2).Draw(rt, "of a field") == 0 {
		return store.Ref{Field: store.Field(rapid.IntRange(1, int(store.FieldModified)).Draw(rt, "field"))}
	}
	return store.Doc(path(rt, inside)...)
}

func comparison(rt *rapid.T, inside bool) store.Cond {
	t := store.Test{Of: ref(rt, inside), Missing: rapid.Bool().Draw(rt, "missing")}
	kinds := []string{"string", "string", "time", "bool", "number"}
	switch {
	case t.Of.Field >= store.FieldCreated:
		kinds = kinds[2:3]
	case t.Of.Field != store.FieldDoc:
		kinds = kinds[:1]
	}
	last := store.LessOrEqual
	switch sample(rt, "literal", kinds) {
	case "string":
		t.Value, t.Fold = sample(rt, "text", someStrings), t.Of.Field == store.FieldDoc && rapid.Bool().Draw(rt, "fold")
	case "time":
		t.Value = sample(rt, "time", someTimes)
	case "bool":
		t.Value, last = rapid.Bool().Draw(rt, "truth"), store.NotEqual
	case "number":
		t.Value = sample(rt, "number", someNumbers)
	}
	t.Op = store.Op(rapid.IntRange(0, int(last)).Draw(rt, "op"))
	if _, text := t.Value.(string); !text && t.Op >= store.Contains && t.Op <= store.EndsWith {
		t.Op = store.NotEqual
	}
	return t
}

func sorting(rt *rapid.T) *store.Sort {
	if rapid.IntRange(0, 2).Draw(rt, "sorted") == 0 {
		return nil
	}
	return &store.Sort{
		By: ref(rt, false), Kind: store.Kind(rapid.IntRange(0, int(store.KindInstant)).Draw(rt, "kind of value")),
		Fold: rapid.Bool().Draw(rt, "fold"), Descending: rapid.Bool().Draw(rt, "descending"),
	}
}
