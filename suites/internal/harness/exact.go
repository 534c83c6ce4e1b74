package harness

import (
	"errors"

	"github.com/go-json-experiment/json"
	"github.com/go-json-experiment/json/jsontext"
)

// Number is a JSON number as it was written.
type Number string

// Exact is Doc with numbers as they were written (Number), for checks of how numbers look; nil when the body is no object.
func (a *Answer) Exact() map[string]any {
	numbers := json.WithUnmarshalers(json.UnmarshalFromFunc(func(dec *jsontext.Decoder, v *any) error {
		if dec.PeekKind() != '0' {
			return errors.ErrUnsupported
		}
		raw, err := dec.ReadValue()
		*v = Number(raw)
		return err
	}))
	var doc map[string]any
	if json.Unmarshal(a.exchange.responseBody, &doc, numbers, jsontext.AllowDuplicateNames(true), jsontext.AllowInvalidUTF8(true)) != nil {
		return nil
	}
	return doc
}
