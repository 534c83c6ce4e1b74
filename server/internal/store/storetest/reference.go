package storetest

import (
	"cmp"
	"encoding/json"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/entrasim/entrasim/server/internal/store"
)

// reference is a second reading of what conditions and sorts mean, written for the eye: documents are decoded whole, letter
// case is strings.EqualFold's or a map of the few letters the tests use. Stores are held against it.
type reference struct {
	records []store.Record
	members map[string][]string // direct, by group id
}

// absent is a value that is missing.
type absent struct{}

func decoded(doc []byte) (v any) {
	dec := json.NewDecoder(strings.NewReader(string(doc)))
	dec.UseNumber()
	if err := dec.Decode(&v); err != nil {
		return nil
	}
	return v
}

// values lists the values at a path, absent for a missing one.
func values(v any, path []string) (out []any) {
	if len(path) == 0 {
		return []any{v}
	}
	object, _ := v.(map[string]any)
	child, ok := object[path[0]]
	if !ok || child == nil {
		return []any{absent{}}
	}
	list, many := child.([]any)
	if !many {
		return values(child, path[1:])
	}
	for _, e := range list {
		if e != nil {
			out = append(out, values(e, path[1:])...)
		}
	}
	if len(out) == 0 {
		return []any{absent{}}
	}
	return out
}

func (ref *reference) holds(c store.Cond, r *store.Record, at any) bool {
	holds := func(c store.Cond) bool { return ref.holds(c, r, at) }
	switch c := c.(type) {
	case nil:
		return true
	case store.All:
		return !slices.ContainsFunc(c, func(c store.Cond) bool { return !holds(c) })
	case store.Any:
		return slices.ContainsFunc(c, holds)
	case store.Not:
		return !holds(c.Cond)
	case store.Eq:
		return ref.equality(c, r)
	case store.InGroup:
		return c.ID != r.ID && ref.reaches(c.ID, r.ID, map[string]bool{})
	case store.Present:
		return slices.ContainsFunc(fieldValues(c.Of, r, at), isPresent)
	case store.Element:
		return slices.ContainsFunc(values(at, c.Path), func(e any) bool {
			return e != absent{} && ref.holds(c.Where, r, e)
		})
	case store.Test:
		return slices.ContainsFunc(fieldValues(c.Of, r, at), func(v any) bool {
			if v == (absent{}) {
				return c.Missing
			}
			sign, ok := compare(v, c)
			return ok && slices.Contains(signs[c.Op], sign)
		})
	}
	panic(fmt.Sprintf("condition %T", c))
}

// signs of a three-way comparison that satisfy an operator; for Contains and its like 0 stands for yes.
var signs = map[store.Op][]int{
	store.Equal: {0}, store.NotEqual: {-1, 1}, store.Greater: {1}, store.GreaterOrEqual: {0, 1}, store.Less: {-1},
	store.LessOrEqual: {-1, 0}, store.Contains: {0}, store.StartsWith: {0}, store.EndsWith: {0},
}

func fieldValues(of store.Ref, r *store.Record, at any) []any {
	var v any
	switch of.Field {
	case store.FieldDoc:
		return values(at, of.Path)
	case store.FieldID:
		v = r.ID
	case store.FieldUniqueKey:
		v = r.UniqueKey
	case store.FieldExternalID:
		v = r.ExternalID
	case store.FieldDisplay:
		v = r.DisplayKey
	case store.FieldCreated:
		v = r.Created
	case store.FieldModified:
		v = r.Modified
	}
	if v == "" || v == (time.Time{}) {
		v = absent{}
	}
	return []any{v}
}

func isPresent(v any) bool {
	switch v := v.(type) {
	case nil, absent:
		return false
	case string:
		return v != ""
	case []any:
		return slices.ContainsFunc(v, isPresent)
	case map[string]any:
		for _, e := range v {
			if isPresent(e) {
				return true
			}
		}
		return false
	}
	return true
}

func compare(v any, t store.Test) (sign int, ok bool) {
	switch literal := t.Value.(type) {
	case string:
		s, isString := v.(string)
		if t.Fold {
			s, literal = folded(s), folded(literal)
		}
		is := map[store.Op]func(string, string) bool{
			store.Contains: strings.Contains, store.StartsWith: strings.HasPrefix, store.EndsWith: strings.HasSuffix,
		}[t.Op]
		if is != nil {
			return 0, isString && is(s, literal)
		}
		return strings.Compare(s, literal), isString
	case bool:
		b, isBool := v.(bool)
		if b == literal {
			return 0, isBool
		}
		return 1, isBool
	case time.Time:
		at, isTime := v.(time.Time)
		if s, isString := v.(string); isString {
			at, isTime = instantOf(s)
		}
		return at.Compare(literal), isTime
	case int64:
		n, isNumber := v.(json.Number)
		if i, err := strconv.ParseInt(n.String(), 10, 64); err == nil {
			return cmp.Compare(i, literal), isNumber
		}
		f, err := n.Float64()
		return cmp.Compare(f, float64(literal)), isNumber && err == nil
	case float64:
		n, isNumber := v.(json.Number)
		f, err := n.Float64()
		return cmp.Compare(f, literal), isNumber && err == nil
	}
	return 0, false
}

