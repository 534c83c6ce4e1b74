package raw

import (
	"bytes"
	"strconv"

	"github.com/go-json-experiment/json/jsontext"
)

// Value is the text of one JSON value without blanks around it; nil is one that is missing.
type Value []byte

// The kinds of values.
func (v Value) IsString() bool { return len(v) > 0 && v[0] == '"' }
func (v Value) IsObject() bool { return len(v) > 0 && v[0] == '{' }
func (v Value) IsArray() bool  { return len(v) > 0 && v[0] == '[' }
func (v Value) IsNull() bool   { return len(v) > 0 && v[0] == 'n' }
func (v Value) IsNumber() bool { return len(v) > 0 && (v[0] == '-' || '0' <= v[0] && v[0] <= '9') }

// Document finds the value in the text of a document.
func Document(doc []byte) Value {
	v, _ := next(doc, blanks(doc, 0))
	return v
}

// Text decodes a string.
func (v Value) Text() string {
	if inner := v[1 : len(v)-1]; bytes.IndexByte(inner, '\\') < 0 {
		return string(inner)
	}
	b, _ := jsontext.AppendUnquote(nil, v)
	return string(b)
}

// Is reports whether a string has that content.
func (v Value) Is(s string) bool {
	inner := v[1 : len(v)-1]
	switch {
	case len(inner) < len(s): // an escape is longer than what it stands for
		return false
	case len(inner) == len(s):
		return string(inner) == s && bytes.IndexByte(inner, '\\') < 0
	}
	return bytes.IndexByte(inner, '\\') >= 0 && v.Text() == s
}

// Integer returns a number that was written as a 64-bit integer.
func (v Value) Integer() (int64, bool) {
	i, err := strconv.ParseInt(string(v), 10, 64)
	return i, err == nil && v.IsNumber()
}

// Number returns a number as floating point, unless it is too large for that.
func (v Value) Number() (float64, bool) {
	if !v.IsNumber() {
		return 0, false
	}
	f, err := strconv.ParseFloat(string(v), 64)
	return f, err == nil
}

// Member returns the first member of an object that has the name, nil when there is none or v is not an object.
func (v Value) Member(name string) (found Value) {
	v.Members(func(n, m Value) bool {
		if n.Is(name) {
			found = m
			return false
		}
		return true
	})
	return found
}

// Members calls yield for the members of an object until it returns false.
func (v Value) Members(yield func(name, member Value) bool) {
	if !v.IsObject() {
		return
	}
	for i := blanks(v, 1); i < len(v) && v[i] == '"'; {
		name, after := next(v, i)
		i = blanks(v, after)
		if name == nil || i >= len(v) || v[i] != ':' {
			return
		}
		member, after := next(v, blanks(v, i+1))
		if member == nil || !yield(name, member) {
			return
		}
		i = separator(v, after)
	}
}

// Elements calls yield for the elements of an array until it returns false.
func (v Value) Elements(yield func(element Value) bool) {
	if !v.IsArray() {
		return
	}
	for i := blanks(v, 1); i < len(v); {
		element, after := next(v, i)
		if element == nil || !yield(element) {
			return
		}
		i = separator(v, after)
	}
}

// separator passes over a comma; without one there is nothing more to come.
func separator(b []byte, i int) int {
	if i = blanks(b, i); i < len(b) && b[i] == ',' {
		return blanks(b, i+1)
	}
	return len(b)
}

func blanks(b []byte, i int) int {
	for i < len(b) && (b[i] == ' ' || b[i] == '\t' || b[i] == '\n' || b[i] == '\r') {
		i++
	}
	return i
}

// next returns the value that begins at i and where it ends, nil when there is none.
func next(b []byte, i int) (Value, int) {
	if i >= len(b) {
		return nil, i
	}
	end := i
	switch b[i] {
	case '"':
		end = stringEnd(b, i)
	case '{', '[':
		end = compositeEnd(b, i)
	case '}', ']', ',', ':':
	default:
		for end < len(b) && !isDelimiter(b[end]) {
			end++
		}
	}
	if end <= i {
		return nil, i
	}
	return Value(b[i:end]), end
}

func isDelimiter(c byte) bool {
	return c == ',' || c == '}' || c == ']' || c == ':' || c == ' ' || c == '\t' || c == '\n' || c == '\r'
}

// stringEnd returns the end of the string that begins at i, -1 when it has none.
func stringEnd(b []byte, i int) int {
	for j := i + 1; ; {
		quote := bytes.IndexByte(b[j:], '"')
		if quote < 0 {
			return -1
		}
		end := j + quote
		back := end
		for b[back-1] == '\\' && back-1 > i {
			back--
		}
		if (end-back)%2 == 0 {
			return end + 1
		}
		j = end + 1
	}
}

// compositeEnd returns the end of the object or array that begins at i, -1 when it has none.
func compositeEnd(b []byte, i int) int {
	depth := 0
	for i < len(b) {
		switch b[i] {
		case '"':
			if i = stringEnd(b, i); i < 0 {
				return -1
			}
			continue
		case '{', '[':
			depth++
		case '}', ']':
			if depth--; depth == 0 {
				return i + 1
			}
		}
		i++
	}
	return -1
}
