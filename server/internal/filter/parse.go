package filter

import (
	"github.com/entrasim/entrasim/server/internal/schema"
	"github.com/entrasim/entrasim/server/internal/scim"
)

// Limits bound what Parse accepts. A zero field means its default.
type Limits struct {
	Length   int  // bytes, default 8192
	Depth    int  // nesting of brackets of either kind, default 32
	Unquoted bool // accept values without quotes (Q78)
	Bare     bool // refuse a path behind a value filter (Q16), as figure 1 of the RFC does
}

// LimitsFor returns the default limits with the notations that mode tolerates.
func LimitsFor(mode schema.Mode) Limits {
	return Limits{Unquoted: mode.UnquotedLiterals, Bare: !mode.PathAfterFilter}
}

const (
	defaultLength = 8 << 10
	defaultDepth  = 32
)

func (l Limits) withDefaults() Limits {
	if l.Length <= 0 {
		l.Length = defaultLength
	}
	if l.Depth <= 0 {
		l.Depth = defaultDepth
	}
	return l
}

// Parse reads a filter. It returns a *scim.Error invalidFilter naming the byte column at which the input stops making
// sense.
func Parse(s string, lim Limits) (Expr, error) {
	p := parser{lexer: lexer{src: s, scimType: scim.InvalidFilter}, lim: lim.withDefaults()}
	if err := p.begin(); err != nil {
		return nil, err
	}
	if p.tok.kind == end {
		return nil, p.errorf(p.tok.pos, "empty; an expression such as userName eq \"x\" is expected")
	}
	e, err := p.or()
	if err != nil {
		return nil, err
	}
	if p.tok.kind != end {
		return nil, p.errorf(p.tok.pos, "unexpected %s; and, or, or the end is expected", p.describe())
	}
	return e, nil
}

type parser struct {
	lexer
	tok   token
	lim   Limits
	depth int
}

// begin checks the length and reads the first token.
func (p *parser) begin() error {
	if len(p.src) > p.lim.Length {
		return p.errorf(p.lim.Length, "longer than %d bytes", p.lim.Length)
	}
	if err := p.advance(); err != nil {
		return err
	}
	return nil
}

func (p *parser) advance() *scim.Error {
	t, err := p.next()
	p.tok = t
	return err
}

// describe names the current token for an error text.
func (p *parser) describe() string {
	switch p.tok.kind {
	case end:
		return "end"
	case text:
		return "string"
	default:
		return scim.Quote(p.tok.text)
	}
}

func (p *parser) enter() *scim.Error {
	if p.depth++; p.depth > p.lim.Depth {
		return p.errorf(p.tok.pos, "nested deeper than %d levels", p.lim.Depth)
	}
	return nil
}

func (p *parser) or() (Expr, *scim.Error) {
	first, err := p.and()
	if err != nil || !p.tok.isWord("or") {
		return first, err
	}
	terms := appendOr(nil, first)
	for p.tok.isWord("or") {
		if err := p.advance(); err != nil {
			return nil, err
		}
		t, err := p.and()
		if err != nil {
			return nil, err
		}
		terms = appendOr(terms, t)
	}
	return &Or{Terms: terms}, nil
}

func appendOr(terms []Expr, e Expr) []Expr {
	if o, ok := e.(*Or); ok {
		return append(terms, o.Terms...)
	}
	return append(terms, e)
}

func (p *parser) and() (Expr, *scim.Error) {
	first, err := p.factor()
	if err != nil || !p.tok.isWord("and") {
		return first, err
	}
	terms := appendAnd(nil, first)
	for p.tok.isWord("and") {
		if err := p.advance(); err != nil {
			return nil, err
		}
		t, err := p.factor()
		if err != nil {
			return nil, err
		}
		terms = appendAnd(terms, t)
	}
	return &And{Terms: terms}, nil
}

