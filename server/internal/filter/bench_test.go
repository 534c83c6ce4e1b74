package filter_test

import (
	"testing"

	"github.com/entrasim/entrasim/server/internal/filter"
	"github.com/entrasim/entrasim/server/internal/schema"
	"github.com/entrasim/entrasim/server/internal/scim"
)

func BenchmarkParse(b *testing.B) {
	b.ReportAllocs()
	for b.Loop() {
		if _, err := filter.Parse(`userName eq "x"`, filter.Limits{}); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkParseAndCompile(b *testing.B) {
	rt, mode := schema.Core().ResourceType("User"), schema.ModeEntra()
	b.ReportAllocs()
	for b.Loop() {
		e, err := filter.Parse(`userName eq "mira.holt@harborline.example"`, filter.Limits{})
		if err != nil {
			b.Fatal(err)
		}
		if _, err := filter.Compile(e, rt, mode); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkMatch(b *testing.B) {
	e, err := filter.Parse(`emails[type eq "work"].value eq "mira.holt@harborline.example"`, filter.Limits{})
	if err != nil {
		b.Fatal(err)
	}
	p, err := filter.Compile(e, schema.Core().ResourceType("User"), schema.ModeEntra())
	if err != nil {
		b.Fatal(err)
	}
	user := scim.Object{"emails": []any{
		scim.Object{"type": "home", "value": "mira@holt.example"},
		scim.Object{"type": "work", "value": "Mira.Holt@harborline.example"},
	}}
	b.ReportAllocs()
	for b.Loop() {
		if !p.Match(user) {
			b.Fatal("no match")
		}
	}
}
