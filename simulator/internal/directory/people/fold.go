package people

import (
	"strings"

	"golang.org/x/text/unicode/norm"
)

// letters that do not decompose into an ASCII letter and a mark.
var letters = strings.NewReplacer(
	"ß", "ss", "æ", "ae", "œ", "oe", "ø", "o", "ð", "d", "đ", "d", "þ", "th", "ł", "l", "ı", "i", "’", "'",
)

// Fold writes a Latin name in lower-case ASCII letters, digits, apostrophes and hyphens, as in a sign-in name:
// Đặng becomes dang, O’Neill o'neill, García Márquez garciamarquez. What has no ASCII form is dropped.
func Fold(name string) string {
	var b strings.Builder
	for _, r := range norm.NFD.String(letters.Replace(strings.ToLower(name))) {
		if 'a' <= r && r <= 'z' || '0' <= r && r <= '9' || r == '\'' || r == '-' {
			b.WriteRune(r)
		}
	}
	return b.String()
}
