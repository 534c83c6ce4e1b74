package resources

import (
	"strconv"
	"time"

	"github.com/entrasim/entrasim/server/internal/filter"
	"github.com/entrasim/entrasim/server/internal/schema"
	"github.com/entrasim/entrasim/server/internal/scim"
	"github.com/entrasim/entrasim/server/internal/store"
)

// translator says a filter in the words of the store. What has no words there (the display of a member, meta.version, partial
// matches of a dateTime) is left to the compiled filter: then the condition holds at least wherever the filter does.
type translator struct {
	rt   *schema.ResourceType
	mode *schema.Mode
}

// where translates e, which has been compiled for rt without error. A nil condition holds always. It is exact if it is the
// filter and no less.
func (t translator) where(e filter.Expr) (cond store.Cond, exact bool) {
	switch e := e.(type) {
	case *filter.And:
		exact = true
		var all store.All
		for _, term := range e.Terms {
			c, ok := t.where(term)
			exact = exact && ok
			if c != nil {
				all = append(all, c)
			}
		}
		if len(all) == 0 {
			return nil, exact
		}
		return all, exact
	case *filter.Or:
		exact = true
		anyOf := make(store.Any, 0, len(e.Terms))
		for _, term := range e.Terms {
			c, ok := t.where(term)
			if c == nil {
				return nil, false
			}
			exact = exact && ok
			anyOf = append(anyOf, c)
		}
		return anyOf, exact
	case *filter.Not:
		if c, ok := t.where(e.X); ok && c != nil {
			return store.Not{Cond: c}, true
		}
		return nil, false
	case *filter.Compare:
		return t.compare(e)
	case *filter.ValuePath:
		return t.element(e)
	}
	return nil, false
}

func (t translator) compare(e *filter.Compare) (store.Cond, bool) {
	p, ok := t.rt.ResolveIn(e.Path, t.mode)
	if !ok || p.Attr == nil {
		return nil, false
	}
	isPresence := e.Op == filter.PR || e.Value.Kind == filter.Null
	if !isPresence && p.Leaf().Type == schema.Complex {
		p.Sub = p.Leaf().Sub("value")
	}
	if !p.Extension {
		switch p.Attr.Name {
		case "members":
			if t.rt.Name == store.TypeGroup {
				return t.relation(e, p, func(id string) store.Cond { return store.Eq{Index: store.ByMember, Value: id} })
			}
		case "groups":
			if t.rt.Name == store.TypeUser {
				return t.relation(e, p, func(id string) store.Cond { return store.InGroup{ID: id} })
			}
		}
	}
	ref, leaf, ok := t.ref(p)
	if !ok {
		return nil, false
	}
	if isPresence {
		if e.Op == filter.EQ {
			return store.Not{Cond: store.Present{Of: ref}}, true
		}
		return store.Present{Of: ref}, true
	}
	if eq, ok := t.indexed(p, e); ok {
		return eq, true
	}
	c, ok := test(e, ref, leaf, t.mode)
	if !ok {
		return nil, false
	}
	if mail, ok := byEmail(p, e); ok {
		return store.All{mail, c}, true
	}
	return c, true
}

// relation translates an equality on the ids of members or groups; nothing else about them can be said.
func (t translator) relation(e *filter.Compare, p schema.Path, is func(id string) store.Cond) (store.Cond, bool) {
	if e.Op == filter.EQ && e.Value.Kind == filter.String && e.Value.Text != "" && p.Sub != nil && p.Sub.Name == "value" {
		return is(e.Value.Text), true
	}
	return nil, false
}

// ref says where the store has the values of an attribute.
func (t translator) ref(p schema.Path) (store.Ref, *schema.Attribute, bool) {
	leaf := p.Leaf()
	if p.Extension {
		path := []string{p.Schema.ID, p.Attr.Name}
		if p.Sub != nil {
			path = append(path, p.Sub.Name)
		}
		return store.Ref{Path: path}, leaf, true
	}
	switch p.String() {
	case "id":
		return store.Ref{Field: store.FieldID}, leaf, true
	case "externalId":
		return store.Ref{Field: store.FieldExternalID}, leaf, true
	case "meta.created":
		return store.Ref{Field: store.FieldCreated}, leaf, true
	case "meta.lastModified":
		return store.Ref{Field: store.FieldModified}, leaf, true
	}
	if isComputed(t.rt, p.Attr) {
		return store.Ref{}, nil, false
	}
	switch {
	case p.Sub != nil:
		return store.Doc(p.Attr.Name, p.Sub.Name), leaf, true
	case isKey(t.rt, p):
		return store.Ref{Field: store.FieldUniqueKey}, leaf, true
	case p.Attr.Name == "displayName" && !leaf.IsCaseExact() && leaf.Type == schema.String && !leaf.MultiValued:
		return store.Ref{Field: store.FieldDisplay}, leaf, true
	}
	return store.Doc(p.Attr.Name), leaf, true
}

