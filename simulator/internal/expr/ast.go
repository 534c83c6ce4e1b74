package expr

import (
	"fmt"

	"github.com/entrasim/entrasim/simulator/internal/expr/dotnet"
)

// Pos is a place in an expression. Line and Column count from 1, columns in characters; Offset is in bytes from 0.
type Pos struct{ Line, Column, Offset int }

// String is "line L, column C".
func (p Pos) String() string { return fmt.Sprintf("line %d, column %d", p.Line, p.Column) }

// Node is a part of an expression.
type Node interface {
	// Pos is where the part begins.
	Pos() Pos
	// String is the part in canonical form.
	String() string
	node()
}

// The kinds of nodes.
type (
	// Call is a function with its arguments. A blank argument is an *Omitted.
	Call struct {
		At   Pos
		Name string
		Args []Node
		// pattern is the compiled regular expression of a Replace whose pattern is a literal, so that evaluation does
		// not compile it for every object.
		pattern *dotnet.Regexp
	}
	// Attribute is a source attribute in brackets.
	Attribute struct {
		At   Pos
		Name string
	}
	// Literal is a text in quotes, or a number, which has the same meaning as its digits in quotes.
	Literal struct {
		At     Pos
		Text   string // decoded text; for numbers as written, including &H
		Number bool
	}
	// Keyword is one of vbTextCompare, vbBinaryCompare, IgnoreAttributeFlow, IgnoreObjectFlow.
	Keyword struct {
		At   Pos
		Name string
	}
	// Comparison is a condition inside IIF or CBool.
	Comparison struct {
		At          Pos
		Op          string // = <> > >= < <=
		Left, Right Node
	}
	// Omitted is a blank argument: Switch([a], , "k", "v").
	Omitted struct{ At Pos }
)

// The keywords of the language; the second pair is known from HR samples only.
const (
	keywordTextCompare     = "vbTextCompare"
	keywordBinaryCompare   = "vbBinaryCompare"
	keywordIgnoreAttribute = "IgnoreAttributeFlow"
	keywordIgnoreObject    = "IgnoreObjectFlow"
)

// Pos implements Node.
func (n *Call) Pos() Pos { return n.At }

// Pos implements Node.
func (n *Attribute) Pos() Pos { return n.At }

// Pos implements Node.
func (n *Literal) Pos() Pos { return n.At }

// Pos implements Node.
func (n *Keyword) Pos() Pos { return n.At }

// Pos implements Node.
func (n *Comparison) Pos() Pos { return n.At }

// Pos implements Node.
func (n *Omitted) Pos() Pos { return n.At }

func (*Call) node()       {}
func (*Attribute) node()  {}
func (*Literal) node()    {}
func (*Keyword) node()    {}
func (*Comparison) node() {}
func (*Omitted) node()    {}

// walk visits a node and everything below it, in the order of the text.
func walk(n Node, visit func(Node)) {
	visit(n)
	switch n := n.(type) {
	case *Call:
		for _, a := range n.Args {
			walk(a, visit)
		}
	case *Comparison:
		walk(n.Left, visit)
		walk(n.Right, visit)
	}
}
