package patch

import (
	"maps"
	"slices"
	"strings"

	"github.com/entrasim/entrasim/server/internal/filter"
	"github.com/entrasim/entrasim/server/internal/schema"
	"github.com/entrasim/entrasim/server/internal/scim"
)

// pathless unfolds an operation without path: its value's keys are paths (Q05).
func (p *parser) pathless(kind Kind, value any) error {
	if kind == Remove {
		return scim.BadRequest(scim.NoTarget, "remove needs a path")
	}
	obj, ok := value.(scim.Object)
	if !ok {
		return scim.BadRequest(scim.InvalidValue, "%s without path needs an object of attributes as value, not %s",
			kind, scim.KindOf(value))
	}
	return p.unfold(kind, "", obj)
}

// unfold makes an operation of every member of obj. prefix is empty, or a schema URN and a colon. Sorted keys give
// the same result on every run; "name" comes before "name.givenName", so the more specific key wins.
func (p *parser) unfold(kind Kind, prefix string, obj scim.Object) error {
	for _, key := range slices.Sorted(maps.Keys(obj)) {
		if err := p.key(kind, prefix+key, prefix != "", obj[key]); err != nil {
			return err
		}
	}
	return nil
}

// key binds one key of a pathless object; nested says that it stood inside an object under a schema URN.
func (p *parser) key(kind Kind, key string, nested bool, value any) error {
	target, known := p.rt.ResolveIn(key, &p.mode)
	switch {
	case known && target.Attr == nil:
		if !target.Extension && !p.mode.NestedCore {
			return scim.BadRequest(scim.InvalidPath, "%s is the core schema; name its attributes", scim.Quote(key))
		}
	case known && p.mode.IgnoreReadOnly && !isWritable(target):
		return nil
	case known && !nested && !p.mode.QualifiedKeys && (target.Sub != nil || target.Extension ||
		!strings.EqualFold(key, target.Attr.Name)):
		return scim.BadRequest(scim.InvalidPath, "key %s is a path; an operation without path holds attributes by name", scim.Quote(key))
	case known:
	case p.mode.QualifiedKeys && strings.IndexByte(key, '[') > 0:
	case p.mode.IgnoreUnknown:
		return nil
	}
	return p.bind(kind, key, value)
}

func isWritable(t schema.Path) bool { return t.Attr.IsWritable() && t.Leaf().IsWritable() }

// bind resolves a path and adds the operation.
func (p *parser) bind(kind Kind, path string, value any) error {
	parsed, err := filter.ParsePath(path, filter.LimitsFor(p.mode))
	if err != nil {
		return err
	}
	target, known := p.rt.ResolveIn(parsed.Attr, &p.mode)
	if !known {
		return p.unknown(path)
	}
	op := Op{Kind: kind, Path: path, Target: target, number: p.number}
	if target.Attr == nil {
		return p.schemaPath(op, parsed, value)
	}
	if parsed.Filter != nil {
		if done, err := p.selector(&op, parsed); done || err != nil {
			return err
		}
	}
	return p.add(op, value)
}

func (p *parser) unknown(path string) error {
	if p.mode.IgnoreUnknown {
		return nil
	}
	return scim.BadRequest(scim.InvalidPath, "path %s names nothing that resource type %s has", scim.Quote(path), p.rt.Name)
}

// schemaPath handles a URN alone: its object is unfolded, or removed as a whole.
func (p *parser) schemaPath(op Op, parsed filter.Path, value any) error {
	urn := op.Target.Schema.ID
	if parsed.Filter != nil {
		return scim.BadRequest(scim.InvalidPath, "schema %s cannot have a value filter", urn)
	}
	if op.Kind == Remove || op.Kind == Replace && value == nil {
		if !op.Target.Extension {
			return scim.BadRequest(scim.Mutability, "the core schema cannot be removed")
		}
		op.Kind = Remove
		p.ops = append(p.ops, op)
		return nil
	}
	obj, ok := value.(scim.Object)
	if !ok {
		return scim.BadRequest(scim.InvalidValue, "schema %s needs an object of attributes as value, not %s", urn, scim.KindOf(value))
	}
	return p.unfold(op.Kind, urn+":", obj)
}

// selector compiles the brackets and resolves the name behind them. It reports true for an operation to be left out.
func (p *parser) selector(op *Op, parsed filter.Path) (bool, error) {
	attr := op.Target.Attr
	if !attr.MultiValued && !p.mode.FilterOnSingle {
		return false, scim.BadRequest(scim.InvalidPath, "path %s cannot have a value filter: %s has one value only", scim.Quote(op.Path), op.Target)
	}
	if p.mode.IgnoreUnknown && op.Target.Sub == nil && attr.Type == schema.Complex && !knowsAll(attr, parsed.Filter) {
		return true, nil
	}
	sel, err := filter.CompileSelector(parsed.Filter, op.Target, p.rt, p.mode)
	if err != nil {
		return false, err
	}
	op.selector = sel
	if parsed.Sub == "" {
		return false, nil
	}
	if op.Target.Sub = attr.Sub(parsed.Sub); op.Target.Sub == nil {
		return true, p.unknown(op.Path)
	}
	return false, nil
}

// knowsAll reports whether attr has every sub-attribute that a filter names.
func knowsAll(attr *schema.Attribute, e filter.Expr) bool {
	all := func(terms []filter.Expr) bool {
		return !slices.ContainsFunc(terms, func(t filter.Expr) bool { return !knowsAll(attr, t) })
	}
	switch e := e.(type) {
	case *filter.And:
		return all(e.Terms)
	case *filter.Or:
		return all(e.Terms)
	case *filter.Not:
		return knowsAll(attr, e.X)
	case *filter.Compare:
		return attr.Sub(e.Path) != nil
	default:
		return true
	}
}
