package dotnet

import (
	"fmt"
	"slices"
	"strings"
	"unicode"

	"golang.org/x/text/language"
)

// The invariant culture leaves the dotted capital and the dotless small i alone: their partners are i and I, which
// have other partners.
const (
	dottedCapital = 'İ'
	dotlessSmall  = 'ı'
)

func lowerRune(r rune) rune {
	if r == dottedCapital {
		return r
	}
	return unicode.ToLower(r)
}

func upperRune(r rune) rune {
	if r == dotlessSmall || r == 'ß' {
		return r
	}
	return unicode.ToUpper(r)
}

// Culture is a culture's rule for letter case.
type Culture struct{ turkic bool }

// ParseCulture reads the RFC 4646 name of a culture; "" is the invariant culture.
func ParseCulture(name string) (Culture, error) {
	if name == "" {
		return Culture{}, nil
	}
	tag, err := language.Parse(name)
	if err != nil {
		return Culture{}, fmt.Errorf("%q is not the name of a culture, for example tr-TR", name)
	}
	base, _ := tag.Base()
	return Culture{turkic: slices.Contains([]string{"tr", "az"}, base.String())}, nil
}

// Lower is the text in lower case.
func (c Culture) Lower(s string) string {
	if c.turkic {
		return strings.ToLowerSpecial(unicode.TurkishCase, s)
	}
	return ToLower(s)
}

// Upper is the text in upper case.
func (c Culture) Upper(s string) string {
	if c.turkic {
		return strings.ToUpperSpecial(unicode.TurkishCase, s)
	}
	return ToUpper(s)
}

// TitleCase is TextInfo.ToTitleCase of the text in lower case: the first letter of each word in title case. Words are
// separated by white space, punctuation, symbols and control characters; the apostrophe belongs to the word unless
// splitApostrophe is set.
func TitleCase(s string, splitApostrophe bool) string {
	return titleWords(s, func(r rune) bool {
		if r == '\'' {
			return splitApostrophe
		}
		return unicode.IsSpace(r) || unicode.IsControl(r) || unicode.In(r, unicode.Cf, unicode.Z, unicode.P, unicode.Sm, unicode.Sc, unicode.Sk, unicode.So)
	})
}

// TitleCaseBetween is title case with words separated by the given characters only.
func TitleCaseBetween(s, separators string) string {
	return titleWords(s, func(r rune) bool { return strings.ContainsRune(separators, r) })
}

// titleWords raises the first letter of each word and lowers the rest. Digits in front of a letter do not count as
// the beginning, as in .NET: 1st becomes 1St.
func titleWords(s string, separates func(rune) bool) string {
	var b strings.Builder
	begun := false
	for _, r := range s {
		switch {
		case separates(r):
			begun = false
		case !unicode.IsLetter(r):
		case begun:
			r = lowerRune(r)
		default:
			begun = true
			r = unicode.ToTitle(r)
		}
		b.WriteRune(r)
	}
	return b.String()
}
