package match

import (
	"github.com/entrasim/entrasim/server/internal/store"
	"github.com/entrasim/entrasim/server/internal/store/raw"
)

// Program is a condition that is ready to be evaluated, by several goroutines if need be.
type Program struct{ root node }

// Subject is what a Program is asked about. Relations may be nil if the condition has no Eq by member and no InGroup.
type Subject struct {
	Record    *store.Record
	Relations Relations

	at raw.Value // the document, or the element of it that is looked at
}

// Relations answers what a record does not say itself.
type Relations interface {
	HasMember(group *store.Record, id string) bool
	InGroup(member *store.Record, group string) bool
}

// Compile prepares a condition that store.CheckQuery accepts; nil is the one that always holds.
func Compile(c store.Cond) *Program {
	if c == nil {
		c = store.All{}
	}
	return &Program{compile(c)}
}

// Holds evaluates the condition.
func (p *Program) Holds(s Subject) bool {
	s.at = raw.Document(s.Record.Doc)
	return p.root.holds(&s)
}

// HoldsFor evaluates a condition that asks about nothing but the document.
func (p *Program) HoldsFor(doc []byte) bool { return p.root.holds(&Subject{at: raw.Document(doc)}) }

type node interface{ holds(s *Subject) bool }

type (
	every   []node
	some    []node
	not     struct{ x node }
	index   store.Eq
	group   string
	present struct{ of store.Ref }
	element struct {
		path  []string
		where node
	}
)

func compile(c store.Cond) node {
	switch c := c.(type) {
	case store.All:
		return every(compileAll(c))
	case store.Any:
		return some(compileAll(c))
	case store.Not:
		return not{compile(c.Cond)}
	case store.Eq:
		return index(c)
	case store.InGroup:
		return group(c.ID)
	case store.Present:
		return present{c.Of}
	case store.Element:
		return element{c.Path, compile(c.Where)}
	case store.Test:
		return newTest(c)
	}
	return some(nil) // not a condition: CheckQuery refuses it
}

func compileAll(terms []store.Cond) []node {
	nodes := make([]node, len(terms))
	for i, t := range terms {
		nodes[i] = compile(t)
	}
	return nodes
}

func (n every) holds(s *Subject) bool {
	for _, t := range n {
		if !t.holds(s) {
			return false
		}
	}
	return true
}

func (n some) holds(s *Subject) bool {
	for _, t := range n {
		if t.holds(s) {
			return true
		}
	}
	return false
}

func (n not) holds(s *Subject) bool { return !n.x.holds(s) }

func (n index) holds(s *Subject) bool {
	switch n.Index {
	case store.ByMember:
		return s.Relations.HasMember(s.Record, n.Value)
	case store.ByEmail:
		return hasEmail(s.Record.Doc, n.Value)
	}
	return key(s.Record, n.Index) == n.Value
}

func key(r *store.Record, i store.Index) string {
	switch i {
	case store.ByID:
		return r.ID
	case store.ByUniqueKey:
		return r.UniqueKey
	case store.ByExternalID:
		return r.ExternalID
	}
	return r.DisplayKey
}

func (n group) holds(s *Subject) bool { return s.Relations.InGroup(s.Record, string(n)) }

func (n present) holds(s *Subject) bool {
	if n.of.Field != store.FieldDoc {
		return !fieldOf(s.Record, n.of.Field).missing()
	}
	return walk(s.at, n.of.Path, IsPresent)
}

func (n element) holds(s *Subject) bool {
	return walk(s.at, n.path, func(e raw.Value) bool {
		return e != nil && n.where.holds(&Subject{at: e})
	})
}
