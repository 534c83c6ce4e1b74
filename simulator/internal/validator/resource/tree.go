package resource

import (
	"fmt"
	"strings"

	"github.com/go-json-experiment/json/jsontext"
)

// Object is a JSON object that keeps the order of its members.
type Object []Member

// Member is one member of an object.
type Member struct {
	Name  string
	Value any
}

// Number is a JSON number as it was written.
type Number string

// Get returns the last member of that name.
func (o Object) Get(name string) (any, bool) {
	for i := len(o) - 1; i >= 0; i-- {
		if o[i].Name == name {
			return o[i].Value, true
		}
	}
	return nil, false
}

// Text returns the member of that name when it is a string, and "" otherwise.
func (o Object) Text(name string) string {
	v, _ := o.Get(name)
	s, _ := v.(string)
	return s
}

// Object returns the member of that name when it is an object, and nil otherwise.
func (o Object) Object(name string) Object {
	v, _ := o.Get(name)
	m, _ := v.(Object)
	return m
}

// List returns the member of that name when it is an array, and nil otherwise.
func (o Object) List(name string) []any {
	v, _ := o.Get(name)
	l, _ := v.([]any)
	return l
}

// Set replaces the member of that name, or appends it.
func (o *Object) Set(name string, v any) {
	for i := range *o {
		if (*o)[i].Name == name {
			(*o)[i].Value = v
			return
		}
	}
	*o = append(*o, Member{name, v})
}

// Delete takes the member of that name out.
func (o *Object) Delete(name string) {
	kept := (*o)[:0:0]
	for _, m := range *o {
		if m.Name != name {
			kept = append(kept, m)
		}
	}
	*o = kept
}

// Clone copies a tree.
func Clone(v any) any {
	switch v := v.(type) {
	case Object:
		c := make(Object, len(v))
		for i, m := range v {
			c[i] = Member{m.Name, Clone(m.Value)}
		}
		return c
	case []any:
		c := make([]any, len(v))
		for i, e := range v {
			c[i] = Clone(e)
		}
		return c
	default:
		return v
	}
}

// Encode writes a tree as compact JSON. Characters beyond ASCII stand as they are.
func Encode(v any) []byte { return appendValue(nil, v) }

// MarshalJSONTo writes the object in its order.
func (o Object) MarshalJSONTo(enc *jsontext.Encoder) error { return enc.WriteValue(Encode(o)) }

func appendValue(b []byte, v any) []byte {
	switch v := v.(type) {
	case nil:
		return append(b, "null"...)
	case bool:
		return fmt.Append(b, v)
	case Number:
		return append(b, v...)
	case string:
		return appendText(b, v)
	case []any:
		b = append(b, '[')
		for i, e := range v {
			if i > 0 {
				b = append(b, ',')
			}
			b = appendValue(b, e)
		}
		return append(b, ']')
	case Object:
		b = append(b, '{')
		for i, m := range v {
			if i > 0 {
				b = append(b, ',')
			}
			b = appendText(b, m.Name)
			b = append(b, ':')
			b = appendValue(b, m.Value)
		}
		return append(b, '}')
	default:
		panic(fmt.Sprintf("resource: %T is no value of a tree", v))
	}
}

func appendText(b []byte, s string) []byte {
	out, err := jsontext.AppendQuote(b, strings.ToValidUTF8(s, "\uFFFD"))
	if err != nil { // valid UTF-8 can always be quoted
		panic(err)
	}
	return out
}

// Show is a value as a sentence shows it: strings in quotes, "nothing" for what is absent, long texts cut.
func Show(v any, present bool) string {
	if !present {
		return "nothing"
	}
	s := string(Encode(v))
	const most = 120
	if r := []rune(s); len(r) > most {
		return string(r[:most]) + "…"
	}
	return s
}
