package schema

import (
	"encoding/base64"
	"math"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/entrasim/entrasim/server/internal/scim"
)

// value brings v into the form that a's schema demands; nil means unassigned.
func (n *normalizer) value(a *Attribute, v any) (any, *fault) {
	if v == nil {
		return nil, nil
	}
	if a.MultiValued {
		return n.elements(a, v)
	}
	if list, ok := v.([]any); ok && n.mode.ArrayForSingle && a.Type == Complex {
		switch len(list) {
		case 0:
			return nil, nil
		case 1:
			v = list[0]
		default:
			return nil, refuse("has one value only, but %d were given", len(list))
		}
	}
	return n.one(a, v)
}

// one handles a single value: of a single-valued attribute, or one element of a multi-valued one.
func (n *normalizer) one(a *Attribute, v any) (any, *fault) {
	switch a.Type {
	case Boolean:
		return n.boolean(v)
	case Integer:
		return n.integer(v)
	case Decimal:
		return n.decimal(v)
	case Complex:
		if s, ok := v.(string); ok && s == "" && n.mode.EmptyClears {
			return nil, nil
		}
		return n.complex(a, v)
	default:
		return n.string(a, v)
	}
}

func (n *normalizer) string(a *Attribute, v any) (any, *fault) {
	s, ok := v.(string)
	switch {
	case v == nil:
		return nil, nil
	case !ok:
		return nil, wrongType("a string", v)
	case s == "" && n.mode.EmptyClears:
		return nil, nil
	case s == "" && a.identifier: // an id is never empty (RFC 7643 §3.1)
		return nil, refuse("must be the id of a resource, not empty")
	}
	switch a.Type {
	case DateTime:
		if _, ok := ParseDateTime(s); !ok {
			return nil, refuse("must be a dateTime such as 2026-11-23T10:00:00Z")
		}
	case Binary:
		if !isBase64(s) {
			return nil, refuse("must be base64")
		}
	case Reference:
		if f := n.reference(a, s); f != nil {
			return nil, f
		}
	}
	if len(a.CanonicalValues) > 0 && !n.mode.AnyCanonical && !a.isCanonical(s) {
		return nil, refuse("must be one of %s", strings.Join(a.CanonicalValues, ", "))
	}
	return v, nil
}

func (a *Attribute) isCanonical(s string) bool {
	return slices.ContainsFunc(a.CanonicalValues, func(c string) bool {
		return c == s || !a.IsCaseExact() && strings.EqualFold(c, s)
	})
}

// reference checks the form of a reference (RFC 7643 §2.3.7): a URI, which may be relative only if it leads to a resource of
// this server.
func (n *normalizer) reference(a *Attribute, s string) *fault {
	if n.mode.AnyReference {
		return nil
	}
	u, err := url.Parse(s)
	if err != nil || strings.ContainsAny(s, " <>\"{}|\\^`") {
		return refuse("must be a URI")
	}
	if !u.IsAbs() && slices.Contains(a.ReferenceTypes, "external") {
		return refuse("must be an absolute URI, such as https://example.com/x")
	}
	return nil
}

func (n *normalizer) boolean(v any) (any, *fault) {
	switch v := v.(type) {
	case nil:
		return nil, nil
	case bool:
		return v, nil
	case string:
		if n.mode.StringBooleans {
			if b, ok := ParseBoolean(v); ok {
				return b, nil
			}
		}
		if v == "" && n.mode.EmptyClears {
			return nil, nil
		}
		return nil, refuse("must be true or false, not a string")
	default:
		return nil, wrongType("true or false", v)
	}
}