func instantOf(s string) (time.Time, bool) {
	for _, layout := range []string{time.RFC3339Nano, "2006-01-02T15:04:05.999999999"} {
		if at, err := time.Parse(layout, s); err == nil {
			return at, true
		}
	}
	return time.Time{}, false
}

// folded ignores the case of the letters that the tests use: those of ASCII, those that fold into it, and a few others.
func folded(s string) string {
	return strings.NewReplacer("\u212a", "k", "ſ", "s", "é", "É", "ω", "Ω", "\u2126", "Ω", "μ", "µ", "Μ", "µ", "\U00010428", "\U00010400",
		"Ÿ", "ÿ", "ā", "Ā").Replace(
		strings.Map(func(r rune) rune {
			if 'A' <= r && r <= 'Z' {
				return r + 'a' - 'A'
			}
			return r
		}, s))
}

func (ref *reference) equality(eq store.Eq, r *store.Record) bool {
	switch eq.Index {
	case store.ByID:
		return r.ID == eq.Value
	case store.ByUniqueKey:
		return r.UniqueKey == eq.Value
	case store.ByExternalID:
		return r.ExternalID == eq.Value
	case store.ByDisplay:
		return r.DisplayKey == eq.Value
	case store.ByMember:
		return slices.Contains(ref.members[r.ID], eq.Value)
	}
	var keys []string
	for _, e := range values(decoded(r.Doc), []string{"emails"}) {
		if object, ok := e.(map[string]any); ok {
			e = object["value"]
		}
		if s, ok := e.(string); ok && s != "" {
			keys = append(keys, folded(s))
		}
	}
	return eq.Value == "" && len(keys) == 0 || slices.Contains(keys, eq.Value)
}

// reaches reports whether id is a direct or indirect member of group.
func (ref *reference) reaches(group, id string, seen map[string]bool) bool {
	if seen[group] {
		return false
	}
	seen[group] = true
	return slices.ContainsFunc(ref.members[group], func(m string) bool { return m == id || ref.reaches(m, id, seen) })
}

// sortValue is the value that a record is sorted by, absent when it is missing.
func sortValue(by *store.Sort, r *store.Record) any {
	if by.By.Field != store.FieldDoc {
		return fieldValues(by.By, r, nil)[0]
	}
	v := decoded(r.Doc)
	for _, name := range by.By.Path {
		object, _ := v.(map[string]any)
		v = object[name]
		if list, many := v.([]any); many {
			list = slices.DeleteFunc(list, func(e any) bool { return e == nil })
			if len(list) == 0 {
				return absent{}
			}
			v = list[0]
			for _, e := range list {
				if object, _ := e.(map[string]any); object["primary"] == true {
					v = e
					break
				}
			}
		}
	}
	switch by.Kind {
	case store.KindString:
		if s, ok := v.(string); ok && s != "" {
			if by.Fold {
				s = folded(s)
			}
			return s
		}
	case store.KindNumber:
		if n, ok := v.(json.Number); ok {
			if f, err := n.Float64(); err == nil {
				return f
			}
		}
	case store.KindBool:
		if b, ok := v.(bool); ok {
			return map[bool]float64{true: 1}[b]
		}
	case store.KindInstant:
		if s, ok := v.(string); ok {
			if at, ok := instantOf(s); ok {
				return at
			}
		}
	}
	return absent{}
}

// answer returns the ids of the records that satisfy c, in order. Records are in the order of their creation.
func (ref *reference) answer(typ string, c store.Cond, by *store.Sort) []string {
	var found []store.Record
	for _, r := range ref.records {
		if r.Type == typ && ref.holds(c, &r, decoded(r.Doc)) {
			found = append(found, r)
		}
	}
	if by != nil {
		slices.SortStableFunc(found, func(a, b store.Record) int {
			sign := order(sortValue(by, &a), sortValue(by, &b))
			if by.Descending {
				return -sign
			}
			return sign
		})
	}
	ids := make([]string, len(found))
	for i, r := range found {
		ids[i] = r.ID
	}
	return ids
}

func order(a, b any) int {
	switch a := a.(type) {
	case string:
		if b, ok := b.(string); ok {
			return strings.Compare(a, b)
		}
	case float64:
		if b, ok := b.(float64); ok {
			return cmp.Compare(a, b)
		}
	case time.Time:
		if b, ok := b.(time.Time); ok {
			return a.Compare(b)
		}
	}
	if a == b {
		return 0
	}
	if a == (absent{}) {
		return 1
	}
	return -1
}