// isComputed reports whether an attribute is not in the stored document.
func isComputed(rt *schema.ResourceType, a *schema.Attribute) bool {
	switch a.Name {
	case "id", "meta":
		return true
	case "members":
		return rt.Name == store.TypeGroup
	case "groups":
		return rt.Name == store.TypeUser
	}
	return false
}

// isKey reports whether the folded value of the attribute is the unique key of the record.
func isKey(rt *schema.ResourceType, p schema.Path) bool {
	return p.Attr == rt.UniqueAttribute() && p.Sub == nil && !p.Extension && !p.Attr.IsCaseExact()
}

// indexed finds the index that answers an equality.
func (t translator) indexed(p schema.Path, e *filter.Compare) (store.Cond, bool) {
	if e.Op != filter.EQ || e.Value.Kind != filter.String || e.Value.Text == "" {
		return nil, false
	}
	ref, _, _ := t.ref(p)
	switch ref.Field {
	case store.FieldID:
		return store.Eq{Index: store.ByID, Value: e.Value.Text}, true
	case store.FieldExternalID:
		return store.Eq{Index: store.ByExternalID, Value: e.Value.Text}, true
	case store.FieldUniqueKey:
		return store.Eq{Index: store.ByUniqueKey, Value: scim.FoldKey(e.Value.Text)}, true
	case store.FieldDisplay:
		return store.Eq{Index: store.ByDisplay, Value: scim.FoldKey(e.Value.Text)}, true
	}
	return nil, false
}

// byEmail is what an equality on an e-mail address implies.
func byEmail(p schema.Path, e *filter.Compare) (store.Cond, bool) {
	if p.Extension || p.Attr.Name != "emails" || p.Sub == nil || p.Sub.Name != "value" || e.Op != filter.EQ ||
		e.Value.Kind != filter.String || e.Value.Text == "" {
		return nil, false
	}
	return store.Eq{Index: store.ByEmail, Value: scim.FoldKey(e.Value.Text)}, true
}

var ops = map[filter.Op]store.Op{
	filter.EQ: store.Equal, filter.NE: store.NotEqual, filter.CO: store.Contains, filter.SW: store.StartsWith, filter.EW: store.EndsWith,
	filter.GT: store.Greater, filter.GE: store.GreaterOrEqual, filter.LT: store.Less, filter.LE: store.LessOrEqual,
}

// test translates a comparison of the values at ref, which are of leaf's type.
func test(e *filter.Compare, ref store.Ref, leaf *schema.Attribute, mode *schema.Mode) (store.Cond, bool) {
	t := store.Test{Of: ref, Op: ops[e.Op], Missing: e.Op == filter.NE}
	switch leaf.Type {
	case schema.Boolean:
		b, ok := e.Value.Bool, e.Value.Kind == filter.Bool
		if e.Value.Kind == filter.String && mode.StringBooleans {
			b, ok = schema.ParseBoolean(e.Value.Text)
		}
		if leaf.Name == "primary" { // unset means false
			t.Missing = !b == (e.Op == filter.EQ)
		}
		t.Value = b
		return t, ok
	case schema.Integer, schema.Decimal:
		if e.Value.Kind != filter.Number {
			return nil, false
		}
		if i, err := strconv.ParseInt(e.Value.Text, 10, 64); err == nil {
			t.Value = i
			return t, true
		}
		f, err := strconv.ParseFloat(e.Value.Text, 64)
		t.Value = f
		return t, err == nil
	case schema.DateTime:
		at, ok := schema.ParseDateTime(e.Value.Text)
		if !ok || e.Value.Kind != filter.String || t.Op == store.Contains || t.Op == store.StartsWith || t.Op == store.EndsWith {
			return nil, false
		}
		t.Value = at
		return t, at != time.Time{}
	case schema.Complex:
		return nil, false
	default:
		if e.Value.Kind != filter.String || e.Value.Text == "" {
			return nil, false
		}
		text := e.Value.Text
		switch ref.Field {
		case store.FieldDoc:
			t.Fold = !leaf.IsCaseExact()
		case store.FieldUniqueKey, store.FieldDisplay:
			text = scim.FoldKey(text)
		}
		t.Value = text
		return t, true
	}
}
