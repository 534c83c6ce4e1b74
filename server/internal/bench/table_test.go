package main

import (
	"strings"
	"testing"
)

func TestTables(t *testing.T) {
	lines := [][]string{{"store", "ms", "growth"}, {"sqlite", "1.50", "-"}, {"postgres", "12", "2.0"}}
	for name, tt := range map[string]struct {
		markdown bool
		want     string
	}{
		"plain": {false, "\nPages\n\n     store    ms  growth\n    sqlite  1.50       -\n  postgres    12     2.0\n"},
		"Markdown": {true, "\n## Pages\n\n| store | ms | growth |\n|---|---:|---:|\n" +
			"| sqlite | 1.50 | - |\n| postgres | 12 | 2.0 |\n"},
	} {
		t.Run(name, func(t *testing.T) {
			var b strings.Builder
			if err := (report{&b, tt.markdown}).table("Pages", lines); err != nil || b.String() != tt.want {
				t.Errorf("got error %v and\n%q\nwant\n%q", err, b.String(), tt.want)
			}
		})
	}
}
