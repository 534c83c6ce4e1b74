package expr

import (
	"strings"
	"sync"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// diacritics is the table of FN (engine §5.7) by result. Sequences are separated by blanks; those with combining
// marks stand as the page prints them.
var diacritics = []struct{ to, from, upper string }{
	{"a", "ä à â ã å á ą ă ā ā́ ā̀ ā̂ ā̃ ǟ ā̈ ǡ a̱ å̄", "Ä À Â Ã Å Á Ą Ă Ā Ā́ Ā̀ Ā̂ Ā̃ Ǟ Ā̈ Ǡ A̱ Å̄"},
	{"ae", "æ ǣ", "Æ Ǣ"},
	{"c", "ç č ć c̄ c̱", "Ç Č Ć C̄ C̱"},
	{"d", "ď d̄ ḏ", "Ď D̄ Ḏ"},
	{"e", "ë è é ê ę ě ė ē ḗ ḕ ē̂ ē̃ ê̄ e̱ ë̄ e̊̄", "Ë È É Ê Ę Ě Ė Ē Ḗ Ḕ Ē̂ Ē̃ Ê̄ E̱ Ë̄ E̊̄"},
	{"g", "ğ ḡ g̱", "Ğ Ḡ G̱"},
	{"i", "ï î ì í ı ī ī́ ī̀ ī̂ ī̃ i̱", "Ï Î Ì Í İ Ī Ī́ Ī̀ Ī̂ Ī̃ I̱"},
	{"l", "ľ ł l̄ ḹ ḻ", "Ł Ľ L̄ Ḹ Ḻ"},
	{"n", "ñ ń ň n̄ ṉ", "Ñ Ń Ň N̄ Ṉ"},
	{"o", "ö ò ő õ ô ó ō ṓ ṑ ō̂ ō̃ ȫ ō̈ ǭ ȭ ȱ o̱", "Ö Ò Ő Õ Ô Ó Ō Ṓ Ṑ Ō̂ Ō̃ Ȫ Ō̈ Ǭ Ȭ Ȱ O̱"},
	{"oe", "ø ø̄ œ̄", "Ø Ø̄ Œ̄"},
	{"r", "ř r̄ ṟ ṝ", "Ř R̄ Ṟ Ṝ"},
	{"ss", "ß", ""},
	{"s", "š ś ș ş s̄ s̱", "Š Ś Ș Ş S̄ S̱"},
	{"t", "ť ț t̄ ṯ", "Ť Ț T̄ Ṯ"},
	{"u", "ü ù û ú ů ű ū ū́ ū̀ ū̂ ū̃ u̇̄ ǖ ṻ ṳ̄ u̱", "Ü Ù Û Ú Ů Ű Ū Ū́ Ū̀ Ū̂ Ū̃ U̇̄ Ǖ Ṻ Ṳ̄ U̱"},
	{"y", "ÿ ý ȳ ȳ́ ȳ̀ ȳ̃ y̱", "Ÿ Ý Ȳ Ȳ́ Ȳ̀ Ȳ̃ Y̱"},
	{"z", "ź ž ż z̄ ẕ", "Ź Ž Ż Z̄ Ẕ"},
}

// diacriticTable maps sequences in NFC to their results. One base letter with its marks is the unit that is looked
// up, so the table needs no search for the longest match.
var diacriticTable = sync.OnceValue(func() map[string]string {
	table := map[string]string{}
	for _, row := range diacritics {
		for sequence := range strings.FieldsSeq(row.from) {
			table[norm.NFC.String(sequence)] = row.to
		}
		for sequence := range strings.FieldsSeq(row.upper) {
			table[norm.NFC.String(sequence)] = strings.ToUpper(row.to)
		}
	}
	return table
})

// normalizeDiacritics replaces what the table lists and leaves everything else as it is, composed or not. A letter
// with marks that the table does not list is shortened mark by mark: the longest listed part is replaced, and the
// marks behind it stay.
func normalizeDiacritics(s string) string {
	table := diacriticTable()
	var b strings.Builder
	for s != "" {
		end := clusterEnd(s)
		cluster := s[:end]
		s = s[end:]
		b.WriteString(replaceCluster(table, cluster))
	}
	return b.String()
}

// clusterEnd is the end of the first character of a text together with its combining marks.
func clusterEnd(s string) int {
	for i, r := range s {
		if i > 0 && !unicode.Is(unicode.Mn, r) {
			return i
		}
	}
	return len(s)
}

func replaceCluster(table map[string]string, cluster string) string {
	composed := []rune(norm.NFC.String(cluster))
	for n := len(composed); n > 0; n-- {
		if to, ok := table[string(composed[:n])]; ok {
			return to + string(composed[n:])
		}
	}
	return cluster
}
