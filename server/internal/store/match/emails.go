package match

import (
	"slices"

	"github.com/entrasim/entrasim/server/internal/scim"
	"github.com/entrasim/entrasim/server/internal/store/raw"
)

// Emails returns the keys under which a record is found by e-mail: the values of its "emails", folded, each once, in their
// order. E-mails that are strings themselves count as well.
func Emails(doc []byte) (keys []string) {
	var seen map[string]bool // only with many: looking through a few is quicker
	known := func(key string) bool {
		if len(keys) < manyEmails {
			return slices.Contains(keys, key)
		}
		if seen == nil {
			seen = make(map[string]bool, 2*len(keys))
			for _, k := range keys {
				seen[k] = true
			}
		}
		if seen[key] {
			return true
		}
		seen[key] = true
		return false
	}
	add := func(v raw.Value) bool {
		if !v.IsString() {
			return false
		}
		if key := scim.FoldKey(v.Text()); key != "" && !known(key) {
			keys = append(keys, key)
		}
		return false
	}
	walk(raw.Document(doc), []string{"emails"}, func(e raw.Value) bool {
		if e.IsObject() {
			return add(e.Member("value"))
		}
		return add(e)
	})
	return keys
}

// manyEmails is from how many on a map is worth its making.
const manyEmails = 32

func hasEmail(doc []byte, key string) bool {
	keys := Emails(doc)
	if key == "" {
		return len(keys) == 0
	}
	return slices.Contains(keys, key)
}
