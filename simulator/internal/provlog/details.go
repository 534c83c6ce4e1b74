package provlog

import (
	"fmt"

	"github.com/go-json-experiment/json/jsontext"
)

// Detail is one named value.
type Detail struct {
	Name, Value string
}

// Details is a JSON object of texts that keeps its order. Nil is the empty object.
type Details []Detail

// With returns the details with one more, or with the value of that name replaced. The receiver is not changed.
func (d Details) With(name, value string) Details {
	out := make(Details, len(d), len(d)+1)
	copy(out, d)
	for i := range out {
		if out[i].Name == name {
			out[i].Value = value
			return out
		}
	}
	return append(out, Detail{name, value})
}

// Get returns the value of that name.
func (d Details) Get(name string) (string, bool) {
	for _, p := range d {
		if p.Name == name {
			return p.Value, true
		}
	}
	return "", false
}

// MarshalJSONTo writes the details as a JSON object in their order.
func (d Details) MarshalJSONTo(enc *jsontext.Encoder) error {
	if err := enc.WriteToken(jsontext.BeginObject); err != nil {
		return err
	}
	for _, p := range d {
		if err := enc.WriteToken(jsontext.String(p.Name)); err != nil {
			return err
		}
		if err := enc.WriteToken(jsontext.String(p.Value)); err != nil {
			return err
		}
	}
	return enc.WriteToken(jsontext.EndObject)
}

// UnmarshalJSONFrom reads a JSON object of texts.
func (d *Details) UnmarshalJSONFrom(dec *jsontext.Decoder) error {
	t, err := dec.ReadToken()
	if err != nil {
		return err
	}
	if t.Kind() != jsontext.KindBeginObject {
		return fmt.Errorf("details are a JSON %s, not an object", t.Kind())
	}
	*d = nil
	for dec.PeekKind() != jsontext.KindEndObject {
		name, err := dec.ReadToken()
		if err != nil {
			return err
		}
		key := name.String()
		value, err := dec.ReadToken()
		if err != nil {
			return err
		}
		if value.Kind() != jsontext.KindString {
			return fmt.Errorf("detail %q is not a string", key)
		}
		*d = append(*d, Detail{key, value.String()})
	}
	_, err = dec.ReadToken()
	return err
}
