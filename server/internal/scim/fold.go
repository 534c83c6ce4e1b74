package scim

import (
	"unicode"
	"unicode/utf8"
)

// FoldKey maps s to a key such that FoldKey(a) == FoldKey(b) exactly when strings.EqualFold(a, b). ASCII letters become
// lower case; a string that is folded already is returned without copying. It is how case-insensitive attribute names and
// values (userName, displayName) are indexed. The stored value itself is never changed (Q17).
func FoldKey(s string) string {
	for i := 0; i < len(s); i++ {
		if c := s[i]; c >= utf8.RuneSelf || 'A' <= c && c <= 'Z' {
			return string(AppendFold(make([]byte, 0, len(s)+8), s))
		}
	}
	return s
}

// AppendFold appends FoldKey(s) to dst, for lookups that must not allocate.
func AppendFold(dst []byte, s string) []byte {
	for i := 0; i < len(s); {
		c := s[i]
		if c < utf8.RuneSelf {
			if 'A' <= c && c <= 'Z' {
				c += 'a' - 'A'
			}
			dst = append(dst, c)
			i++
			continue
		}
		r, n := utf8.DecodeRuneInString(s[i:])
		dst = utf8.AppendRune(dst, foldRune(r))
		i += n
	}
	return dst
}

// foldRune picks one member of r's simple folding orbit: the lower-case ASCII letter if there is one (the Kelvin sign
// folds to k, the long s to s), otherwise the smallest.
func foldRune(r rune) rune {
	least := r
	for f := unicode.SimpleFold(r); f != r; f = unicode.SimpleFold(f) {
		if f < least {
			least = f
		}
	}
	if 'A' <= least && least <= 'Z' {
		least += 'a' - 'A'
	}
	return least
}
