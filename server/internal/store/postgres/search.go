package postgres

import (
	"bytes"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/go-json-experiment/json/jsontext"

	"github.com/entrasim/entrasim/server/internal/store"
	"github.com/entrasim/entrasim/server/internal/store/match"
	"github.com/entrasim/entrasim/server/internal/store/raw"
)

// The names of members that the program adds to search documents. No other can have them: names are escaped.
const (
	// instants says at the top which strings of the document are dateTimes, and which instants those are.
	instants = "\x01t"
	// opaque marks objects that stand for what conditions can only find to be there: arrays in arrays, which PostgreSQL's
	// paths would enter, and numbers too large for floating point.
	opaque = "\x01o"
)

// secret is what a user's document holds that no condition asks about (store.Record): a hash that is kept once.
const secret = "password"

// search returns the document that conditions on a record look at: an object with texts escaped, nulls and empty arrays left
// out, repeated names taken once, and numbers such that those written as integers have no decimal places and all others have
// some, or are too large for 64 bits.
func search(r *store.Record) string {
	b := searchBuilder{}
	b.Grow(len(r.Doc) + len(r.Doc)/4)
	hidden := ""
	if r.Type == store.TypeUser {
		hidden = secret
	}
	b.object(raw.Document(r.Doc), hidden)
	if len(b.instants) == 0 {
		return b.String()
	}
	b.Truncate(b.Len() - len("}"))
	if b.Len() > len("{") {
		b.WriteByte(',')
	}
	b.text(instants)
	b.WriteString(":{")
	comma := ""
	for s, instant := range b.instants {
		b.WriteString(comma)
		comma = ","
		b.string(s)
		b.WriteByte(':')
		b.text(instant)
	}
	b.WriteString("}}")
	return b.String()
}

type searchBuilder struct {
	bytes.Buffer
	instants map[string]string // by the string; nil until there is one
	names    []string          // of the objects that are being written, each behind those around it
}

// text writes a text that needs no escape, as JSON.
func (b *searchBuilder) text(s string) {
	quoted, _ := jsontext.AppendQuote(b.AvailableBuffer(), s) // fails on invalid UTF-8 only
	b.Write(quoted)
}

// string writes a string of the document.
func (b *searchBuilder) string(s string) {
	b.text(text(strings.ToValidUTF8(s, string(utf8.RuneError))))
}

// object writes an object without the member of that name, an empty object for anything else.
func (b *searchBuilder) object(v raw.Value, hidden string) {
	outer := len(b.names)
	defer func() { b.names = b.names[:outer] }()
	var many map[string]bool // of the names when looking through them takes too long
	b.WriteByte('{')
	comma := ""
	v.Members(func(n, m raw.Value) bool {
		name := n.Text()
		own := b.names[outer:]
		if many == nil && len(own) >= manyNames {
			many = make(map[string]bool, 2*len(own))
			for _, known := range own {
				many[known] = true
			}
		}
		if many[name] || many == nil && slices.Contains(own, name) {
			return true
		}
		if many != nil {
			many[name] = true
		} else {
			b.names = append(b.names, name)
		}
		if m.IsNull() || m.IsArray() && isEmpty(m) || hidden != "" && name == hidden {
			return true
		}
		b.WriteString(comma)
		comma = ","
		b.string(name)
		b.WriteByte(':')
		if m.IsArray() {
			b.array(m)
		} else {
			b.value(m)
		}
		return true
	})
	b.WriteByte('}')
}

// manyNames is from how many on a map is worth its making.
const manyNames = 32

// isEmpty reports whether an array has no elements but nulls.
func isEmpty(v raw.Value) bool {
	empty := true
	v.Elements(func(e raw.Value) bool {
		empty = e.IsNull()
		return empty
	})
	return empty
}

func (b *searchBuilder) array(v raw.Value) {
	b.WriteByte('[')
	comma := ""
	v.Elements(func(e raw.Value) bool {
		if !e.IsNull() {
			b.WriteString(comma)
			comma = ","
			b.value(e)
		}
		return true
	})
	b.WriteByte(']')
}

func (b *searchBuilder) value(v raw.Value) {
	switch {
	case v.IsString():
		s := v.Text()
		b.string(s)
		if instant, ok := match.InstantOf(s); ok {
			if b.instants == nil {
				b.instants = map[string]string{}
			}
			b.instants[s] = instant
		}
	case v.IsObject():
		b.object(v, "")
	case v.IsArray():
		b.opaque(match.IsPresent(v))
	case v.IsNumber():
		b.number(v)
	default:
		b.WriteString(strconv.FormatBool(string(v) == "true"))
	}
}

// opaque writes an object that is present, or one that is not.
func (b *searchBuilder) opaque(present bool) {
	b.WriteByte('{')
	if present {
		b.text(opaque)
		b.WriteString(":true")
	}
	b.WriteByte('}')
}

func (b *searchBuilder) number(v raw.Value) {
	if i, ok := v.Integer(); ok {
		b.Write(strconv.AppendInt(b.AvailableBuffer(), i, 10))
		return
	}
	f, ok := v.Number()
	if !ok {
		b.opaque(true)
		return
	}
	s := strconv.AppendFloat(b.AvailableBuffer(), f, 'f', -1, 64)
	if bytes.IndexByte(s, '.') < 0 {
		s = append(s, ".0"...)
	}
	b.Write(s)
}
