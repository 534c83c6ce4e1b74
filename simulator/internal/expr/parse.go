package expr

import (
	"fmt"
	"slices"
	"unicode/utf8"
)

const (
	// MaxLength is the longest expression in characters (KNOWN, engine §5.4).
	MaxLength = 10_000
	// maxDepth bounds the nesting of functions. Microsoft states no limit; real expressions stay below 20.
	maxDepth = 100
)

// Expr is a parsed and checked expression. The zero Expr has no value and no text; only Parse makes a usable one.
// An Expr does not change and may be used by several goroutines.
type Expr struct{ root Node }

// Parse reads an expression: a function call, or the short forms of a direct mapping ([mail]) and of a constant
// ("text"). Function names, argument counts and the places of comparisons and keywords are checked; attribute names
// are not, because they depend on the directory: see Attributes. The error is a *SyntaxError.
func Parse(text string) (Expr, error) {
	if n := utf8.RuneCountInString(text); n > MaxLength {
		return Expr{}, &SyntaxError{
			Pos:     Pos{Line: 1, Column: 1},
			Problem: fmt.Sprintf("the expression has %d characters, the limit is %d", n, MaxLength),
		}
	}
	if !utf8.ValidString(text) {
		return Expr{}, &SyntaxError{Pos: Pos{Line: 1, Column: 1}, Problem: "the expression is not valid UTF-8"}
	}
	p := &parser{lex: lexer{src: text, pos: Pos{Line: 1, Column: 1}}}
	if err := p.advance(); err != nil {
		return Expr{}, err
	}
	root, err := p.value()
	if err != nil {
		return Expr{}, err
	}
	if p.tok.kind == tokenOperator {
		return Expr{}, p.comparisonOutside()
	}
	if p.tok.kind != tokenEnd {
		return Expr{}, p.fail(fmt.Sprintf("%s after the end of the expression", p.tok.describe()), "")
	}
	if k, ok := root.(*Keyword); ok {
		return Expr{}, &SyntaxError{Pos: k.At, Problem: k.Name + " cannot stand alone"}
	}
	if err := checkUnique(root); err != nil {
		return Expr{}, err
	}
	return Expr{root: root}, nil
}

// Root is the top of the tree; nil for the zero Expr.
func (e Expr) Root() Node { return e.root }

// IsZero reports whether the expression is the zero Expr.
func (e Expr) IsZero() bool { return e.root == nil }

// IsCall reports whether the expression is a function, as Microsoft demands of mappings of type Expression.
func (e Expr) IsCall() bool {
	_, ok := e.root.(*Call)
	return ok
}

// String is the expression in canonical form; it parses back to the same tree.
func (e Expr) String() string {
	if e.root == nil {
		return ""
	}
	return e.root.String()
}

// Attributes lists the attributes the expression reads, in the order of the text, with repetitions.
func (e Expr) Attributes() []*Attribute {
	var found []*Attribute
	e.Walk(func(n Node) {
		if a, ok := n.(*Attribute); ok {
			found = append(found, a)
		}
	})
	return found
}

// Reads reports whether the expression reads the attribute.
func (e Expr) Reads(attribute string) bool {
	return slices.ContainsFunc(e.Attributes(), func(a *Attribute) bool { return a.Name == attribute })
}

// Walk visits every part of the expression in the order of the text.
func (e Expr) Walk(visit func(Node)) {
	if e.root != nil {
		walk(e.root, visit)
	}
}

type parser struct {
	lex   lexer
	tok   token
	depth int
}

func (p *parser) advance() (err error) {
	p.tok, err = p.lex.next()
	return err
}

func (p *parser) fail(problem, hint string) error {
	return &SyntaxError{Pos: p.tok.at, Problem: problem, Hint: hint}
}

