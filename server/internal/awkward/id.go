package awkward

import (
	"math/big"
	"strings"
)

// alphabet is what a URL leaves as it is (RFC 3986 §2.3).
const alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~"

// ID makes another id of a unique one: up to 39 digits, or 24 to 64 characters that need no escape in a URL, beginning with a
// letter. The same id gives the same one; two different ones give the same with the chance of two random numbers of 128 bits.
func ID(seed uint64, id string) string {
	d := dice(seed)
	if d.roll("id form", id)%2 == 0 {
		n := new(big.Int).SetUint64(d.roll("id high", id))
		n.Lsh(n, 64).Or(n, new(big.Int).SetUint64(d.roll("id low", id)))
		return n.String()
	}
	for try := ""; ; try += "x" {
		length := 24 + d.roll("id length", id)%41
		b := make([]byte, length)
		for i := range b {
			b[i] = alphabet[d.roll("id character", id, try, string(rune('0'+i)))%uint64(len(alphabet))]
		}
		b[0] = alphabet[d.roll("id begin", id, try)%52]
		if s := string(b); !strings.Contains(s, "bulkId") { // RFC 7643 §3.1
			return s
		}
	}
}
