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
			r == 0x061C, r == 0x200E, r == 0x200F, r >= 0x202A && r <= 0x202E, r >= 0x2066 && r <= 0x2069:
			return utf8.RuneError
		}
		return r
	}, s)
}

// oneLine is printable text without line breaks.
func oneLine(s string) string {
	return strings.Map(func(r rune) rune {
		if r == '\n' || r == '\r' || r == '\t' || r == 0x2028 || r == 0x2029 {
			return ' '
		}
		return r
	}, printable(s))
}

// inert is printable text for a terminal or a pipeline's log. A return does not let a target write over what stands there, and
// no pipeline finds an order: what runs jobs (GitHub Actions, Azure Pipelines) obeys lines
// with ::name:: in front, and ##[name] and ##vso[…] wherever they stand, also when a target put them there.
func inert(s string) string {
	s = strings.NewReplacer("\r\n", "\n", "\r", "\ufffd", "##[", "# #[", "##vso[", "# #vso[").Replace(printable(s))
	lines := strings.Split(s, "\n")
	for i, line := range lines {
		if trimmed := strings.TrimLeft(line, " \t\r"); strings.HasPrefix(trimmed, "::") {
			lines[i] = line[:len(line)-len(trimmed)] + ": :" + trimmed[2:]
		}
	}
	return strings.Join(lines, "\n")
}

// Printable is s without anything that a terminal or a pipeline would obey.
func Printable(s string) string { return inert(s) }

// ellipsis is s, cut to about limit bytes.
func ellipsis(s string, limit int) string {
	s, cut := clip(s, limit)
	if cut {
		return strings.TrimRight(s, " ") + " …"
	}
	return s
}

// clip cuts s to at most limit bytes, between characters; cut tells whether anything went.
func clip(s string, limit int) (text string, cut bool) {
	if len(s) <= limit {
		return s, false
	}
	for limit > 0 && !utf8.RuneStart(s[limit]) {
		limit--
	}
	return s[:limit], true
}
