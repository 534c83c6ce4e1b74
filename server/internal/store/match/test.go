package match

import (
	"cmp"
	"strings"
	"time"

	"github.com/entrasim/entrasim/server/internal/scim"
	"github.com/entrasim/entrasim/server/internal/store"
	"github.com/entrasim/entrasim/server/internal/store/raw"
)

// test is a store.Test with its literal prepared for documents.
type test struct {
	store.Test
	text string // the string literal: valid UTF-8, folded if letter case does not count
}

func newTest(t store.Test) node {
	n := test{Test: t}
	if s, ok := t.Value.(string); ok {
		n.text = Literal(s, t.Fold)
	}
	return n
}

// Literal returns a string as it is compared with strings of documents, which are always valid UTF-8.
func Literal(s string, fold bool) string {
	s = strings.ToValidUTF8(s, "\uFFFD")
	if fold {
		s = scim.FoldKey(s)
	}
	return s
}

func (n test) holds(s *Subject) bool {
	if n.Of.Field == store.FieldDoc {
		return walk(s.at, n.Of.Path, n.value)
	}
	f := fieldOf(s.Record, n.Of.Field)
	if f.missing() {
		return n.Missing
	}
	if at, ok := n.Value.(time.Time); ok {
		return Ordered(n.Op, f.time.Compare(at))
	}
	return n.ofText(f.text, n.Value.(string))
}

// value applies the test to a value of the document.
func (n test) value(v raw.Value) bool {
	if v == nil {
		return n.Missing
	}
	switch literal := n.Value.(type) {
	case string:
		return v.IsString() && n.ofString(v)
	case bool:
		is := string(v) == "true"
		return (is || string(v) == "false") && Ordered(n.Op, cmp.Compare(rank(is), rank(literal)))
	case int64:
		if i, ok := v.Integer(); ok {
			return Ordered(n.Op, cmp.Compare(i, literal))
		}
		return n.ofNumber(v, float64(literal))
	case float64:
		return n.ofNumber(v, literal)
	case time.Time:
		at, ok := instant(v)
		return ok && Ordered(n.Op, at.Compare(literal))
	}
	return false
}

func rank(b bool) int {
	if b {
		return 1
	}
	return 0
}

func (n test) ofString(v raw.Value) bool {
	if !n.Fold && n.Op == store.Equal {
		return v.Is(n.text)
	}
	s := v.Text()
	if n.Fold {
		s = scim.FoldKey(s)
	}
	return n.ofText(s, n.text)
}

func (n test) ofText(s, literal string) bool {
	switch n.Op {
	case store.Contains:
		return strings.Contains(s, literal)
	case store.StartsWith:
		return strings.HasPrefix(s, literal)
	case store.EndsWith:
		return strings.HasSuffix(s, literal)
	}
	return Ordered(n.Op, strings.Compare(s, literal))
}

func (n test) ofNumber(v raw.Value, literal float64) bool {
	f, ok := v.Number()
	return ok && Ordered(n.Op, cmp.Compare(f, literal))
}
