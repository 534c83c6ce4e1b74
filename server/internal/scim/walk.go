package scim

import (
	"strconv"
	"strings"

	"github.com/go-json-experiment/json/jsontext"
)

// walker builds values from JSON that jsontext has found valid, so it need not check syntax again.
type walker struct {
	data    []byte
	pos     int
	depth   int
	scratch []byte
}

// walkError collects the JSON pointer while the walk unwinds, innermost name first.
type walkError struct {
	what string
	at   int
	path []string
}

func (e *walkError) scim() *Error {
	var ptr strings.Builder
	for i := len(e.path) - 1; i >= 0; i-- {
		ptr.WriteByte('/')
		ptr.WriteString(strings.NewReplacer("~", "~0", "/", "~1").Replace(e.path[i]))
	}
	return BadRequest(InvalidSyntax, "the request body is refused: %s at byte %d%s", e.what, e.at+1, within(ptr.String()))
}

func (e *walkError) in(name string) *walkError {
	e.path = append(e.path, name)
	return e
}

func (w *walker) space() byte {
	for {
		switch c := w.data[w.pos]; c {
		case ' ', '\t', '\n', '\r':
			w.pos++
		default:
			return c
		}
	}
}

func (w *walker) value(depth int) (any, *walkError) {
	switch c := w.space(); c {
	case '{', '[':
		if depth++; depth > w.depth {
			return nil, &walkError{what: "values nest deeper than " + strconv.Itoa(w.depth) + " levels", at: w.pos}
		}
		if c == '{' {
			return w.object(depth)
		}
		return w.array(depth)
	case '"':
		return w.string(false), nil
	case 't':
		w.pos += len("true")
		return true, nil
	case 'f':
		w.pos += len("false")
		return false, nil
	case 'n':
		w.pos += len("null")
		return nil, nil
	default:
		return w.number()
	}
}

func (w *walker) object(depth int) (any, *walkError) {
	w.pos++
	if w.space() == '}' {
		w.pos++
		return Object{}, nil
	}
	o := make(Object, 4)
	var names nameSet
	for {
		w.space()
		at := w.pos
		name := w.string(true)
		if prev, dup := names.add(name); dup {
			what := "duplicate name " + Quote(name)
			if prev != name {
				what += " (the same as " + Quote(prev) + ", names ignore case)"
			}
			return nil, &walkError{what: what, at: at}
		}
		w.space()
		w.pos++ // the colon
		v, err := w.value(depth)
		if err != nil {
			return nil, err.in(name)
		}
		o[name] = v
		c := w.space()
		w.pos++
		if c == '}' {
			return o, nil
		}
	}
}

func (w *walker) array(depth int) (any, *walkError) {
	w.pos++
	if w.space() == ']' {
		w.pos++
		return []any{}, nil
	}
	a := make([]any, 0, 2)
	for {
		v, err := w.value(depth)
		if err != nil {
			return nil, err.in(strconv.Itoa(len(a)))
		}
		a = append(a, v)
		c := w.space()
		w.pos++
		if c == ']' {
			return a, nil
		}
	}
}

// string reads a string literal; names come from a small table where possible, which saves an allocation each.
func (w *walker) string(name bool) string {
	start := w.pos
	for i := start + 1; ; i++ {
		switch w.data[i] {
		case '"':
			w.pos = i + 1
			raw := w.data[start+1 : i]
			if name {
				if s, ok := commonNames[string(raw)]; ok {
					return s
				}
			}
			return string(raw)
		case '\\':
			return w.escaped(start, i)
		}
	}
}

func (w *walker) escaped(start, i int) string {
	for w.data[i] != '"' {
		if w.data[i] == '\\' {
			i++
		}
		i++
	}
	w.pos = i + 1
	w.scratch, _ = jsontext.AppendUnquote(w.scratch[:0], w.data[start:w.pos])
	return string(w.scratch)
}

func (w *walker) number() (any, *walkError) {
	start, integer := w.pos, true
	for w.pos < len(w.data) {
		c := w.data[w.pos]
		if c == '.' || c == 'e' || c == 'E' {
			integer = false
		} else if c != '-' && c != '+' && (c < '0' || c > '9') {
			break
		}
		w.pos++
	}
	text := string(w.data[start:w.pos])
	if integer {
		if n, err := strconv.ParseInt(text, 10, 64); err == nil {
			return n, nil
		}
	}
	f, err := strconv.ParseFloat(text, 64)
	if err != nil {
		return nil, &walkError{what: "number out of range", at: start}
	}
	return f, nil
}
