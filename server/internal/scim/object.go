package scim

import "maps"

// Object is a JSON object; see the package comment for the types its values may have.
type Object = map[string]any

// Clone returns a deep copy of v. Values of types that cannot occur in an Object are returned as they are.
func Clone(v any) any {
	switch v := v.(type) {
	case Object:
		return CloneObject(v)
	case []any:
		if v == nil {
			return v
		}
		out := make([]any, len(v))
		for i, e := range v {
			out[i] = Clone(e)
		}
		return out
	default:
		return v
	}
}

// CloneObject returns a deep copy of o; nil stays nil.
func CloneObject(o Object) Object {
	if o == nil {
		return nil
	}
	out := maps.Clone(o)
	for k, v := range out {
		switch v.(type) {
		case Object, []any:
			out[k] = Clone(v)
		}
	}
	return out
}

// Equal reports whether a and b are the same JSON value. The order of array elements counts; int64 and float64 of the
// same numeric value are equal, because JSON has one number type.
func Equal(a, b any) bool {
	switch a := a.(type) {
	case Object:
		b, ok := b.(Object)
		if !ok || len(a) != len(b) {
			return false
		}
		for k, v := range a {
			w, ok := b[k]
			if !ok || !Equal(v, w) {
				return false
			}
		}
		return true
	case []any:
		b, ok := b.([]any)
		if !ok || len(a) != len(b) {
			return false
		}
		for i := range a {
			if !Equal(a[i], b[i]) {
				return false
			}
		}
		return true
	case int64:
		if f, ok := b.(float64); ok {
			return float64(a) == f
		}
		return a == b
	case float64:
		if n, ok := b.(int64); ok {
			return a == float64(n)
		}
		return a == b
	default:
		switch b.(type) {
		case Object, []any:
			return false
		}
		return a == b
	}
}
