package harness

import (
	"crypto/rand"
	"encoding/base32"
	"strings"
)

// NewRunID draws the marker of a run. It is not derived from the seed: two runs with one seed must not meet in the target.
func NewRunID() string {
	b := make([]byte, 5)
	_, _ = rand.Read(b) // never fails (crypto/rand)
	return strings.ToLower(base32.StdEncoding.EncodeToString(b))
}