func (n *normalizer) integer(v any) (any, *fault) {
	switch v := v.(type) {
	case nil:
		return nil, nil
	case int64:
		return v, nil
	case float64:
		if n.mode.StringNumbers && v == math.Trunc(v) && math.Abs(v) < 1<<53 {
			return int64(v), nil
		}
		return nil, refuse("must be a whole number")
	case string:
		if n.mode.StringNumbers {
			if i, err := strconv.ParseInt(v, 10, 64); err == nil {
				return i, nil
			}
		}
		if v == "" && n.mode.EmptyClears {
			return nil, nil
		}
		return nil, refuse("must be a whole number, not a string")
	default:
		return nil, wrongType("a whole number", v)
	}
}

func (n *normalizer) decimal(v any) (any, *fault) {
	switch v := v.(type) {
	case nil:
		return nil, nil
	case float64:
		return v, nil
	case int64:
		return float64(v), nil
	case string:
		if n.mode.StringNumbers {
			if f, err := strconv.ParseFloat(v, 64); err == nil && !math.IsInf(f, 0) && !math.IsNaN(f) {
				return f, nil
			}
		}
		if v == "" && n.mode.EmptyClears {
			return nil, nil
		}
		return nil, refuse("must be a number, not a string")
	default:
		return nil, wrongType("a number", v)
	}
}

// complex handles one complex value. A "value" that is there but empty takes the whole with it: {"value":""} is how the
// validators of Microsoft clear a manager (Q41).
func (n *normalizer) complex(a *Attribute, v any) (any, *fault) {
	principal := a.subs["value"]
	obj, ok := v.(scim.Object)
	if !ok {
		if _, isString := v.(string); !isString || principal == nil || !n.mode.BareReferences {
			return nil, wrongType("an object", v)
		}
		obj = scim.Object{principal.Name: v}
	}
	if n.mode.RolesAsJSONText && a.MultiValued && a.Name == "roles" {
		obj = expandRole(obj)
	}
	out, f := n.members(a.SubAttributes, a.subs, obj, a)
	if f != nil {
		return nil, f
	}
	if principal != nil && out[principal.Name] == nil {
		if a.MultiValued && principal.identifier {
			return nil, refuse("is missing; it must be the id of a resource").in(principal.Name)
		}
		if n.mode.EmptyClears && hasKey(obj, principal.Name) {
			return nil, nil
		}
	}
	for _, s := range a.SubAttributes {
		if s.Required && out[s.Name] == nil {
			return nil, refuse("is required").in(s.Name)
		}
	}
	if len(out) == 0 {
		return nil, nil
	}
	return out, nil
}

func hasKey(obj scim.Object, name string) bool {
	if _, ok := obj[name]; ok {
		return true
	}
	for k := range obj {
		if strings.EqualFold(k, name) {
			return true
		}
	}
	return false
}

// ParseBoolean reads "true" and "false" in any letter case (Q03, Q52).
func ParseBoolean(s string) (value, ok bool) {
	switch {
	case strings.EqualFold(s, "true"):
		return true, true
	case strings.EqualFold(s, "false"):
		return false, true
	}
	return false, false
}

// ParseDateTime reads an xsd:dateTime (RFC 7643 §2.3.5). A value without offset is taken as UTC.
func ParseDateTime(s string) (time.Time, bool) {
	// Most of what is asked about is nothing of the kind, and the errors of time.Parse are dear.
	const shortest = len("2006-01-02T5:04:05")
	if len(s) < shortest || s[4] != '-' || s[7] != '-' || s[10] != 'T' {
		return time.Time{}, false
	}
	if t, err := time.Parse(time.RFC3339Nano, s); err == nil {
		return t, true
	}
	t, err := time.Parse("2006-01-02T15:04:05.999999999", s)
	return t, err == nil
}

// isBase64 accepts both alphabets, padded or not (RFC 7643 §2.3.6), line breaks as certificates have them included.
func isBase64(s string) bool {
	s = strings.TrimRight(s, "=\r\n")
	enc := base64.RawStdEncoding
	if strings.ContainsAny(s, "-_") {
		enc = base64.RawURLEncoding
	}
	_, err := enc.DecodeString(s)
	return err == nil
}
