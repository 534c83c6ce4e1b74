package scim

import (
	"strconv"
	"strings"

	"github.com/go-json-experiment/json/jsontext"
)

// walker builds values from JSON that jsontext has found valid, so it need not check syntax again. The strings it returns are
// parts of data where they can be: one allocation for all of them.
type walker struct {
	data    string
	pos     int
	depth   int
	scratch []byte

	// What has been read of the objects and arrays that are not complete yet, the outermost first.
	fields   []field
	elements []any
}

type field struct {
	name  string
	value any
}

// release forgets what was read but keeps the room it took, unless that was a lot.
func (w *walker) release() {
	const keep = 256
	fields, elements := w.fields[:cap(w.fields)], w.elements[:cap(w.elements)]
	*w = walker{}
	if len(fields) <= keep && len(elements) <= keep {
		clear(fields)
		clear(elements)
		w.fields, w.elements = fields[:0], elements[:0]
	}
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
		return w.string(), nil
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
	base := len(w.fields)
	var names *nameSet // once there is a name that is not one of the common ones
	for {
		w.space()
		at := w.pos
		name, common := w.name()
		if prev, dup := w.repeats(&names, base, name, common); dup {
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
		w.fields = append(w.fields, field{name, v})
		c := w.space()
		w.pos++
		if c == '}' {
			break
		}
	}
	o := make(Object, len(w.fields)-base)
	for _, f := range w.fields[base:] {
		o[f.name] = f.value
	}
	w.fields = w.fields[:base]
	return o, nil
}

// repeats reports whether an object has the name already, in whatever case, and as what. Of the common names no two differ in
// case only and there are few, so as long as there are no others, it is enough to look for the name itself.
func (w *walker) repeats(names **nameSet, base int, name string, common bool) (string, bool) {
	if common && *names == nil {
		for i := base; i < len(w.fields); i++ {
			if w.fields[i].name == name {
				return name, true
			}
		}
		return "", false
	}
	if *names == nil {
		*names = new(nameSet)
		for _, f := range w.fields[base:] {
			(*names).add(f.name)
		}
	}
	return (*names).add(name)
}

func (w *walker) array(depth int) (any, *walkError) {
	w.pos++
	if w.space() == ']' {
		w.pos++
		return []any{}, nil
	}
	base := len(w.elements)
	for {
		v, err := w.value(depth)
		if err != nil {
			return nil, err.in(strconv.Itoa(len(w.elements) - base))
		}
		w.elements = append(w.elements, v)
		c := w.space()
		w.pos++
		if c == ']' {
			break
		}
	}
	a := make([]any, len(w.elements)-base)
	copy(a, w.elements[base:])
	w.elements = w.elements[:base]
	return a, nil
}

// name reads the name of a member; common ones come from a small table, which saves an allocation each.
func (w *walker) name() (name string, common bool) {
	start := w.pos + 1
	if n := strings.IndexByte(w.data[start:], '"'); n >= 0 {
		if s, ok := commonNames[w.data[start:start+n]]; ok {
			w.pos = start + n + 1
			return s, true
		}
	}
	return w.string(), false
}

// string reads a string literal.
func (w *walker) string() string {
	start := w.pos + 1
	n := strings.IndexByte(w.data[start:], '"')
	text := w.data[start : start+n]
	if strings.IndexByte(text, '\\') >= 0 {
		return w.escaped(w.pos)
	}
	w.pos = start + n + 1
	return text
}

func (w *walker) escaped(start int) string {
	i := start + 1
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
	text := w.data[start:w.pos]
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
