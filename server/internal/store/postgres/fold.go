package postgres

import (
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"

	"github.com/entrasim/entrasim/server/internal/scim"
)

// PostgreSQL knows no simple case folding. Letters of ASCII are folded by lower() under the collation "C", others by
// translate() with two strings of the same length: characters, and what they fold to.

// foldingFor returns what has to be translated for comparing folded values with a folded literal by equality or containment:
// characters that fold to one of the literal's. All others cannot take part in a match, folded or not.
func foldingFor(literal string) (from, to string) {
	var f, t strings.Builder
	seen := map[rune]bool{}
	for _, r := range literal {
		if seen[r] {
			continue
		}
		seen[r] = true
		for other := unicode.SimpleFold(r); other != r; other = unicode.SimpleFold(other) {
			if other >= utf8.RuneSelf {
				f.WriteRune(other)
				t.WriteRune(r)
			}
		}
	}
	return f.String(), t.String()
}

// folding is the whole of it, for comparisons by order.
type folding struct{ from, to string }

var wholeFolding = sync.OnceValue(func() folding {
	var f, t strings.Builder
	for r := rune(utf8.RuneSelf); r <= unicode.MaxRune; r++ {
		if unicode.SimpleFold(r) == r {
			continue
		}
		if folded := scim.FoldKey(string(r)); folded != string(r) {
			f.WriteRune(r)
			t.WriteString(folded)
		}
	}
	return folding{f.String(), t.String()}
})
