package filter

import "github.com/entrasim/entrasim/server/internal/schema"

// Paths lists the attributes that the filter looks at, each once, in the order of their first mention. A value filter
// counts as its attribute as a whole.
func (p *Program) Paths() []schema.Path {
	var out []schema.Path
	seen := map[string]bool{}
	add := func(at schema.Path) {
		if key := at.String(); !seen[key] {
			seen[key] = true
			out = append(out, at)
		}
	}
	var look func(n node)
	look = func(n node) {
		switch n := n.(type) {
		case allOf:
			for _, t := range n {
				look(t)
			}
		case anyOf:
			for _, t := range n {
				look(t)
			}
		case inverse:
			look(n.x)
		case *elementOf:
			add(n.at)
		case *comparison:
			if !n.element {
				add(n.at)
			}
		case *presence:
			if !n.element {
				add(n.at)
			}
		}
	}
	look(p.root)
	return out
}
