package syncschema

import (
	"bytes"
	"fmt"
	"strings"

	"github.com/go-json-experiment/json/jsontext"
)

// Unknown is a member of a document that the types of this package do not know. It is kept and written again.
type Unknown struct {
	Pointer string // JSON pointer of the member
	Name    string
	Value   jsontext.Value
}

// UnknownMembers lists them, those of an object before those of its parts. OData's annotations (@odata.context and the like)
// are left out: every answer of Graph has them.
func (s *Schema) UnknownMembers() []Unknown {
	w := &unknownWalk{}
	w.note("", s.Unknown)
	for i, r := range s.SynchronizationRules {
		if r != nil {
			w.rule(fmt.Sprintf("/synchronizationRules/%d", i), r)
		}
	}
	for i, d := range s.Directories {
		if d != nil {
			w.directory(fmt.Sprintf("/directories/%d", i), d)
		}
	}
	return w.found
}

type unknownWalk struct{ found []Unknown }

// note adds the members of the rest of an object, which begins at a pointer.
func (w *unknownWalk) note(at string, rest jsontext.Value) {
	if len(rest) == 0 {
		return
	}
	d := jsontext.NewDecoder(bytes.NewReader(rest))
	if _, err := d.ReadToken(); err != nil {
		return
	}
	for d.PeekKind() == '"' {
		token, err := d.ReadToken()
		if err != nil {
			return
		}
		name := token.String()
		value, err := d.ReadValue()
		if err != nil {
			return
		}
		if !strings.Contains(name, "@odata.") {
			w.found = append(w.found, Unknown{Pointer: at + "/" + escapePointer(name), Name: name, Value: value.Clone()})
		}
	}
}

func escapePointer(name string) string {
	return strings.NewReplacer("~", "~0", "/", "~1").Replace(name)
}

func (w *unknownWalk) metadata(at string, list []Metadata) {
	for i, m := range list {
		w.note(fmt.Sprintf("%s/%d", at, i), m.Unknown)
	}
}

func (w *unknownWalk) rule(at string, r *Rule) {
	w.note(at, r.Unknown)
	w.metadata(at+"/metadata", r.Metadata)
	for i, m := range r.ObjectMappings {
		if m != nil {
			w.object(fmt.Sprintf("%s/objectMappings/%d", at, i), m)
		}
	}
}

func (w *unknownWalk) object(at string, m *ObjectMapping) {
	w.note(at, m.Unknown)
	w.metadata(at+"/metadata", m.Metadata)
	if f := m.Scope; f != nil {
		w.note(at+"/scope", f.Unknown)
		w.groups(at+"/scope/categoryFilterGroups", f.CategoryFilterGroups)
		w.groups(at+"/scope/inputFilterGroups", f.InputFilterGroups)
		w.groups(at+"/scope/groups", f.Groups)
	}
	for i, a := range m.AttributeMappings {
		if a != nil {
			here := fmt.Sprintf("%s/attributeMappings/%d", at, i)
			w.note(here, a.Unknown)
			w.source(here+"/source", a.Source)
		}
	}
}

func (w *unknownWalk) groups(at string, list []FilterGroup) {
	for i, g := range list {
		here := fmt.Sprintf("%s/%d", at, i)
		w.note(here, g.Unknown)
		for j, c := range g.Clauses {
			clause := fmt.Sprintf("%s/clauses/%d", here, j)
			w.note(clause, c.Unknown)
			if c.TargetOperand != nil {
				w.note(clause+"/targetOperand", c.TargetOperand.Unknown)
			}
		}
	}
}

func (w *unknownWalk) source(at string, s *Source) {
	if s == nil {
		return
	}
	w.note(at, s.Unknown)
	for i, p := range s.Parameters {
		here := fmt.Sprintf("%s/parameters/%d", at, i)
		w.note(here, p.Unknown)
		w.source(here+"/value", p.Value)
	}
}

func (w *unknownWalk) directory(at string, d *Directory) {
	w.note(at, d.Unknown)
	for i, o := range d.Objects {
		if o == nil {
			continue
		}
		here := fmt.Sprintf("%s/objects/%d", at, i)
		w.note(here, o.Unknown)
		w.metadata(here+"/metadata", o.Metadata)
		for j, a := range o.Attributes {
			if a != nil {
				w.definition(fmt.Sprintf("%s/attributes/%d", here, j), a)
			}
		}
	}
}

func (w *unknownWalk) definition(at string, a *Attribute) {
	w.note(at, a.Unknown)
	w.metadata(at+"/apiExpressions", a.APIExpressions)
	w.metadata(at+"/metadata", a.Metadata)
	for i, r := range a.ReferencedObjects {
		w.note(fmt.Sprintf("%s/referencedObjects/%d", at, i), r.Unknown)
	}
}
