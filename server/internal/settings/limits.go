package settings

import (
	"github.com/entrasim/entrasim/server/internal/document"
	"github.com/entrasim/entrasim/server/internal/resources"
)

// A Limit is one of resources.Limits as the document has it.
type Limit struct {
	Name        string
	About       string // what it bounds, and the answer to more
	Default     int64  // 0: none
	Least, Most int64
}

// A limit is a Limit and its field.
type limit struct {
	Limit
	get func(*resources.Limits) int64
	set func(*resources.Limits, int64)
}

func whole(name string, least, most int64, about string, field func(*resources.Limits) *int) limit {
	return limit{
		Limit{Name: name, About: about, Least: least, Most: most},
		func(l *resources.Limits) int64 { return int64(*field(l)) },
		func(l *resources.Limits, v int64) { *field(l) = int(v) },
	}
}

// limitTable is in the order in which limits are written.
var limitTable = []limit{
	whole("maxResults", 1, 100_000, "resources on a page, however many are asked for", func(l *resources.Limits) *int { return &l.MaxResults }),
	whole("defaultCount", 1, 100_000, "resources on a page when nobody says", func(l *resources.Limits) *int { return &l.DefaultCount }),
	whole("filterLength", 32, 65_536, "bytes of a filter or path (400)", func(l *resources.Limits) *int { return &l.FilterLength }),
	whole("filterDepth", 1, 200, "nesting of brackets in a filter (400)", func(l *resources.Limits) *int { return &l.FilterDepth }),
	whole("patchOperations", 1, 100_000, "operations of a PATCH (413)", func(l *resources.Limits) *int { return &l.PatchOperations }),
	whole("members", 1, 1_000_000, "members that a request names (413)", func(l *resources.Limits) *int { return &l.Members }),
	whole("bulkOperations", 1, 100_000, "operations of a bulk request (413)", func(l *resources.Limits) *int { return &l.BulkOperations }),
	{
		Limit{Name: "body", About: "bytes of a request body, at most the server's --max-body (413)", Least: 1 << 10, Most: 64 << 20},
		func(l *resources.Limits) int64 { return l.Body },
		func(l *resources.Limits, v int64) { l.Body = v },
	},
	whole("concurrent", 1, 100_000, "requests of one token at the same time (429)", func(l *resources.Limits) *int { return &l.Concurrent }),
	whole("burst", 1, 1_000_000, "requests at once under a rate, one second's worth unless set", func(l *resources.Limits) *int { return &l.Burst }),
}

const (
	rate    = "rate"
	maxRate = 1_000_000
)

// LimitNames lists the limits that a document may set.
func LimitNames() []string {
	names := make([]string, 0, len(limitTable)+1)
	for _, l := range limitTable {
		names = append(names, l.Name)
	}
	return append(names, rate)
}

// Limits lists the limits with their defaults; rate is the only one that need not be whole.
func Limits() []Limit {
	all := make([]Limit, 0, len(limitTable)+1)
	defaults := resources.Limits{}.WithDefaults()
	for _, l := range limitTable {
		l.Default = l.get(&defaults)
		all = append(all, l.Limit)
	}
	return append(all, Limit{Name: rate, About: "requests a second of the organisation, with fractions; off unless set (429)", Most: maxRate})
}

// ParseLimits reads an object of limits as a document has it. The error is document.Problems.
func ParseLimits(data []byte) (resources.Limits, error) {
	n, err := document.Parse("", data, document.Limits{Size: MaxSize})
	if err != nil {
		return resources.Limits{}, err
	}
	return readLimits(n), n.Err()
}

func readLimits(n *document.Node) resources.Limits {
	var out resources.Limits
	if n == nil {
		return out
	}
	f := n.Fields(LimitNames()...)
	for _, l := range limitTable {
		if at := f.Get(l.Name); at != nil {
			l.set(&out, at.Int(l.Least, l.Most))
		}
	}
	out.Rate = f.Get(rate).Float(0, maxRate)
	if at := f.Get("burst"); at != nil && out.Rate == 0 {
		at.Refuse("set rate too, or leave burst out", "means nothing without a rate")
	}
	return out
}
