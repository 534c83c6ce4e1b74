package patch

import (
	"errors"
	"fmt"
	"slices"

	"github.com/entrasim/entrasim/server/internal/filter"
	"github.com/entrasim/entrasim/server/internal/schema"
	"github.com/entrasim/entrasim/server/internal/scim"
)

// Kind says what an operation does.
type Kind uint8

// The kinds of operation.
const (
	Add Kind = iota
	Replace
	Remove
)

var kindNames = [...]string{"add", "replace", "remove"}

func (k Kind) String() string { return kindNames[k] }

// Op is one change of one attribute. A pathless operation becomes one Op per key of its object.
type Op struct {
	Kind   Kind
	Path   string      // as the client wrote it
	Target schema.Path // what Path resolves to; Target.Attr is nil for an extension as a whole (only with Remove)
	Value  any         // canonical; nil unassigns, or for Remove means that no value was given

	number   int // of the operation in the request, from 1
	listed   bool
	cleared  []string // sub-attributes that an object value names with null
	selector *filter.Selector
}

// Touches reports whether one of ops changes the core attribute with the given schema-case name, such as "members".
func Touches(ops []Op, name string) bool {
	for i := range ops {
		if a := ops[i].Target.Attr; a != nil && !ops[i].Target.Extension && a.Name == name {
			return true
		}
	}
	return false
}

// subValue returns what a sub-attribute that is now have shall be; nil removes it. Lists inside a complex value follow
// the rules for multi-valued attributes.
func (op *Op) subValue(have any) any {
	old, isList := have.([]any)
	given, _ := op.Value.([]any)
	switch {
	case op.Kind == Remove && op.listed && isList:
		rest := slices.DeleteFunc(slices.Clone(old), func(e any) bool {
			return slices.ContainsFunc(given, func(n any) bool { return same(op.Target.Sub, n, e) })
		})
		if len(rest) == 0 {
			return nil
		}
		return rest
	case op.Kind == Remove:
		return nil
	case op.Kind == Add && isList && given != nil:
		return schema.Distinct(op.Target.Sub, slices.Concat(old, given))
	}
	return op.Value
}

// isSecret reports whether the operation is on a write-only attribute, which no resource holds.
func (op *Op) isSecret() bool {
	t := op.Target
	return t.Attr != nil && (t.Attr.Mutability == schema.WriteOnly || t.Sub != nil && t.Sub.Mutability == schema.WriteOnly)
}

// Secrets returns what ops, in order, do to write-only attributes (password): the new value, or nil for one that is removed.
// It is nil when none is touched. Apply leaves these operations out.
func Secrets(ops []Op) schema.Secrets {
	var out schema.Secrets
	for i := range ops {
		op := &ops[i]
		if !op.isSecret() {
			continue
		}
		if out == nil {
			out = schema.Secrets{}
		}
		out[op.Target.Leaf()] = op.Value
		if op.Kind == Remove {
			out[op.Target.Leaf()] = nil
		}
	}
	return out
}

// numbered puts the number of the operation before an error's detail.
func numbered(n int, err error) error {
	var e *scim.Error
	if !errors.As(err, &e) {
		return fmt.Errorf("operation %d: %w", n, err)
	}
	return &scim.Error{Status: e.Status, ScimType: e.ScimType, Detail: fmt.Sprintf("operation %d: %s", n, e.Detail)}
}
