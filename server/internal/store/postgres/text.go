package postgres

import (
	"strings"
	"unicode/utf8"
)

// PostgreSQL's text has no NUL and must be valid UTF-8; strings of a store may be anything. So the first four characters, and
// bytes that are not UTF-8, are escaped:
//
//	U+0000  01 02 02      U+0002  01 03 02      an invalid byte  01 01 and two hexadecimal digits
//	U+0001  01 02 03      U+0003  01 03 03
//
// For valid strings the escape keeps what conditions ask about: order, equality, and which string contains, begins or ends
// another (no escape begins inside of another one).
const (
	firstEscaped = 0x04 // this and everything above is itself
	escapeSize   = 3
	hexDigits    = "0123456789abcdef"
)

// text returns s as the database keeps it.
func text(s string) string {
	plain := utf8.ValidString(s)
	for i := 0; plain && i < len(s); i++ {
		plain = s[i] >= firstEscaped
	}
	if plain {
		return s
	}
	b := make([]byte, 0, len(s)+2*escapeSize)
	for i := 0; i < len(s); {
		r, n := utf8.DecodeRuneInString(s[i:])
		switch {
		case r == utf8.RuneError && n == 1:
			b = append(b, 1, 1, hexDigits[s[i]>>4], hexDigits[s[i]&15])
		case r < firstEscaped:
			b = append(b, 1, 2+s[i]/2, 2+s[i]%2)
		default:
			b = append(b, s[i:i+n]...)
		}
		i += n
	}
	return string(b)
}

// texts is text for a list.
func texts(list []string) []string {
	out := make([]string, len(list))
	for i, s := range list {
		out[i] = text(s)
	}
	return out
}

// plain undoes text.
func plain(s string) string {
	if strings.IndexByte(s, 1) < 0 {
		return s
	}
	b := make([]byte, 0, len(s))
	for i := 0; i < len(s); i++ {
		switch {
		case s[i] != 1 || len(s)-i < escapeSize:
			b = append(b, s[i])
		case s[i+1] == 1 && len(s)-i > escapeSize:
			high, low := strings.IndexByte(hexDigits, s[i+2]), strings.IndexByte(hexDigits, s[i+3])
			b = append(b, byte(high<<4|low))
			i += escapeSize
		default:
			b = append(b, (s[i+1]-2)*2+s[i+2]-2)
			i += escapeSize - 1
		}
	}
	return string(b)
}

// afterPrefix returns the least text greater than all that start with prefix, unless there is none.
func afterPrefix(prefix string) (string, bool) {
	const surrogates, behindSurrogates = 0xD800, 0xE000
	for prefix != "" {
		r, n := utf8.DecodeLastRuneInString(prefix)
		prefix = prefix[:len(prefix)-n]
		if r++; r == surrogates {
			r = behindSurrogates
		}
		if r <= utf8.MaxRune {
			return prefix + string(r), true
		}
	}
	return "", false
}
