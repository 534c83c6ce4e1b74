package match

import (
	"slices"

	"github.com/entrasim/entrasim/server/internal/scim"
	"github.com/entrasim/entrasim/server/internal/store/raw"
)

// Emails returns the keys under which a record is found by e-mail: the values of its "emails", folded, each once, in their
// order. E-mails that are strings themselves count as well.
func Emails(doc []byte) (keys []string) {
	add := func(v raw.Value) bool {
		if !v.IsString() {
			return false
		}
		if key := scim.FoldKey(v.Text()); key != "" && !slices.Contains(keys, key) {
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

func hasEmail(doc []byte, key string) bool {
	keys := Emails(doc)
	if key == "" {
		return len(keys) == 0
	}
	return slices.Contains(keys, key)
}
