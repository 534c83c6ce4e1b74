package awkward

import (
	"encoding/hex"
	"strconv"
	"strings"
)

// The versions of the handler are W/"<number>". The number is exchanged for another of 64 bits by a bijection that depends on
// the seed, so that no tag says which version is newer, and two tags are equal exactly when the versions are.

// obscure rewrites an entity-tag of the handler; others stay.
func (d dice) obscure(tag string) string {
	number, isWeak := strings.CutPrefix(tag, `W/"`)
	number, isClosed := strings.CutSuffix(number, `"`)
	if !isWeak || !isClosed {
		return tag
	}
	v, err := strconv.ParseUint(number, 10, 63)
	if err != nil {
		return tag
	}
	x := mix(v ^ uint64(d.roll("tag")))
	b := make([]byte, 8)
	for i := range b {
		b[i] = byte(x >> (56 - 8*i))
	}
	return `W/"` + hex.EncodeToString(b) + `"`
}

// reveal is the inverse of obscure for what stands between the quotes. What obscure never gives stays, as no version has it.
func (d dice) reveal(opaque string) (string, bool) {
	b, err := hex.DecodeString(opaque)
	if err != nil || len(b) != 8 {
		return "", false
	}
	var x uint64
	for _, c := range b {
		x = x<<8 | uint64(c)
	}
	v := unmix(x) ^ uint64(d.roll("tag"))
	if v >= 1<<63 {
		return "", false
	}
	return strconv.FormatUint(v, 10), true
}

// revealAll rewrites the entity-tags in the value of If-Match or If-None-Match. A tag that is not one of ours, also the plain
// number of a version, becomes one that no version has.
func (d dice) revealAll(header string) string {
	parts := strings.Split(header, `"`)
	for i := 1; i < len(parts); i += 2 {
		if v, ok := d.reveal(parts[i]); ok {
			parts[i] = v
		} else {
			parts[i] = "none-" + parts[i]
		}
	}
	return strings.Join(parts, `"`)
}
