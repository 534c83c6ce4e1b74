package report

import (
	"strings"
	"unicode/utf8"
)

// printable replaces what XML 1.0 cannot carry and a terminal should not see: control characters other than tab, newline and
// return, invalid UTF-8, U+FFFE and U+FFFF, and the marks that reverse the direction of text. A target may answer anything.
func printable(s string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case r == '\t' || r == '\n' || r == '\r':
			return r
		case r < 0x20, r >= 0x7F && r < 0xA0, r == 0xFFFE, r == 0xFFFF, r == utf8.RuneError, r >= 0xD800 && r < 0xE000,
			r >= 0x202A && r <= 0x202E, r >= 0x2066 && r <= 0x2069:
			return utf8.RuneError
		}
		return r
	}, s)
}
