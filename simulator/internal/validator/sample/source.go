package sample

import (
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"fmt"
	"math/rand/v2"
	"strings"
)

// Word stands in every display name that is made up here.
const Word = "ENTRASIM"

// Source makes up values.
type Source struct {
	marker string
	rnd    *rand.Rand
}

// Marker is what all names of a seed have in common.
func Marker(seed uint64) string {
	sum := sha256.Sum256(fmt.Appendf(nil, "validator %d", seed))
	return "entrasim-" + hex.EncodeToString(sum[:4])
}

// New returns the source of a seed and a label.
func New(seed uint64, label string) *Source {
	sum := sha256.Sum256(fmt.Appendf(nil, "%d %s", seed, label))
	return &Source{
		marker: Marker(seed),
		rnd:    rand.New(rand.NewPCG(binary.BigEndian.Uint64(sum[:8]), binary.BigEndian.Uint64(sum[8:16]))),
	}
}

func (s *Source) pick(list []string) string { return list[s.rnd.IntN(len(list))] }

// Capitals is a word of n capital letters.
func (s *Source) Capitals(n int) string {
	b := make([]byte, n)
	for i := range b {
		b[i] = byte('A' + s.rnd.IntN(26))
	}
	return string(b)
}

// Hex is n hexadecimal digits, as the gallery's names end in.
func (s *Source) Hex(n int) string {
	const digits = "0123456789abcdef"
	b := make([]byte, n)
	for i := range b {
		b[i] = digits[s.rnd.IntN(len(digits))]
	}
	return string(b)
}

// GUID is a random GUID of version 4.
func (s *Source) GUID() string {
	h := s.Hex(32)
	return h[:8] + "-" + h[8:12] + "-4" + h[13:16] + "-" + string("89ab"[s.rnd.IntN(4)]) + h[17:20] + "-" + h[20:]
}

// Domain is the domain of all user names.
func (s *Source) Domain() string { return s.marker + ".example" }

// UserName is a user name in the form of a mail address, marked by its domain.
func (s *Source) UserName() string {
	return fmt.Sprintf("%s.%s.%s@%s", strings.ToLower(s.pick(firstNames)), strings.ToLower(s.pick(lastNames)), s.Hex(6), s.Domain())
}

// DisplayName is a marked display name.
func (s *Source) DisplayName() string { return Word + s.Capitals(12) }

// Name is a marked name with a prefix, as the gallery forms them: lacreate7f3a09c2@….
func (s *Source) Name(prefix string) string { return prefix + s.Hex(8) + "@" + s.Domain() }

// Mail is a mail address.
func (s *Source) Mail() string {
	return strings.ToLower(s.pick(firstNames)) + "@" + strings.ToLower(s.pick(lastNames)) + ".example"
}

// FirstName is a given name.
func (s *Source) FirstName() string { return s.pick(firstNames) }

// Phone is a number such as 10-040-1308.
func (s *Source) Phone() string {
	return fmt.Sprintf("%d-%03d-%04d", 1+s.rnd.IntN(60), s.rnd.IntN(1000), s.rnd.IntN(10000))
}

// PostalCode is a code such as "cx47 4mz".
func (s *Source) PostalCode() string {
	letters := strings.ToLower(s.Capitals(4))
	return fmt.Sprintf("%s%d %d%s", letters[:2], 1+s.rnd.IntN(99), s.rnd.IntN(10), letters[2:])
}

// Street is a street address such as "25928 Quay Row".
func (s *Source) Street() string {
	return fmt.Sprintf("%05d %s %s", s.rnd.IntN(100000), s.pick(lastNames), s.pick(roads))
}

// Integer is a whole number of the gallery's range.
func (s *Source) Integer() int { return 1 + s.rnd.IntN(99998) }

// Country, Locale and TimeZone are drawn from small lists; the tools' zones are random too.
func (s *Source) Country() string { return s.pick(countries) }

// Locale is a language tag.
func (s *Source) Locale() string { return s.pick(locales) }

// TimeZone is an IANA zone.
func (s *Source) TimeZone() string { return s.pick(zones) }

var (
	firstNames = []string{"Ada", "Bela", "Carla", "Dario", "Elin", "Farid", "Greta", "Hugo", "Ines", "Jonas", "Kira", "Luca", "Mira", "Nils", "Olga", "Pavel"}
	lastNames  = []string{"Abbott", "Berg", "Costa", "Dahl", "Ebert", "Fiore", "Grant", "Holt", "Ivers", "Jansen", "Keller", "Lovell", "Marsh", "Novak", "Ortiz", "Price"}
	roads      = []string{"Canal Row", "Crossing", "Islands", "Mill", "Quay", "Radial", "Rise", "Walk"}
	countries  = []string{"Belize", "Estonia", "Ghana", "Madagascar", "Mongolia", "Norway", "Peru", "Sierra Leone"}
	locales    = []string{"cy-GB", "de-AT", "en-GB", "fr-CA", "hi", "jgo-CM", "lkt-US", "pa"}
	zones      = []string{"Africa/El_Aaiun", "Africa/Harare", "America/Guayaquil", "America/Indiana/Knox", "Asia/Tokyo", "Europe/Riga"}
)
