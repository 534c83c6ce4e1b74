package builtin

import (
	"github.com/entrasim/entrasim/server/internal/defect/wire"
	"github.com/entrasim/entrasim/server/internal/filter"
	"github.com/entrasim/entrasim/server/internal/schema"
)

// stringLiterals calls f for each comparison of a filter with a string, whose attribute is of type string.
func stringLiterals(x *wire.Exchange, f func(c *filter.Compare)) filter.Expr {
	e, rt := x.Filter(), x.ResourceType()
	if e == nil || rt == nil {
		return nil
	}
	wire.Comparisons(e, func(path string, c *filter.Compare) {
		p, ok := rt.Resolve(path)
		if !ok || p.Leaf() == nil || c.Op == filter.PR || c.Value.Kind != filter.String {
			return
		}
		if t := p.Leaf().Type; t == schema.String || t == schema.Complex || t == schema.Reference {
			f(c)
		}
	})
	return e
}

// outsideQuotes is a filter with everything between quotes, and the quotes, taken out.
func outsideQuotes(s string) string {
	out := make([]byte, 0, len(s))
	quoted := false
	for i := 0; i < len(s); i++ {
		switch {
		case s[i] == '"':
			quoted = !quoted
		case quoted && s[i] == '\\':
			i++
		case !quoted:
			out = append(out, s[i])
		}
	}
	return string(out)
}
