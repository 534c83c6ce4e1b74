package harness

import (
	"math/rand/v2"
	"strings"
)

// WrongToken is a token of the form of the right one that is not it: letters and digits are others, punctuation stays, so
// that the target can tell only by looking it up.
func WrongToken(t *T) string {
	right := t.Token()
	source := rand.New(rand.NewPCG(t.session.cfg.Seed, uint64(len(right)))) //nolint:gosec // a wrong token need not be unpredictable
	pick := func(from string) rune { return rune(from[source.IntN(len(from))]) }
	wrong := strings.Map(func(r rune) rune {
		switch {
		case r >= '0' && r <= '9':
			return pick("0123456789")
		case r >= 'a' && r <= 'z':
			return pick("abcdefghijklmnopqrstuvwxyz")
		case r >= 'A' && r <= 'Z':
			return pick("ABCDEFGHIJKLMNOPQRSTUVWXYZ")
		}
		return r
	}, right)
	if wrong == right { // nothing in it could be exchanged, or chance had it
		wrong += "0"
	}
	return wrong
}

// Excerpt is the beginning of an answer's body, as the texts of a failure show it.
func Excerpt(a *Answer) string { return a.gotBody() }

// Status is an answer's status as the texts of a failure show it.
func Status(a *Answer) string { return statusText(a.Status()) }
