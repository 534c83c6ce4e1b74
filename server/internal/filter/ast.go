package filter

import (
	"strings"

	"github.com/entrasim/entrasim/server/internal/scim"
)

// Expr is a parsed filter: one of *And, *Or, *Not, *Compare and *ValuePath.
type Expr interface {
	// Pos is the byte column, from 1, at which the expression starts.
	Pos() int
	// String returns the expression in canonical notation; parsing it gives an equal expression.
	String() string
	expr()
}

// And holds if all terms do. It has two terms at least, none of them an *And.
type And struct{ Terms []Expr }

// Or holds if one of its terms does. It has two terms at least, none of them an *Or.
type Or struct{ Terms []Expr }

// Not holds if X does not.
type Not struct {
	X      Expr
	Column int
}

// Compare is a comparison of an attribute with a literal, or its presence.
type Compare struct {
	Path   string // as written, unresolved
	Op     Op
	Value  Value // not for PR
	Column int
}

// ValuePath holds if one element of the attribute at Path satisfies Filter, whose paths are relative to the element.
type ValuePath struct {
	Path   string // as written, unresolved
	Filter Expr
	Column int
}

func (*And) expr()       {}
func (*Or) expr()        {}
func (*Not) expr()       {}
func (*Compare) expr()   {}
func (*ValuePath) expr() {}

// Pos returns the position of the first term.
func (e *And) Pos() int { return e.Terms[0].Pos() }

// Pos returns the position of the first term.
func (e *Or) Pos() int { return e.Terms[0].Pos() }

// Pos returns the position of the word not.
func (e *Not) Pos() int { return e.Column }

// Pos returns the position of the attribute.
func (e *Compare) Pos() int { return e.Column }

// Pos returns the position of the attribute.
func (e *ValuePath) Pos() int { return e.Column }

func (e *And) String() string       { return render(e) }
func (e *Or) String() string        { return render(e) }
func (e *Not) String() string       { return render(e) }
func (e *Compare) String() string   { return render(e) }
func (e *ValuePath) String() string { return render(e) }

func render(e Expr) string {
	var b strings.Builder
	write(&b, e)
	return b.String()
}

func write(b *strings.Builder, e Expr) {
	switch e := e.(type) {
	case *And:
		for i, t := range e.Terms {
			if i > 0 {
				b.WriteString(" and ")
			}
			if _, or := t.(*Or); or {
				b.WriteByte('(')
				write(b, t)
				b.WriteByte(')')
				continue
			}
			write(b, t)
		}
	case *Or:
		for i, t := range e.Terms {
			if i > 0 {
				b.WriteString(" or ")
			}
			write(b, t)
		}
	case *Not:
		b.WriteString("not (")
		write(b, e.X)
		b.WriteByte(')')
	case *Compare:
		b.WriteString(e.Path)
		b.WriteByte(' ')
		b.WriteString(e.Op.String())
		if e.Op != PR {
			b.WriteByte(' ')
			b.WriteString(e.Value.String())
		}
	case *ValuePath:
		b.WriteString(e.Path)
		b.WriteByte('[')
		write(b, e.Filter)
		b.WriteByte(']')
	}
}

// Op is a comparison operator (RFC 7644 §3.4.2.2, table 3).
type Op uint8

// The operators.
const (
	EQ Op = iota
	NE
	CO
	SW
	EW
	GT
	GE
	LT
	LE
	PR
)

var opNames = [...]string{"eq", "ne", "co", "sw", "ew", "gt", "ge", "lt", "le", "pr"}

func (o Op) String() string { return opNames[o] }

// isOrdering reports whether the operator needs an order.
func (o Op) isOrdering() bool { return o >= GT && o <= LE }

// isPartial reports whether the operator looks at a part of a string.
func (o Op) isPartial() bool { return o >= CO && o <= EW }

func opByName(word string) (Op, bool) {
	if len(word) != 2 {
		return 0, false
	}
	for i, n := range opNames {
		if word[0]|0x20 == n[0] && word[1]|0x20 == n[1] {
			return Op(i), true
		}
	}
	return 0, false
}

// Kind is the kind of a literal.
type Kind uint8

// The literal kinds.
const (
	Null Kind = iota
	Bool
	Number
	String
)

// Value is a literal of a filter.
type Value struct {
	Kind Kind
	Bool bool
	Text string // String: the decoded text; Number: the literal as written
}

// String returns the literal as a filter has it.
func (v Value) String() string {
	switch v.Kind {
	case Bool:
		if v.Bool {
			return "true"
		}
		return "false"
	case Number:
		return v.Text
	case String:
		return string(scim.AppendString(nil, v.Text))
	default:
		return "null"
	}
}
