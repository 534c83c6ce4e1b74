package schema_test

import (
	"testing"
	"time"

	"pgregory.net/rapid"

	"github.com/entrasim/entrasim/server/internal/schema"
)

// What ParseDateTime looks at first must let everything through that time.Parse understands.
func TestParseDateTimeIsTimeParse(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := rapid.StringMatching(`[ +-]?[0-9]{3,5}-[0-9]{1,2}-[0-9]{1,2}[Tt ][0-9]{1,2}:[0-9]{1,2}:[0-9]{1,2}([.,][0-9]{0,10})?(Z|z|[+-][0-9]{2}:?[0-9]{2})?`).Draw(t, "s")
		if rapid.Bool().Draw(t, "valid") {
			at := time.Unix(rapid.Int64Range(-62_135_596_800, 253_402_300_799).Draw(t, "seconds"), rapid.Int64Range(0, 999_999_999).Draw(t, "nanoseconds"))
			zone := time.FixedZone("", 60*rapid.IntRange(-14*60, 14*60).Draw(t, "minutes"))
			layout := rapid.SampledFrom([]string{time.RFC3339Nano, time.RFC3339, "2006-01-02T15:04:05.999999999"}).Draw(t, "layout")
			s = at.In(zone).Format(layout)
		}
		want, err := time.Parse(time.RFC3339Nano, s)
		if err != nil {
			want, err = time.Parse("2006-01-02T15:04:05.999999999", s)
		}
		got, ok := schema.ParseDateTime(s)
		if ok != (err == nil) || ok && !got.Equal(want) {
			t.Errorf("ParseDateTime(%q): got %v, %v; want what time.Parse says: %v, %v", s, got, ok, want, err)
		}
	})
}
