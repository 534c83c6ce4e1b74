package mapping

import (
	"fmt"
	"strings"

	"github.com/entrasim/entrasim/simulator/internal/expr"
	"github.com/entrasim/entrasim/simulator/internal/mapping/syncschema"
)

// Tree gives an expression in the form of Graph: text and tree. Omitted arguments have no entry, repeated ones repeat
// their key, numbers become constants (engine §5.4). A comparison has no published form in the tree; it is a constant
// that holds its text.
func Tree(e expr.Expr) *syncschema.Source {
	if e.IsZero() {
		return nil
	}
	return tree(e.Root())
}

func tree(n expr.Node) *syncschema.Source {
	s := &syncschema.Source{Expression: n.String(), Parameters: []syncschema.Parameter{}}
	switch n := n.(type) {
	case *expr.Attribute:
		s.Name, s.Type = n.Name, syncschema.SourceAttribute
	case *expr.Call:
		s.Name, s.Type = n.Name, syncschema.SourceFunction
		signature, _ := expr.SignatureOf(n.Name)
		for i, arg := range n.Args {
			if _, omitted := arg.(*expr.Omitted); !omitted {
				s.Parameters = append(s.Parameters, syncschema.Parameter{Key: signature.Key(i), Value: tree(arg)})
			}
		}
	case *expr.Literal:
		s.Name, s.Type = n.Text, syncschema.SourceConstant
		s.Expression = constantText(n.Text)
	default:
		s.Name, s.Type = n.String(), syncschema.SourceConstant
		s.Expression = constantText(n.String())
	}
	return s
}

// constantText writes a text as an expression.
func constantText(s string) string { return (&expr.Literal{Text: s}).String() }

// expression reads a source node. The text is what counts; a source without text is rebuilt from its tree.
func expression(s *syncschema.Source) (expr.Expr, error) {
	if s.Type == syncschema.SourceConstant && (s.Name != "" || s.Expression == "") {
		return expr.Parse(constantText(s.Name))
	}
	if s.Expression != "" {
		return expr.Parse(s.Expression)
	}
	text, err := textOf(s)
	if err != nil {
		return expr.Expr{}, err
	}
	return expr.Parse(text)
}

// textOf writes a tree as an expression, blank arguments for the parameters it does not have.
func textOf(s *syncschema.Source) (string, error) {
	switch s.Type {
	case syncschema.SourceAttribute:
		return "[" + s.Name + "]", nil
	case syncschema.SourceConstant:
		return constantText(s.Name), nil
	}
	signature, ok := expr.SignatureOf(s.Name)
	if !ok {
		// The parser knows best what to say about the name.
		return s.Name + "()", nil
	}
	var args []string
	next := 0
	for _, p := range s.Parameters {
		for next < len(signature.Parameters)-1 && !strings.EqualFold(signature.Key(next), p.Key) {
			args = append(args, "")
			next++
		}
		if next >= len(signature.Parameters) || !strings.EqualFold(signature.Key(next), p.Key) || p.Value == nil {
			return "", fmt.Errorf("the parameter %q of %s is unknown, repeated, out of order or empty; the form is %s", p.Key, s.Name, signature)
		}
		arg, err := textOf(p.Value)
		if err != nil {
			return "", err
		}
		args = append(args, arg)
		if !signature.Parameters[next].Repeated {
			next++
		}
	}
	return s.Name + "(" + strings.Join(args, ", ") + ")", nil
}

// sameTree reports whether a tree of the document says what the expression says; documents without a tree agree. Keys
// are not compared, as those of most functions are not published.
func sameTree(given, made *syncschema.Source) bool {
	if given.Name != made.Name || given.Type != made.Type || len(given.Parameters) != len(made.Parameters) {
		return len(given.Parameters) == 0 && given.Name == ""
	}
	for i, p := range given.Parameters {
		q := made.Parameters[i]
		if p.Value == nil || !sameTree(p.Value, q.Value) {
			return false
		}
	}
	return true
}
