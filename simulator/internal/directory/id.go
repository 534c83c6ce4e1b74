package directory

import (
	"crypto/sha1"
	"encoding/hex"
	"fmt"
	"regexp"
	"strconv"
	"strings"
)

var guid = regexp.MustCompile(`^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$`)

// namespace separates our object ids from other name-based UUIDs.
const namespace = "entrasim directory object"

// deriveID gives an object the id that follows from where it belongs and what it is called, in the manner of a version 5
// UUID (RFC 9562 §5.5). A name that was used before, by an object that is gone or in the recycle bin, gets another id with
// each generation, because Entra never uses an id again.
func (d *Directory) deriveID(kind Kind, name string) string {
	for generation := 1; ; generation++ {
		key := namespace + "\x00" + d.tenant + "\x00" + string(kind) + "\x00" + name
		if generation > 1 {
			key += "\x00" + strconv.Itoa(generation)
		}
		id := uuid(sha1.Sum([]byte(key)))
		if _, used := d.byID[id]; !used {
			return id
		}
	}
}

func uuid(sum [sha1.Size]byte) string {
	sum[6] = sum[6]&0x0f | 0x50
	sum[8] = sum[8]&0x3f | 0x80
	var text [36]byte
	hex.Encode(text[0:8], sum[0:4])
	hex.Encode(text[9:13], sum[4:6])
	hex.Encode(text[14:18], sum[6:8])
	hex.Encode(text[19:23], sum[8:10])
	hex.Encode(text[24:36], sum[10:16])
	text[8], text[13], text[18], text[23] = '-', '-', '-', '-'
	return string(text[:])
}

// checkID brings a given object id into its one form.
func checkID(id string) (string, error) {
	lower := strings.ToLower(id)
	if !guid.MatchString(lower) {
		return "", fmt.Errorf("%w: object id %q is not a GUID", ErrInvalid, id)
	}
	return lower, nil
}

func compactID(id string) string { return strings.ReplaceAll(id, "-", "") }
