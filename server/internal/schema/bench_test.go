package schema_test

import (
	"os"
	"testing"

	"github.com/entrasim/entrasim/server/internal/schema"
	"github.com/entrasim/entrasim/server/internal/scim"
)

// BenchmarkWrite measures what a POST of a user with Entra's default mapping costs before the store: decode, normalise,
// write.
func BenchmarkWrite(b *testing.B) {
	data, err := os.ReadFile("testdata/user.json")
	if err != nil {
		b.Fatal(err)
	}
	rt := schema.Core().ResourceType("User")
	mode := schema.ModeEntra()
	b.SetBytes(int64(len(data)))
	b.ReportAllocs()
	dst := make([]byte, 0, 4096)
	for b.Loop() {
		obj, err := scim.Decode(data, scim.Limits{})
		if err != nil {
			b.Fatal(err)
		}
		canonical, err := rt.Normalize(obj, mode)
		if err != nil {
			b.Fatal(err)
		}
		dst = rt.AppendResource(dst[:0], canonical)
	}
}

// BenchmarkDecode, BenchmarkNormalize and BenchmarkAppend take BenchmarkWrite apart.
func BenchmarkDecode(b *testing.B) {
	data, err := os.ReadFile("testdata/user.json")
	if err != nil {
		b.Fatal(err)
	}
	b.SetBytes(int64(len(data)))
	b.ReportAllocs()
	for b.Loop() {
		if _, err := scim.Decode(data, scim.Limits{}); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkNormalize(b *testing.B) {
	rt, obj := benchUser(b)
	mode := schema.ModeEntra()
	b.ReportAllocs()
	for b.Loop() {
		if _, err := rt.Normalize(obj, mode); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkAppend(b *testing.B) {
	rt, obj := benchUser(b)
	canonical, err := rt.Normalize(obj, schema.ModeEntra())
	if err != nil {
		b.Fatal(err)
	}
	b.ReportAllocs()
	dst := make([]byte, 0, 4096)
	for b.Loop() {
		dst = rt.AppendResource(dst[:0], canonical)
	}
}

func benchUser(b *testing.B) (*schema.ResourceType, scim.Object) {
	b.Helper()
	data, err := os.ReadFile("testdata/user.json")
	if err != nil {
		b.Fatal(err)
	}
	obj, err := scim.Decode(data, scim.Limits{})
	if err != nil {
		b.Fatal(err)
	}
	return schema.Core().ResourceType("User"), obj
}
