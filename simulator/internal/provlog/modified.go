package provlog

import (
	"github.com/go-json-experiment/json"
	"github.com/go-json-experiment/json/jsontext"
)

// ModifiedProperty is one attribute that was sent. OldValue is empty where the target had none, as on every create.
type ModifiedProperty struct {
	DisplayName string `json:"displayName"`
	OldValue    string `json:"oldValue"`
	NewValue    string `json:"newValue"`
}

// MarshalJSONTo writes null for an old value that there was not: Graph's samples have it so on creates (§5.3). Read back it is the
// empty text again.
func (m ModifiedProperty) MarshalJSONTo(enc *jsontext.Encoder) error {
	written := struct {
		DisplayName string  `json:"displayName"`
		OldValue    *string `json:"oldValue"`
		NewValue    string  `json:"newValue"`
	}{DisplayName: m.DisplayName, NewValue: m.NewValue}
	if m.OldValue != "" {
		written.OldValue = &m.OldValue
	}
	return json.MarshalEncode(enc, written)
}
