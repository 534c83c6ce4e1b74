package robustness

import (
	"math/rand/v2"
	"slices"
	"strings"
)

// What the people have: everything in lower case. Titles hold what has to be escaped or could be taken for syntax.
var (
	titles   = []string{"harbour clerk", `deputy "chief" clerk`, `keys c:\dock`, "clerk (acting) and cook", "crane driver", "night or day cook"}
	kinds    = []string{"agency", "contract", "employee"}
	families = []string{"holt", "berg", "holtby", "lindberg"}
)

// plainAtoms are one filter of each kind, with nothing special in its value.
func plainAtoms() []predicate {
	return []predicate{
		comparison{"title", "eq", "crane driver"},
		comparison{"title", "co", "clerk"},
		comparison{"title", "sw", "night"},
		comparison{"title", "ew", "cook"},
		comparison{"userType", "eq", "agency"},
		comparison{"userType", "ne", "agency"},
		comparison{"userType", "gt", "contract"},
		comparison{"userType", "ge", "contract"},
		comparison{"userType", "lt", "contract"},
		comparison{"userType", "le", "contract"},
		comparison{"name.familyName", "eq", "holt"},
		comparison{"name.familyName", "co", "berg"},
		comparison{"name.familyName", "sw", "holt"},
		comparison{"active", "eq", true},
		comparison{"active", "eq", false},
		comparison{"emails.type", "eq", "work"},
		presence{"nickName"},
		presence{"title"},
		element{"emails", both{"and", comparison{"type", "eq", "work"}, comparison{"value", "co", "es-"}}},
	}
}

// grammar draws filters from kinds that the target understands.
type grammar struct {
	r         *rand.Rand
	atoms     []predicate
	operators []predicate
}

func (g grammar) has(op string) bool {
	return slices.ContainsFunc(g.operators, func(p predicate) bool { return kindOf(p) == op })
}

// draw makes a filter of at most this depth.
func (g grammar) draw(depth int) predicate {
	if depth == 0 {
		return g.atom()
	}
	switch n := g.r.IntN(10); {
	case n < 2:
		return g.atom()
	case n < 4 && g.has("not"):
		return negation{g.draw(depth - 1)}
	case n < 7 && g.has("or"):
		return both{"or", g.draw(depth - 1), g.draw(depth - 1)}
	default:
		return both{"and", g.draw(depth - 1), g.draw(depth - 1)}
	}
}

// atom is one of those understood, with a value drawn from what the people have.
func (g grammar) atom() predicate {
	c, ok := pick(g.r, g.atoms).(comparison)
	if !ok {
		return pick(g.r, g.atoms)
	}
	switch c.path {
	case "title":
		c.value = g.part(pick(g.r, titles), c.op)
	case "userType":
		c.value = pick(g.r, kinds)
	case "name.familyName":
		c.value = g.part(pick(g.r, families), c.op)
	}
	return c
}

// part cuts a value down to what the operator looks at.
func (g grammar) part(value, op string) string {
	from := g.r.IntN(len(value))
	to := from + 1 + g.r.IntN(len(value)-from)
	part := value
	switch op {
	case "co":
		part = value[from:to]
	case "sw":
		part = value[:to]
	case "ew":
		part = value[from:]
	}
	if strings.TrimSpace(part) == "" {
		return value
	}
	return part
}
