package mapping_test

import (
	"slices"
	"testing"

	"github.com/entrasim/entrasim/simulator/internal/mapping"
)

func TestSameRoles(t *testing.T) {
	want := []string{`{"id":"1","value":"Boss","displayName":"The boss"}`, "Crew"}
	for name, tt := range map[string]struct {
		current          []string
		plain, assertive bool // agree
	}{
		"the same values":     {[]string{"Crew", "boss"}, true, true},
		"as JSON":             {[]string{`{"value":"Boss"}`, `{"id":"2","value":"crew"}`}, true, true},
		"twice":               {[]string{"Boss", "Crew", "Crew"}, true, true},
		"one more":            {[]string{"Boss", "Crew", "Cook"}, true, false},
		"one less":            {[]string{"Boss"}, false, false},
		"another one":         {[]string{"Boss", "Cook"}, false, false},
		"nothing":             {nil, false, false},
		"something like JSON": {[]string{"{Boss", "Crew"}, false, false},
	} {
		for kind, agree := range map[mapping.ValueType]bool{mapping.AppRoles: tt.plain, mapping.AssertiveAppRoles: tt.assertive} {
			d := mapping.Desired{Mapping: &mapping.AttributeMapping{}, Type: kind, Values: want}
			if got := d.Same(tt.current); got != agree {
				t.Errorf("%s, %s: got %t, want %t", name, kind, got, agree)
			}
		}
	}
	if got := mapping.ShownValues(mapping.AppRoles, want); !slices.Equal(got, []string{"Boss", "Crew"}) {
		t.Errorf("shown: got %q", got)
	}
	if got := mapping.ShownValues(mapping.String, want); !slices.Equal(got, want) {
		t.Errorf("shown of a text: got %q, want it as it is", got)
	}
}
