package schema

import (
	"encoding/hex"
	"math"

	"github.com/entrasim/entrasim/server/internal/scim"
)

// SortKey is a sortBy criterion bound to a resource type (RFC 7644 §3.4.2.3). It is immutable and safe for concurrent use.
type SortKey struct {
	Path Path // Sub is set for complex attributes: "emails" sorts by emails.value
	leaf *Attribute
}

// SortBy reads the sortBy parameter. It returns a *scim.Error invalidValue for a name that the type does not have or never
// returns, and for a complex attribute whose value is not clear.
func (rt *ResourceType) SortBy(path string, mode Mode) (SortKey, error) {
	p, ok := rt.ResolveIn(path, &mode)
	if !ok || p.Attr == nil {
		return SortKey{}, scim.BadRequest(scim.InvalidValue, "sortBy: %s is not an attribute of resource type %s", scim.Quote(path), rt.Name)
	}
	if p.Sub == nil && p.Attr.Type == Complex {
		if p.Sub = p.Attr.Sub("value"); p.Sub == nil {
			return SortKey{}, scim.BadRequest(scim.InvalidValue, "sortBy: %s is complex; name one of its sub-attributes, as in %s.%s",
				scim.Quote(path), p.Attr.Name, p.Attr.SubAttributes[0].Name)
		}
	}
	if p.Attr.Returned == Never || p.Leaf().Returned == Never {
		return SortKey{}, scim.BadRequest(scim.InvalidValue, "sortBy: %s is never returned and cannot be sorted by", scim.Quote(path))
	}
	return SortKey{Path: p, leaf: p.Leaf()}, nil
}

// IsCaseExact reports whether letter case counts in the order.
func (k SortKey) IsCaseExact() bool { return k.leaf.IsCaseExact() }

// Of returns the text by which a canonical resource is sorted: comparing two such texts byte by byte compares the values as
// their type demands (strings by code point, folded unless letter case counts; numbers by size; dateTimes by instant;
// false before true). Of many values the primary one counts, otherwise the first. It reports false when there is no value;
// such resources come last in ascending order and first in descending.
func (k SortKey) Of(resource scim.Object) (string, bool) {
	v := k.Path.Value(resource)
	if list, ok := v.([]any); ok {
		v = principal(list)
	}
	if k.Path.Sub != nil {
		o, _ := v.(scim.Object)
		v = o[k.Path.Sub.Name]
		if list, ok := v.([]any); ok {
			v = principal(list)
		}
	}
	return k.text(v)
}

// principal returns the primary element of a list, or its first.
func principal(list []any) any {
	for _, e := range list {
		if o, ok := e.(scim.Object); ok && o["primary"] == true {
			return e
		}
	}
	if len(list) == 0 {
		return nil
	}
	return list[0]
}

// instantForm has a fixed width for the years 0 to 9999, which are all that a dateTime can have here.
const instantForm = "2006-01-02T15:04:05.000000000"

func (k SortKey) text(v any) (string, bool) {
	switch v := v.(type) {
	case nil:
		return "", false
	case bool:
		if v {
			return "1", true
		}
		return "0", true
	case int64:
		if k.leaf.Type == Decimal {
			return sortable(math.Float64bits(float64(v))), true
		}
		return hexadecimal(uint64(v) ^ 1<<63), true
	case float64:
		return sortable(math.Float64bits(v + 0)), true // -0 + 0 is 0
	case string:
		if k.leaf.Type == DateTime {
			if at, ok := ParseDateTime(v); ok {
				return at.UTC().Format(instantForm), true
			}
		}
		if !k.leaf.IsCaseExact() {
			v = scim.FoldKey(v)
		}
		return v, v != ""
	}
	return "", false
}

// sortable maps the bits of a float to text in the order of the numbers: negative ones have their bits turned, because their
// magnitude grows downwards.
func sortable(bits uint64) string {
	if bits>>63 == 1 {
		return hexadecimal(^bits)
	}
	return hexadecimal(bits | 1<<63)
}

func hexadecimal(n uint64) string {
	var b [8]byte
	for i := range b {
		b[i] = byte(n >> (56 - 8*i))
	}
	return hex.EncodeToString(b[:])
}
