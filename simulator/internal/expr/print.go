package expr

import "strings"

// String implements Node. Blank arguments keep their commas: Replace([a], "-", , , "_", , ).
func (n *Call) String() string {
	var b strings.Builder
	b.WriteString(n.Name)
	b.WriteByte('(')
	for i, a := range n.Args {
		if i > 0 {
			b.WriteString(", ")
		}
		b.WriteString(a.String())
	}
	b.WriteByte(')')
	return b.String()
}

// String implements Node.
func (n *Attribute) String() string { return "[" + n.Name + "]" }

// String implements Node.
func (n *Literal) String() string {
	if n.Number {
		return n.Text
	}
	return quote(n.Text)
}

// String implements Node.
func (n *Keyword) String() string { return n.Name }

// String implements Node.
func (n *Comparison) String() string {
	return n.Left.String() + " " + n.Op + " " + n.Right.String()
}

// String implements Node.
func (n *Omitted) String() string { return "" }

var quoteEscaper = strings.NewReplacer(`\`, `\\`, `"`, `\"`)

func quote(s string) string { return `"` + quoteEscaper.Replace(s) + `"` }
