package expr_test

import (
	"reflect"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"github.com/entrasim/entrasim/simulator/internal/expr"
)

// nodes generates trees whose functions have the right number of arguments.
func nodes(depth int) *rapid.Generator[expr.Node] {
	return rapid.Custom(func(t *rapid.T) expr.Node {
		kind := rapid.IntRange(0, 3).Draw(t, "kind")
		if depth <= 0 && kind == 3 {
			kind = 0
		}
		switch kind {
		case 0:
			return &expr.Literal{Text: rapid.String().Draw(t, "text")}
		case 1:
			return &expr.Attribute{Name: rapid.StringMatching(`[A-Za-z][A-Za-z0-9_. ]{0,8}`).Draw(t, "attribute")}
		case 2:
			return &expr.Literal{Number: true, Text: rapid.StringMatching(`-?[0-9]{1,12}|&H[0-9A-F]{1,8}`).Draw(t, "number")}
		default:
			return calls(depth).Filter(func(n expr.Node) bool { return n.(*expr.Call).Name != expr.SelectUnique }).Draw(t, "call")
		}
	})
}

func calls(depth int) *rapid.Generator[expr.Node] {
	return rapid.Custom(func(t *rapid.T) expr.Node {
		s := rapid.SampledFrom(expr.Functions()).Draw(t, "function")
		call := &expr.Call{Name: s.Name}
		n := len(s.Parameters)
		if n > 0 && s.Parameters[n-1].Repeated {
			n += 2 * rapid.IntRange(0, 2).Draw(t, "more")
		}
		if s.Name == "Switch" {
			n++
		}
		for i := range n {
			p := expr.Parameter{}
			if i < len(s.Parameters) {
				p = s.Parameters[i]
			}
			if !p.Required && i > 0 && rapid.Bool().Draw(t, "blank") {
				call.Args = append(call.Args, &expr.Omitted{})
				continue
			}
			arg := nodes(depth-1).Draw(t, "argument")
			if i == 0 && (s.Name == "IIF" || s.Name == "CBool") && rapid.Bool().Draw(t, "comparison") {
				op := rapid.SampledFrom([]string{"=", "<>", ">", ">=", "<", "<="}).Draw(t, "operator")
				arg = &expr.Comparison{Op: op, Left: arg, Right: nodes(depth-1).Draw(t, "right")}
			}
			call.Args = append(call.Args, arg)
		}
		return call
	})
}

func TestPrintedExpressionParsesBack(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		n := calls(3).Draw(t, "expression")
		text := n.String()
		if len([]rune(text)) > expr.MaxLength {
			t.Skip("longer than an expression may be")
		}
		e, err := expr.Parse(text)
		if err != nil {
			t.Fatalf("the printed expression does not parse: %v\n%s", err, text)
		}
		if got := e.String(); got != text {
			t.Fatalf("print ∘ parse is not the identity:\ngot  %s\nwant %s", got, text)
		}
		if got, want := shape(e.Root()), shape(n); !reflect.DeepEqual(got, want) {
			t.Fatalf("the parsed tree differs:\ngot  %v\nwant %v", got, want)
		}
	})
}

// shape is a tree without positions.
func shape(n expr.Node) any {
	switch n := n.(type) {
	case *expr.Call:
		parts := []any{"call", n.Name}
		for _, a := range n.Args {
			parts = append(parts, shape(a))
		}
		return parts
	case *expr.Comparison:
		return []any{n.Op, shape(n.Left), shape(n.Right)}
	case *expr.Literal:
		return []any{"literal", n.Text, n.Number}
	case *expr.Attribute:
		return []any{"attribute", n.Name}
	case *expr.Keyword:
		return []any{"keyword", n.Name}
	default:
		return "omitted"
	}
}

func TestEvaluationNeverPanics(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		text := calls(3).Draw(t, "expression").String()
		e, err := expr.Parse(text)
		if err != nil {
			t.Skip("not an expression")
		}
		source := expr.Attributes{}
		for _, a := range e.Attributes() {
			source[a.Name] = rapid.SliceOfN(rapid.SampledFrom([]string{"", "a", "True", "7", "-1", "2020-01-31", "Zoë 😀"}), 0, 3).Draw(t, a.Name)
		}
		v, err := e.Eval(context(source))
		again, errAgain := e.Eval(context(source))
		if (err == nil) != (errAgain == nil) || v.String() != again.String() {
			t.Fatalf("%s is not deterministic: %s (%v), then %s (%v)", e, v, err, again, errAgain)
		}
		if v.IsNull() != (len(v.Strings()) == 0) {
			t.Fatalf("%s: a null has values, or a value has none: %v", e, v.Strings())
		}
	})
}

func FuzzParse(f *testing.F) {
	for _, s := range []string{
		`Switch([IsSoftDeleted], , "False", "True", "True", "False")`, `Join(" ", [givenName], [surname])`,
		`IIF([country]="USA",[a],InStr([b], "x", 3, vbTextCompare))`, `Replace([m], , "\\+(?<a>\\d)", , "${a}", , )`,
		`BitAnd(&HF, -7)`, `ToLower("`, `[`, `"\`, "Now(\n)",
	} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, text string) {
		e, err := expr.Parse(text)
		if err != nil {
			if !strings.HasPrefix(err.Error(), "line ") {
				t.Fatalf("parse %q: the error has no position: %v", text, err)
			}
			return
		}
		printed := e.String()
		if len([]rune(printed)) > expr.MaxLength {
			return
		}
		again, err := expr.Parse(printed)
		if err != nil || again.String() != printed {
			t.Fatalf("%q prints as %q, which parses as %q (%v)", text, printed, again, err)
		}
		_, _ = e.Eval(context(expr.Attributes{"givenName": {"a", "b"}}))
	})
}
