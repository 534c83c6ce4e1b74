package dotnet_test

import (
	"testing"
	"time"

	"pgregory.net/rapid"

	"github.com/entrasim/entrasim/simulator/internal/expr/dotnet"
)

func TestParseDate(t *testing.T) {
	for text, want := range map[string]string{
		"2020-03-16-07:00":              "2020-03-16T07:00:00Z",
		"2020-03-16":                    "2020-03-16T00:00:00Z",
		"2009-06-15T01:45:30-07:00":     "2009-06-15T08:45:30Z",
		"2009-06-15 01:45:30 -0700":     "2009-06-15T08:45:30Z",
		"2009-06-15T01:45:30.1234567Z":  "2009-06-15T01:45:30.1234567Z",
		"8/25/2021 5:41:18 PM":          "2021-08-25T17:41:18Z",
		"8/25/2021 12:00 am":            "2021-08-25T00:00:00Z",
		" 8/25/2021 17:41 ":             "2021-08-25T17:41:00Z",
		"20210825":                      "2021-08-25T00:00:00Z",
		"Mon, 15 Jun 2009 20:45:30 GMT": "2009-06-15T20:45:30Z",
		"June 15, 2009":                 "2009-06-15T00:00:00Z",
		"2021-06-30+08:00":              "2021-06-29T16:00:00Z",
		"":                              "", "2021-02-30": "", "8/25/2021 13:00 PM": "", "2021-01-01T25:00": "", "2021-01-01T00:61": "",
		"2021-01-01+15:00": "", "9999-12-31T23:59:59-08:00": "", "0001-01-01T00:00:00+01:00": "", "yesterday": "",
	} {
		got, err := dotnet.ParseDate(text)
		switch {
		case want == "" && err == nil:
			t.Errorf("ParseDate(%q): got %s, want an error", text, got)
		case want != "" && (err != nil || got.Format(time.RFC3339Nano) != want):
			t.Errorf("ParseDate(%q): got %s (%v), want %s", text, got.Format(time.RFC3339Nano), err, want)
		}
	}
}

func TestFormatDate(t *testing.T) {
	at := time.Date(2009, 6, 5, 13, 4, 7, 120_000_000, time.UTC)
	for format, want := range map[string]string{
		"yyyy-MM-dd":                  "2009-06-05",
		"d/M/yy h:m:s t":              "5/6/09 1:4:7 P",
		"dddd, dd MMMM yyyy HH:mm tt": "Friday, 05 June 2009 13:04 PM",
		"ddd MMM hh ff FFF":           "Fri Jun 01 12 12",
		"ss.FFFFFFF":                  "07.12",
		"'on' yyyy\\y":                "on 2009y",
		"yyyyMMddHHmmss.fZ":           "20090605130407.1Z",
		"K zz zzz %z":                 "Z +00 +00:00 +0",
		"o":                           "2009-06-05T13:04:07.1200000Z",
		"s":                           "2009-06-05T13:04:07",
		"R":                           "Fri, 05 Jun 2009 13:04:07 GMT",
		"%d":                          "5",
		"":                            "", "Q": "", "'open": "", "ffffffff": "", "yyyy\\": "",
	} {
		got, err := dotnet.FormatDate(at, format)
		if (want == "") != (err != nil) || got != want {
			t.Errorf("FormatDate(%q): got %q (%v), want %q", format, got, err, want)
		}
	}
	if got, err := dotnet.FormatDate(at.Truncate(time.Second), "ss.FFF"); err != nil || got != "07" {
		t.Errorf("an empty fraction takes its point away: got %q (%v), want 07", got, err)
	}
}

