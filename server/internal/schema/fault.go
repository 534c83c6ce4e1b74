package schema

import (
	"fmt"
	"strconv"

	"github.com/entrasim/entrasim/server/internal/scim"
)

// fault is a refused value. The path to it is put together while the call stack unwinds, so that the common case of an
// acceptable value pays nothing for it.
type fault struct {
	path string
	what string
}

func refuse(format string, args ...any) *fault { return &fault{what: fmt.Sprintf(format, args...)} }

// wrongType says what was expected and what came, never the value itself: it may be a secret.
func wrongType(want string, got any) *fault {
	return refuse("must be %s, not %s", want, scim.KindOf(got))
}

func (f *fault) in(name string) *fault {
	if f == nil {
		return nil
	}
	if f.path != "" && f.path[0] != '[' {
		name += "."
	}
	f.path = name + f.path
	return f
}

// inSchema puts a schema URN before the path; "" changes nothing.
func (f *fault) inSchema(urn string) *fault {
	switch {
	case f == nil || urn == "":
	case f.path == "":
		f.path = urn
	default:
		f.path = urn + ":" + f.path
	}
	return f
}

func (f *fault) at(i int) *fault {
	if f == nil {
		return nil
	}
	return f.in("[" + strconv.Itoa(i) + "]")
}

// scim returns the fault as invalidValue; a nil fault gives a nil error.
func (f *fault) scim() error {
	if f == nil {
		return nil
	}
	return scim.BadRequest(scim.InvalidValue, "attribute %s %s", f.path, f.what)
}
