package filter

import (
	"cmp"
	"strconv"
	"strings"
	"time"

	"github.com/entrasim/entrasim/server/internal/schema"
	"github.com/entrasim/entrasim/server/internal/scim"
)

// test is the right-hand side of a comparison: an operator and a literal in the type of the attribute.
type test struct {
	op        Op
	typ       schema.Type
	caseExact bool
	isPrimary bool // an unset "primary" is false
	text      string
	folded    string // text folded, for case-insensitive partial and ordering comparisons
	boolean   bool
	number    float64
	integer   int64
	isInteger bool
	instant   time.Time
}

func (c *compiler) test(e *Compare, leaf *schema.Attribute) (test, error) {
	t := test{
		op: e.Op, typ: leaf.Type, caseExact: leaf.IsCaseExact(),
		isPrimary: leaf.Type == schema.Boolean && leaf.Name == "primary",
	}
	switch leaf.Type {
	case schema.Boolean, schema.Binary:
		if e.Op.isOrdering() || leaf.Type == schema.Boolean && e.Op.isPartial() {
			return t, refuse(e.Column, "operator %s does not apply to %s, which is %s", e.Op, scim.Quote(e.Path), leaf.Type)
		}
	case schema.Integer, schema.Decimal:
		if e.Op.isPartial() {
			return t, refuse(e.Column, "operator %s does not apply to %s, which is a number", e.Op, scim.Quote(e.Path))
		}
	}
	if !t.literal(e.Value, c.mode) {
		return t, refuse(e.Column, "the value compared with %s must be %s", scim.Quote(e.Path), expected[leaf.Type])
	}
	if !t.caseExact {
		t.folded = scim.FoldKey(t.text)
	}
	return t, nil
}

var expected = map[schema.Type]string{
	schema.String: "a string in double quotes", schema.Reference: "a string in double quotes",
	schema.Binary: "a string in double quotes", schema.Boolean: "true or false", schema.Integer: "a number",
	schema.Decimal: "a number", schema.DateTime: `a dateTime such as "2026-11-23T10:00:00Z"`,
}

// literal brings v into the type of the attribute and reports whether that is possible.
func (t *test) literal(v Value, mode *schema.Mode) bool {
	t.text = v.Text
	switch t.typ {
	case schema.Boolean:
		if v.Kind == String && mode.StringBooleans {
			b, ok := schema.ParseBoolean(v.Text)
			t.boolean = b
			return ok
		}
		t.boolean = v.Bool
		return v.Kind == Bool
	case schema.Integer, schema.Decimal:
		if v.Kind != Number && (v.Kind != String || !mode.StringNumbers || !isNumber(v.Text)) {
			return false
		}
		if i, err := strconv.ParseInt(v.Text, 10, 64); err == nil {
			t.integer, t.isInteger = i, true
		}
		f, err := strconv.ParseFloat(v.Text, 64)
		t.number = f
		return err == nil
	case schema.DateTime:
		if v.Kind != String {
			return false
		}
		if t.op.isPartial() {
			return true
		}
		at, ok := schema.ParseDateTime(v.Text)
		if !ok && len(v.Text) == len("2006-01-02") {
			at, ok = schema.ParseDateTime(v.Text + "T00:00:00Z")
		}
		t.instant = at
		return ok
	default:
		switch {
		case v.Kind == String:
			return true
		case v.Kind == Bool && mode.UnquotedLiterals:
			t.text = strconv.FormatBool(v.Bool)
			return true
		}
		return v.Kind == Number && mode.UnquotedLiterals
	}
}

// holds applies the test to one value; nil is the unassigned attribute.
func (t *test) holds(v any) bool {
	if v == nil {
		if t.isPrimary {
			return t.ofBoolean(false)
		}
		return t.op == NE
	}
	switch t.typ {
	case schema.Boolean:
		b, ok := v.(bool)
		return ok && t.ofBoolean(b)
	case schema.Integer, schema.Decimal:
		return t.ofNumber(v)
	case schema.DateTime:
		s, ok := v.(string)
		return ok && t.ofDateTime(s)
	default:
		s, ok := v.(string)
		return ok && t.ofString(s)
	}
}

func (t *test) ofBoolean(b bool) bool { return (b == t.boolean) == (t.op == EQ) }

func (t *test) ofNumber(v any) bool {
	switch v := v.(type) {
	case int64:
		if t.isInteger {
			return t.ordered(cmp.Compare(v, t.integer))
		}
		return t.ordered(cmp.Compare(float64(v), t.number))
	case float64:
		return t.ordered(cmp.Compare(v, t.number))
	}
	return false
}

func (t *test) ofDateTime(s string) bool {
	if t.op.isPartial() {
		return t.ofString(s)
	}
	at, ok := schema.ParseDateTime(s)
	return ok && t.ordered(at.Compare(t.instant))
}

func (t *test) ofString(s string) bool {
	if t.op == EQ || t.op == NE {
		equal := s == t.text || !t.caseExact && strings.EqualFold(s, t.text)
		return equal == (t.op == EQ)
	}
	literal := t.text
	if !t.caseExact {
		s, literal = scim.FoldKey(s), t.folded
	}
	switch t.op {
	case CO:
		return strings.Contains(s, literal)
	case SW:
		return strings.HasPrefix(s, literal)
	case EW:
		return strings.HasSuffix(s, literal)
	default:
		return t.ordered(strings.Compare(s, literal))
	}
}

// ordered applies the operator to the sign of a three-way comparison.
func (t *test) ordered(sign int) bool {
	switch t.op {
	case EQ:
		return sign == 0
	case NE:
		return sign != 0
	case GT:
		return sign > 0
	case GE:
		return sign >= 0
	case LT:
		return sign < 0
	case LE:
		return sign <= 0
	}
	return false
}
