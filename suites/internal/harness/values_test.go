package harness_test

import (
	"net/http"
	"slices"
	"testing"

	"github.com/entrasim/entrasim/suites/internal/harness"
)

func TestValuesFollowTheSchemas(t *testing.T) {
	inside(t, discovered(new([]map[string]any)), func(c *harness.T) {
		resource := map[string]any{
			"ID": "7", "userName": "ada", "unheardOf": true, "locale": nil,
			"emails": []any{map[string]any{"VALUE": "ada@example.com"}, "not an object"},
			"meta":   map[string]any{"created": "2026-03-02T09:30:00Z"},
			"urn:example:params:scim:schemas:2.0:badge": map[string]any{"berths": 7.0},
		}
		var got []string
		for _, v := range c.Values(c.UserType(), resource) {
			got = append(got, v.Path)
		}
		want := []string{
			"id", "meta", "meta.created", "userName", "emails", "emails[0]", "emails[0].value", "emails[1]",
			"urn:example:params:scim:schemas:2.0:Badge.berths",
		}
		if !slices.Equal(got, want) {
			t.Errorf("the values are %q, want %q: what is declared, in any letter case, null left out", got, want)
		}
	})
}

func TestMember(t *testing.T) {
	o := map[string]any{"name": map[string]any{"GivenName": "Ada"}, "Title": "a", "title": "b"}
	for name, tc := range map[string]struct {
		path []string
		want any
	}{
		"another letter case": {[]string{"NAME", "givenname"}, "Ada"},
		"its own first":       {[]string{"title"}, "b"},
		"not there":           {[]string{"name", "nick"}, nil},
		"through a string":    {[]string{"title", "x"}, nil},
	} {
		t.Run(name, func(t *testing.T) {
			if got := harness.Member(o, tc.path...); got != tc.want {
				t.Errorf("%q is %v, want %v", tc.path, got, tc.want)
			}
		})
	}
}

func TestExactKeepsNumbersAsWritten(t *testing.T) {
	inside(t, answering(http.StatusOK, `{"a":3.0,"b":[1e2,"1"],"c":7}`), func(c *harness.T) {
		doc := c.Get("/Users").Exact()
		list, _ := doc["b"].([]any)
		if doc["a"] != harness.Number("3.0") || len(list) != 2 || list[0] != harness.Number("1e2") || list[1] != "1" || doc["c"] != harness.Number("7") {
			t.Errorf("the numbers are %v, want 3.0, 1e2 and 7 as written", doc)
		}
	})
	inside(t, answering(http.StatusOK, `[1]`), func(c *harness.T) {
		if doc := c.Get("/Users").Exact(); doc != nil {
			t.Errorf("an array is read as %v, want nothing", doc)
		}
	})
}
