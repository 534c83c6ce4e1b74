package store_test

import (
	"bytes"
	"encoding/json"
	"testing"
	"unicode/utf8"

	"github.com/entrasim/entrasim/server/internal/store"
)

func TestDocString(t *testing.T) {
	for name, tt := range map[string]struct{ doc, want string }{
		"first":           {`{"displayName":"A","x":1}`, "A"},
		"after others":    {`{"x":{"displayName":"no"},"y":["displayName"],"displayName":"A"}`, "A"},
		"escapes":         {`{"displayName":"\u00e9\n\u0000"}`, "é\n\x00"},
		"escaped name":    {`{"display\u004eame":"A"}`, "A"},
		"other case":      {`{"displayname":"A"}`, ""},
		"not a string":    {`{"displayName":7}`, ""},
		"absent":          {`{"x":1}`, ""},
		"empty object":    {`{}`, ""},
		"not an object":   {`["displayName","A"]`, ""},
		"cut short":       {`{"x":1,"displayName":`, ""},
		"nothing":         {``, ""},
		"name as a value": {`{"x":"displayName","displayName":"A"}`, "A"},
	} {
		if got := store.DocString([]byte(tt.doc), "displayName"); got != tt.want {
			t.Errorf("%s: DocString(%s) = %q, want %q", name, tt.doc, got, tt.want)
		}
	}
}

// FuzzDocString holds it against encoding/json on everything that is an object with a string of that name.
func FuzzDocString(f *testing.F) {
	f.Add([]byte(`{"userName":"a","x":[{"userName":"b"}]}`))
	f.Add([]byte(`{"userName":null}`))
	f.Fuzz(func(t *testing.T, doc []byte) {
		got := store.DocString(doc, "userName")
		var object map[string]any
		if !utf8.Valid(doc) || json.Unmarshal(doc, &object) != nil {
			return
		}
		want, _ := object["userName"].(string)
		if got != want && len(keys(doc)) == len(object) {
			t.Errorf("DocString(%s) = %q, want %q", doc, got, want)
		}
	})
}

// keys lists the names at the top level, repeated ones too: of those encoding/json takes the last.
func keys(doc []byte) (names []string) {
	dec := json.NewDecoder(bytes.NewReader(doc))
	if _, err := dec.Token(); err != nil {
		return nil
	}
	for dec.More() {
		name, err := dec.Token()
		if err != nil {
			return names
		}
		names = append(names, name.(string))
		var skipped json.RawMessage
		if dec.Decode(&skipped) != nil {
			return names
		}
	}
	return names
}