func appendAnd(terms []Expr, e Expr) []Expr {
	if a, ok := e.(*And); ok {
		return append(terms, a.Terms...)
	}
	return append(terms, e)
}

// factor reads a group, a negated group, or an expression on an attribute.
func (p *parser) factor() (Expr, *scim.Error) {
	start := p.tok.pos
	if p.tok.is('(') {
		return p.group()
	}
	if p.tok.kind != word {
		return nil, p.errorf(start, "unexpected %s; an attribute name is expected", p.describe())
	}
	path := p.tok
	if err := p.advance(); err != nil {
		return nil, err
	}
	if path.isWord("not") && p.tok.is('(') {
		x, err := p.group()
		if err != nil {
			return nil, err
		}
		return &Not{X: x, Column: start + 1}, nil
	}
	if err := p.checkPath(path); err != nil {
		return nil, err
	}
	if p.tok.is('[') {
		return p.valuePath(path)
	}
	return p.compare(path)
}

func (p *parser) group() (Expr, *scim.Error) {
	open := p.tok.pos
	if err := p.enter(); err != nil {
		return nil, err
	}
	if err := p.advance(); err != nil {
		return nil, err
	}
	e, err := p.or()
	if err != nil {
		return nil, err
	}
	if !p.tok.is(')') {
		return nil, p.errorf(p.tok.pos, "unexpected %s; a \")\" for the \"(\" at column %d is expected", p.describe(), open+1)
	}
	p.depth--
	return e, p.advance()
}

// valuePath reads attr[filter], and what Entra may put behind it (Q16).
func (p *parser) valuePath(path token) (Expr, *scim.Error) {
	inner, err := p.brackets()
	if err != nil {
		return nil, err
	}
	vp := &ValuePath{Path: path.text, Filter: inner, Column: path.pos + 1}
	if !p.tok.is('.') || p.lim.Bare {
		return vp, nil
	}
	sub, err := p.subAttribute()
	if err != nil {
		return nil, err
	}
	c, err := p.compare(sub)
	if err != nil {
		return nil, err
	}
	vp.Filter = &And{Terms: append(appendAnd(nil, inner), c)}
	return vp, nil
}

func (p *parser) brackets() (Expr, *scim.Error) {
	open := p.tok.pos
	if err := p.enter(); err != nil {
		return nil, err
	}
	if err := p.advance(); err != nil {
		return nil, err
	}
	e, err := p.or()
	if err != nil {
		return nil, err
	}
	if !p.tok.is(']') {
		return nil, p.errorf(p.tok.pos, "unexpected %s; a \"]\" for the \"[\" at column %d is expected", p.describe(), open+1)
	}
	p.depth--
	return e, p.advance()
}

// subAttribute reads the name behind "].".
func (p *parser) subAttribute() (token, *scim.Error) {
	dot := p.tok.pos
	if err := p.advance(); err != nil {
		return token{}, err
	}
	sub := p.tok
	if sub.kind != word || !isName(sub.text) || sub.pos != dot+1 {
		return token{}, p.errorf(sub.pos, "unexpected %s; the name of a sub-attribute is expected", p.describe())
	}
	return sub, p.advance()
}

func (p *parser) compare(path token) (Expr, *scim.Error) {
	op, ok := Op(0), false
	if p.tok.kind == word {
		op, ok = opByName(p.tok.text)
	}
	if !ok {
		if p.tok.kind == end {
			return nil, p.errorf(p.tok.pos, "operator missing after %s", scim.Quote(path.text))
		}
		return nil, p.errorf(p.tok.pos, "%s is not an operator (eq ne co sw ew gt ge lt le pr)", p.describe())
	}
	if err := p.advance(); err != nil {
		return nil, err
	}
	c := &Compare{Path: path.text, Op: op, Column: path.pos + 1}
	if op == PR {
		return c, nil
	}
	v, err := p.literal(op)
	if err != nil {
		return nil, err
	}
	c.Value = v
	return c, p.advance()
}
