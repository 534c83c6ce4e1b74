package patch

import (
	"errors"
	"fmt"

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

// numbered puts the number of the operation before an error's detail.
func numbered(n int, err error) error {
	var e *scim.Error
	if !errors.As(err, &e) {
		return fmt.Errorf("operation %d: %w", n, err)
	}
	return &scim.Error{Status: e.Status, ScimType: e.ScimType, Detail: fmt.Sprintf("operation %d: %s", n, e.Detail)}
}
