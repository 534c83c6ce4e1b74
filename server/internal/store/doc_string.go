package store

import (
	"bytes"
	"cmp"
	"slices"

	"github.com/go-json-experiment/json/jsontext"
)

// DocString returns the string that a JSON object (a Record's Doc) has under name, "" when there is none or doc is not
// an object. It reads no further than it must.
func DocString(doc []byte, name string) string {
	dec := jsontext.NewDecoder(bytes.NewReader(doc), jsontext.AllowDuplicateNames(true))
	if tok, err := dec.ReadToken(); err != nil || tok.Kind() != '{' {
		return ""
	}
	for {
		key, err := dec.ReadToken()
		if err != nil || key.Kind() != '"' {
			return ""
		}
		if key.String() != name {
			if err := dec.SkipValue(); err != nil {
				return ""
			}
			continue
		}
		value, err := dec.ReadToken()
		if err != nil || value.Kind() != '"' {
			return ""
		}
		return value.String()
	}
}

// SortGroupRefs puts groups into the order that Reader.GroupsOf promises.
func SortGroupRefs(groups []GroupRef) {
	slices.SortFunc(groups, func(a, b GroupRef) int {
		if a.Direct != b.Direct {
			if a.Direct {
				return -1
			}
			return 1
		}
		return cmp.Or(cmp.Compare(a.Display, b.Display), cmp.Compare(a.ID, b.ID))
	})
}
