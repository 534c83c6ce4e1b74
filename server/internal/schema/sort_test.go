package schema_test

import (
	"cmp"
	"errors"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"github.com/entrasim/entrasim/server/internal/schema"
	"github.com/entrasim/entrasim/server/internal/scim"
)

func sortKey(t *testing.T, rt *schema.ResourceType, by string) schema.SortKey {
	t.Helper()
	k, err := rt.SortBy(by, schema.ModeStrict())
	if err != nil {
		t.Fatal(err)
	}
	return k
}

func TestSortOrder(t *testing.T) {
	user, dev := schema.Core().ResourceType("User"), device()
	for name, tc := range map[string]struct {
		rt          *schema.ResourceType
		by          string
		less, great string
	}{
		"case-insensitive text (SRT-003)": {user, "userName", `{"userName":"ada"}`, `{"userName":"Bob"}`},
		"case-exact text":                 {user, "externalId", `{"externalId":"Bob"}`, `{"externalId":"ada"}`},
		"sub-attribute (SRT-004)":         {user, "NAME.familyname", `{"name":{"familyName":"A"}}`, `{"name":{"familyName":"b"}}`},
		"primary element (SRT-005)":       {user, "emails", `{"emails":[{"value":"z"},{"value":"a","primary":true}]}`, `{"emails":[{"value":"b"},{"value":"a"}]}`},
		"part of the primary element":     {user, "emails.display", `{"emails":[{"display":"z"},{"display":"a","primary":true}]}`, `{"emails":[{"display":"b"}]}`},
		"extension":                       {user, ent + ":department", `{"` + ent + `":{"department":"a"}}`, `{"` + ent + `":{"department":"B"}}`},
		"booleans":                        {user, "active", `{"active":false}`, `{"active":true}`},
		"instants, not texts":             {user, "meta.created", `{"meta":{"created":"2026-03-01T12:00:00+05:00"}}`, `{"meta":{"created":"2026-03-01T08:00:00Z"}}`},
		"fractions of seconds":            {user, "meta.created", `{"meta":{"created":"2026-03-01T08:00:00Z"}}`, `{"meta":{"created":"2026-03-01T08:00:00.001Z"}}`},
		"integers by size":                {dev, "ports", `{"ports":9}`, `{"ports":10}`},
		"negative integers":               {dev, "ports", `{"ports":-10}`, `{"ports":-9}`},
		"decimals":                        {dev, "weight", `{"weight":-2.5}`, `{"weight":-0.5}`},
		"decimals across zero":            {dev, "weight", `{"weight":-0.5}`, `{"weight":3}`},
		"plain lists":                     {dev, "tags", `{"tags":["a","z"]}`, `{"tags":["b"]}`},
	} {
		k := sortKey(t, tc.rt, tc.by)
		a, ok := k.Of(decode(t, tc.less))
		b, ok2 := k.Of(decode(t, tc.great))
		if !ok || !ok2 || a >= b {
			t.Errorf("%s: %s must come before %s, got keys %q and %q", name, tc.less, tc.great, a, b)
		}
	}
}

func TestSortKeyOfNothing(t *testing.T) {
	user := schema.Core().ResourceType("User")
	for by, body := range map[string]string{
		"title": `{}`, "nickName": `{"nickName":""}`, "name.givenName": `{"name":{"familyName":"A"}}`, "emails": `{"emails":[{"type":"work"}]}`,
		"manager": `{"` + ent + `":{}}`,
	} {
		if key, ok := sortKey(t, user, by).Of(decode(t, body)); ok {
			t.Errorf("%s of %s: got %q, want no value", by, body, key)
		}
	}
	if a, _ := sortKey(t, device(), "weight").Of(scim.Object{"weight": 0.0}); a == "" {
		t.Error("zero is a value")
	}
}

func TestSortByRefuses(t *testing.T) {
	user := schema.Core().ResourceType("User")
	for by, want := range map[string]string{
		"shoeSize": "is not an attribute", "name": "as in name.formatted", "password": "never returned", scim.SchemaUser: "is not an attribute",
		ent + ".department": "is not an attribute",
	} {
		var e *scim.Error
		if _, err := user.SortBy(by, schema.ModeStrict()); !errors.As(err, &e) || e.ScimType != scim.InvalidValue || !strings.Contains(e.Detail, want) {
			t.Errorf("sortBy=%s: got %v, want invalidValue … %s …", by, err, want)
		}
	}
	if _, err := user.SortBy(ent+".department", schema.ModeEntra()); err != nil {
		t.Errorf("Q08 holds for sortBy too: %v", err)
	}
}

// The texts of two values compare as the values do.
func TestSortKeysCompareAsValues(t *testing.T) {
	dev := device()
	ports, weight, bought := sortKey(t, dev, "ports"), sortKey(t, dev, "weight"), sortKey(t, dev, "bought")
	rapid.Check(t, func(t *rapid.T) {
		key := func(k schema.SortKey, name string, v any) string {
			s, ok := k.Of(scim.Object{name: v})
			if !ok {
				t.Fatalf("%v has no key", v)
			}
			return s
		}
		i, j := rapid.Int64().Draw(t, "i"), rapid.Int64().Draw(t, "j")
		if got, want := strings.Compare(key(ports, "ports", i), key(ports, "ports", j)), cmp.Compare(i, j); got != want {
			t.Errorf("integers %d and %d: got %d, want %d", i, j, got, want)
		}
		f, g := rapid.Float64().Draw(t, "f"), rapid.Float64().Draw(t, "g")
		if got, want := strings.Compare(key(weight, "weight", f), key(weight, "weight", g)), cmp.Compare(f, g); got != want {
			t.Errorf("decimals %v and %v: got %d, want %d", f, g, got, want)
		}
		at := func(name string) time.Time {
			return time.Unix(rapid.Int64Range(0, 1<<33).Draw(t, name), rapid.Int64Range(0, 999_999_999).Draw(t, name+" fraction")).
				In(time.FixedZone("", rapid.IntRange(-12, 14).Draw(t, name+" zone")*3600))
		}
		a, b := at("a"), at("b")
		got := strings.Compare(key(bought, "bought", a.Format(time.RFC3339Nano)), key(bought, "bought", b.Format(time.RFC3339Nano)))
		if got != a.Compare(b) {
			t.Errorf("dates %v and %v: got %d, want %d", a, b, got, a.Compare(b))
		}
	})
}
