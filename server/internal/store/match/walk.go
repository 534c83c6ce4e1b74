package match

import "github.com/entrasim/entrasim/server/internal/store/raw"

// walk calls f for every value at a path, nil for a missing one, until it returns true, and reports whether it did.
func walk(v raw.Value, path []string, f func(raw.Value) bool) bool {
	if len(path) == 0 {
		return f(v)
	}
	child := v.Member(path[0])
	switch {
	case child == nil || child.IsNull():
		return f(nil)
	case !child.IsArray():
		return walk(child, path[1:], f)
	}
	empty, found := true, false
	child.Elements(func(e raw.Value) bool {
		if !e.IsNull() {
			empty = false
			found = walk(e, path[1:], f)
		}
		return !found
	})
	if empty {
		return f(nil)
	}
	return found
}

// pick returns the one value at a path that counts for sorting, nil when it is missing.
func pick(v raw.Value, path []string) raw.Value {
	for _, name := range path {
		if v = v.Member(name); v.IsArray() {
			v = primary(v)
		}
		if v == nil || v.IsNull() {
			return nil
		}
	}
	return v
}

// primary returns the first element of an array whose "primary" is true, or else the first, nil when there is none.
func primary(v raw.Value) (found raw.Value) {
	v.Elements(func(e raw.Value) bool {
		if e.IsNull() {
			return true
		}
		if found == nil {
			found = e
		}
		if string(e.Member("primary")) == "true" {
			found = e
			return false
		}
		return true
	})
	return found
}

// IsPresent reports whether a value counts as one (store.Present).
func IsPresent(v raw.Value) (present bool) {
	switch {
	case v == nil || v.IsNull():
		return false
	case v.IsString():
		return len(v) > len(`""`)
	case v.IsArray():
		v.Elements(func(e raw.Value) bool {
			present = IsPresent(e)
			return !present
		})
		return present
	case v.IsObject():
		v.Members(func(_, m raw.Value) bool {
			present = IsPresent(m)
			return !present
		})
		return present
	}
	return true
}
