package filter_test

import (
	"testing"

	"github.com/entrasim/entrasim/server/internal/filter"
	"github.com/entrasim/entrasim/server/internal/schema"
	"github.com/entrasim/entrasim/server/internal/scim"
)

// TestMatchOtherTypes covers what the core schemas do not have: numbers and lists of plain values.
func TestMatchOtherTypes(t *testing.T) {
	base := schema.NewSchema("urn:example:device:1.0", "Device", "A device",
		&schema.Attribute{Name: "ports", Description: "p", Type: schema.Integer},
		&schema.Attribute{Name: "weight", Description: "w", Type: schema.Decimal},
		&schema.Attribute{Name: "tags", Description: "t", MultiValued: true},
	)
	rt := schema.NewResourceType("Device", "A device", "/Devices", base)
	obj := scim.Object{"ports": int64(10), "weight": 2.5, "tags": []any{"Red", "blue"}}
	for src, want := range map[string]bool{
		`ports gt 9`:                   true, // FLT-009: not by text
		`ports eq 10`:                  true,
		`ports eq 10.0`:                true,
		`ports ge 10.5`:                false,
		`ports lt 9223372036854775807`: true,
		`ports eq "10"`:                true,
		`ports ne 10`:                  false,
		`weight le 2.5`:                true,
		`weight gt 2.4e0`:              true,
		`tags eq "red"`:                true,
		`tags co "lu"`:                 true,
		`tags eq "green"`:              false,
		`tags[value eq "blue"]`:        true,
		`tags[value sw "g"]`:           false,
		`tags pr`:                      true,
	} {
		e, err := filter.Parse(src, filter.Limits{})
		if err != nil {
			t.Fatal(err)
		}
		p, err := filter.Compile(e, rt, schema.ModeEntra())
		if err != nil {
			t.Errorf("%s: %v", src, err)
			continue
		}
		if got := p.Match(obj); got != want {
			t.Errorf("%s: got %v, want %v", src, got, want)
		}
	}
	for _, src := range []string{`ports co "1"`, `ports eq true`, `ports eq "ten"`, `tags[size eq 1]`} {
		e, err := filter.Parse(src, filter.Limits{})
		if err != nil {
			t.Fatal(err)
		}
		if _, err := filter.Compile(e, rt, schema.ModeEntra()); err == nil {
			t.Errorf("%s must be refused", src)
		}
	}
}