func TestParseExact(t *testing.T) {
	now := time.Date(2026, 1, 5, 8, 0, 0, 0, time.UTC)
	for _, c := range []struct{ text, format, want string }{
		{"20150123105347.1Z", "yyyyMMddHHmmss.fZ", "2015-01-23T10:53:47.1Z"},
		{"12/31/2025 12:00:00 AM", "M/d/yyyy hh:mm:ss tt", "2025-12-31T00:00:00Z"},
		{"1/2/2025 3:04 pm", "M/d/yyyy h:mm tt", "2025-01-02T15:04:00Z"},
		{" 31.12.49 ", "dd.MM.yy", "2049-12-31T00:00:00Z"},
		{"31.12.50", "dd.MM.yy", "1950-12-31T00:00:00Z"},
		{"Friday, 5 June 2009", "dddd, d MMMM yyyy", "2009-06-05T00:00:00Z"},
		{"2009-06-15T01:45:30-07:00", "yyyy-MM-ddTHH:mm:ssK", "2009-06-15T08:45:30Z"},
		{"2009-06-15T01:45:30", "yyyy-MM-ddTHH:mm:ssK", "2009-06-15T01:45:30Z"},
		{"2009-06-15 +2", "yyyy-MM-dd z", "2009-06-14T22:00:00Z"},
		{"0304", "MMdd", "2026-03-04T00:00:00Z"},
		{"23:59", "HH:mm", "2026-01-05T23:59:00Z"},
		{"07.12", "ss.FFF", "2026-01-05T00:00:07.12Z"},
		{"2025-13-01", "yyyy-MM-dd", ""},
		{"2025-02-30", "yyyy-MM-dd", ""},
		{"2025-00-01", "yyyy-MM-dd", ""},
		{"2025-2-3", "yyyy-MM-dd", ""},
		{"2025-02-03x", "yyyy-MM-dd", ""},
		{"13:00 PM", "hh:mm tt", ""},
		{"25:00", "HH:mm", ""},
		{"x", "tt", ""},
		{"", "%K", "2026-01-05T00:00:00Z"},
	} {
		got, err := dotnet.ParseExact(c.text, c.format, now)
		switch {
		case c.want == "" && err == nil:
			t.Errorf("ParseExact(%q, %q): got %s, want an error", c.text, c.format, got)
		case c.want != "" && (err != nil || got.Format(time.RFC3339Nano) != c.want):
			t.Errorf("ParseExact(%q, %q): got %s (%v), want %s", c.text, c.format, got.Format(time.RFC3339Nano), err, c.want)
		}
	}
}

// Dates survive being written and read again by the same format.
func TestFormatThenParseExact(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		at := time.Unix(rapid.Int64Range(-62_135_596_800, 253_402_300_799).Draw(t, "seconds"), 0).UTC()
		format := rapid.SampledFrom([]string{"yyyyMMddHHmmss", "M/d/yyyy h:mm:ss tt", "o", "dddd, dd MMMM yyyy HH:mm:ss", "s", "R"}).Draw(t, "format")
		text, err := dotnet.FormatDate(at, format)
		if err != nil {
			t.Fatalf("format %s by %q: %v", at, format, err)
		}
		got, err := dotnet.ParseExact(text, format, time.Time{})
		if err != nil || !got.Equal(at) {
			t.Fatalf("%s by %q is %q, which reads as %s (%v)", at, format, text, got, err)
		}
	})
}

func TestFiletime(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		ticks := rapid.Int64Range(0, 2_650_467_743_999_999_999).Draw(t, "ticks")
		at, err := dotnet.FromFiletime(ticks)
		if err != nil {
			t.Fatalf("FromFiletime(%d): %v", ticks, err)
		}
		if got, err := dotnet.ToFiletime(at); err != nil || got != ticks {
			t.Fatalf("FILETIME %d is %s, which is %d (%v)", ticks, at, got, err)
		}
	})
	if _, err := dotnet.FromFiletime(1<<63 - 1); err == nil {
		t.Error("a FILETIME behind the year 9999 must be an error")
	}
	if _, err := dotnet.ToFiletime(time.Date(1600, 1, 1, 0, 0, 0, 0, time.UTC)); err == nil {
		t.Error("a date before 1601 has no FILETIME")
	}
}

func FuzzParseExact(f *testing.F) {
	f.Add("20150123105347.1Z", "yyyyMMddHHmmss.fZ")
	f.Add("Friday", "dddd")
	f.Add("+", "z")
	f.Fuzz(func(t *testing.T, text, format string) {
		at, err := dotnet.ParseExact(text, format, time.Time{})
		if err == nil && (at.Year() < 1 || at.Year() > 9999) {
			t.Fatalf("ParseExact(%q, %q) gives the year %d", text, format, at.Year())
		}
		_, _ = dotnet.ParseDate(text)
		_, _ = dotnet.FormatDate(at, format)
	})
}
