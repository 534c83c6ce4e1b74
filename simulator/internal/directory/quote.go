package directory

import (
	"fmt"
	"regexp"
	"strings"
	"unicode"
)

// plain is what is safe as a YAML plain scalar in every position and is no number, boolean or null.
var plain = regexp.MustCompile(`^[\p{L}][\p{L}\p{N}._/@()+' -]*$`)

// reserved are the plain scalars that some YAML reader takes for something other than a text.
var reserved = regexp.MustCompile(`(?i)^(true|false|yes|no|on|off|y|n|null|nan|inf)$`)

// bareID is an object id or a time, which begin with digits and are texts all the same.
var bareID = regexp.MustCompile(`^([0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}|\d{4}-\d{2}-\d{2}T[0-9:.]+Z|\+(\d+[dhms])+)$`)

// quoted writes a text as a YAML scalar: plain where nobody can take it for something else, in double quotes otherwise.
func quoted(text string) string {
	if plain.MatchString(text) && !reserved.MatchString(text) && !strings.HasSuffix(text, " ") || bareID.MatchString(text) {
		return text
	}
	var b strings.Builder
	b.WriteByte('"')
	for _, r := range text {
		switch {
		case r == '"' || r == '\\':
			b.WriteByte('\\')
			b.WriteRune(r)
		case r == '\n':
			b.WriteString(`\n`)
		case r == '\t':
			b.WriteString(`\t`)
		case unicode.IsGraphic(r) && r != '\ufeff' && (r == ' ' || !unicode.IsSpace(r)):
			b.WriteRune(r)
		case r <= 0xff:
			fmt.Fprintf(&b, `\x%02x`, r)
		case r <= 0xffff:
			fmt.Fprintf(&b, `\u%04x`, r)
		default:
			fmt.Fprintf(&b, `\U%08x`, r)
		}
	}
	b.WriteByte('"')
	return b.String()
}
