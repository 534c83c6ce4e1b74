package dotnet

import (
	"strings"
	"unicode/utf16"
)

// Units is a text as .NET sees it: positions and lengths count UTF-16 code units. Half a surrogate pair, which
// cutting can leave behind, becomes U+FFFD when it turns into a Go string again, as it does when .NET encodes it.
type Units []uint16

// UnitsOf converts a text.
func UnitsOf(s string) Units { return utf16.Encode([]rune(s)) }

// String converts back.
func (u Units) String() string { return string(utf16.Decode(u)) }

// Index gives the unit position of the first occurrence of sub at or after start, or -1.
func (u Units) Index(sub Units, start int) int {
	for i := start; i+len(sub) <= len(u); i++ {
		found := true
		for j := range sub {
			if u[i+j] != sub[j] {
				found = false
				break
			}
		}
		if found {
			return i
		}
	}
	return -1
}

// ToLower is ToLowerInvariant: one character becomes one character, and the Turkic letters stay as they are.
func ToLower(s string) string { return strings.Map(lowerRune, s) }

// ToUpper is ToUpperInvariant.
func ToUpper(s string) string { return strings.Map(upperRune, s) }
