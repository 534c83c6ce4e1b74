package expr

import (
	"fmt"
	"maps"
	"slices"
	"strings"
)

// Parameter describes one parameter of a function, as Graph's functions listing does.
type Parameter struct {
	Name     string // the key of the parameter in a source tree (engine §5.4)
	Type     string // attribute type of Graph
	Required bool   // must be written and not blank
	Blank    bool   // must be written but may be blank
	Repeated bool   // the last parameter may come several times
}

// Signature is the name of a function with its parameters.
type Signature struct {
	Name       string
	Parameters []Parameter
}

// String is the signature for people: Mid(source, start, length), optional parameters in brackets.
func (s Signature) String() string {
	var b strings.Builder
	b.WriteString(s.Name)
	b.WriteByte('(')
	for i, p := range s.Parameters {
		if i > 0 {
			b.WriteString(", ")
		}
		name := p.Name
		if p.Repeated {
			name += "…"
		}
		if !p.Required && !p.Blank {
			name = "[" + name + "]"
		}
		b.WriteString(name)
	}
	b.WriteByte(')')
	return b.String()
}

// Key is the name of the parameter at a position; repeated parameters repeat theirs.
func (s Signature) Key(position int) string {
	if len(s.Parameters) == 0 {
		return ""
	}
	return s.Parameters[min(position, len(s.Parameters)-1)].Name
}

// Functions lists every function that can be evaluated, by name.
func Functions() []Signature {
	var all []Signature
	for _, name := range slices.Sorted(maps.Keys(functions)) {
		if functions[name].Name == name {
			all = append(all, functions[name].Signature)
		}
	}
	return all
}

// SignatureOf gives the signature of a function by the name an expression uses.
func SignatureOf(name string) (Signature, bool) {
	f, ok := functions[name]
	if !ok {
		return Signature{}, false
	}
	return f.Signature, true
}

// function is a function of the language.
type function struct {
	Signature
	eval      func(*call) (Value, error)
	prepare   func(*Call) error     // further checks and work that is done once; the error is a *SyntaxError
	condition bool                  // its first argument may be a comparison
	extra     func(args int) string // a further rule for the argument count; gives the problem or ""
	keyword   func(i int) bool      // positions where vbTextCompare and vbBinaryCompare may stand
}

// lookUp finds a function by name and explains why there is none.
func lookUp(name token) (*function, error) {
	if f, ok := functions[name.text]; ok {
		return f, nil
	}
	if reason, ok := refused[name.text]; ok {
		return nil, &SyntaxError{Pos: name.at, Problem: name.text + " cannot be used here: " + reason}
	}
	err := &SyntaxError{Pos: name.at, Problem: fmt.Sprintf("unknown function %q", name.text)}
	known := append(slices.Sorted(maps.Keys(functions)), slices.Sorted(maps.Keys(refused))...)
	if s := Suggest(name.text, known); s != "" {
		err.Hint = "did you mean " + s + "?"
		if strings.EqualFold(s, name.text) {
			err.Hint += " Names are case-sensitive"
		}
	}
	return nil, err
}

// check holds the arguments of a call against the signature.
func (f *function) check(n *Call) error {
	least, most := 0, len(f.Parameters)
	for i, p := range f.Parameters {
		if p.Required || p.Blank {
			least = i + 1
		}
		if p.Repeated {
			most = -1
		}
	}
	wrong := func(problem string) error {
		return &SyntaxError{Pos: n.At, Problem: problem, Hint: "the form is " + f.String()}
	}
	if len(n.Args) < least || most >= 0 && len(n.Args) > most {
		return wrong(fmt.Sprintf("%s has %s", n.Name, count(len(n.Args))))
	}
	if f.extra != nil {
		if problem := f.extra(len(n.Args)); problem != "" {
			return wrong(problem)
		}
	}
	for i, a := range n.Args {
		switch a := a.(type) {
		case *Omitted:
			if i < len(f.Parameters) && f.Parameters[i].Required {
				return &SyntaxError{Pos: a.At, Problem: fmt.Sprintf("the argument %s of %s is blank", f.Parameters[i].Name, n.Name), Hint: "the form is " + f.String()}
			}
		case *Keyword:
			compare := a.Name == keywordTextCompare || a.Name == keywordBinaryCompare
			if compare && (f.keyword == nil || !f.keyword(i)) {
				return &SyntaxError{Pos: a.At, Problem: a.Name + " has a meaning only as the fourth argument of InStr"}
			}
		}
	}
	if f.prepare != nil {
		return f.prepare(n)
	}
	return nil
}

func count(n int) string {
	switch n {
	case 0:
		return "no arguments"
	case 1:
		return "1 argument"
	default:
		return fmt.Sprintf("%d arguments", n)
	}
}