// value reads everything that can be an argument, except comparisons.
func (p *parser) value() (Node, error) {
	t := p.tok
	switch t.kind {
	case tokenName:
		if err := p.advance(); err != nil {
			return nil, err
		}
		if p.tok.kind == tokenOpen {
			return p.call(t)
		}
		return bareName(t)
	case tokenAttribute:
		return &Attribute{At: t.at, Name: t.text}, p.advance()
	case tokenString:
		return &Literal{At: t.at, Text: t.text}, p.advance()
	case tokenNumber:
		return &Literal{At: t.at, Text: t.text, Number: true}, p.advance()
	case tokenEnd:
		return nil, p.fail("the expression ends too early", "write a function, an attribute in brackets or a text in quotation marks")
	default:
		return nil, p.fail("unexpected "+t.describe(), "")
	}
}

func bareName(t token) (Node, error) {
	switch t.text {
	case keywordTextCompare, keywordBinaryCompare, keywordIgnoreAttribute, keywordIgnoreObject:
		return &Keyword{At: t.at, Name: t.text}, nil
	case "AND", "OR", "And", "Or", "and", "or":
		return nil, &SyntaxError{Pos: t.at, Problem: "the language has no " + t.text, Hint: "nest IIF in the true branch for AND, in the false branch for OR"}
	}
	if _, ok := functions[t.text]; ok {
		return nil, &SyntaxError{Pos: t.at, Problem: "the function " + t.text + " has no arguments", Hint: "write " + t.text + "(…)"}
	}
	return nil, &SyntaxError{
		Pos: t.at, Problem: fmt.Sprintf("%q is neither a function nor a keyword", t.text),
		Hint: "attributes stand in brackets, texts in quotation marks",
	}
}

func (p *parser) call(name token) (Node, error) {
	if p.depth++; p.depth > maxDepth {
		return nil, &SyntaxError{Pos: name.at, Problem: fmt.Sprintf("functions are nested more than %d deep", maxDepth)}
	}
	defer func() { p.depth-- }()
	fn, err := lookUp(name)
	if err != nil {
		return nil, err
	}
	if err := p.advance(); err != nil {
		return nil, err
	}
	n := &Call{At: name.at, Name: name.text}
	for {
		arg, err := p.argument(fn, len(n.Args))
		if err != nil {
			return nil, err
		}
		n.Args = append(n.Args, arg)
		switch p.tok.kind {
		case tokenComma:
			if err := p.advance(); err != nil {
				return nil, err
			}
			continue
		case tokenClose:
		case tokenEnd:
			return nil, p.fail(fmt.Sprintf("the function %s is not closed", name.text), "write ) after its last argument")
		default:
			return nil, p.fail(fmt.Sprintf("%s after an argument of %s", p.tok.describe(), name.text), "arguments are separated by commas")
		}
		break
	}
	if _, blank := n.Args[0].(*Omitted); blank && len(n.Args) == 1 {
		n.Args = nil
	}
	if err := fn.check(n); err != nil {
		return nil, err
	}
	return n, p.advance()
}

// argument reads one argument, which may be blank; a comparison is read where the function takes a condition.
func (p *parser) argument(fn *function, index int) (Node, error) {
	if p.tok.kind == tokenComma || p.tok.kind == tokenClose {
		return &Omitted{At: p.tok.at}, nil
	}
	at := p.tok.at
	left, err := p.value()
	if err != nil || p.tok.kind != tokenOperator {
		return left, err
	}
	if !fn.condition || index != 0 {
		return nil, p.comparisonOutside()
	}
	op := p.tok.text
	if err := p.advance(); err != nil {
		return nil, err
	}
	right, err := p.value()
	if err != nil {
		return nil, err
	}
	if p.tok.kind == tokenOperator {
		return nil, p.fail("a condition has one comparison", "nest IIF to combine conditions")
	}
	return &Comparison{At: at, Op: op, Left: left, Right: right}, nil
}

func (p *parser) comparisonOutside() error {
	return p.fail(fmt.Sprintf("the comparison %s stands outside a condition", p.tok.text), "comparisons are the first argument of IIF or CBool")
}
