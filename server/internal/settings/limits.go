package settings

import (
	"github.com/entrasim/entrasim/server/internal/document"
	"github.com/entrasim/entrasim/server/internal/resources"
)

// A limit is a field of resources.Limits under its name in the document.
type limit struct {
	name        string
	least, most int64
	get         func(*resources.Limits) int64
	set         func(*resources.Limits, int64)
}

func whole(name string, least, most int64, field func(*resources.Limits) *int) limit {
	return limit{
		name, least, most,
		func(l *resources.Limits) int64 { return int64(*field(l)) },
		func(l *resources.Limits, v int64) { *field(l) = int(v) },
	}
}

// limitTable is in the order in which limits are written.
var limitTable = []limit{
	whole("maxResults", 1, 100_000, func(l *resources.Limits) *int { return &l.MaxResults }),
	whole("defaultCount", 1, 100_000, func(l *resources.Limits) *int { return &l.DefaultCount }),
	whole("filterLength", 32, 65_536, func(l *resources.Limits) *int { return &l.FilterLength }),
	whole("filterDepth", 1, 200, func(l *resources.Limits) *int { return &l.FilterDepth }),
	whole("patchOperations", 1, 100_000, func(l *resources.Limits) *int { return &l.PatchOperations }),
	whole("members", 1, 1_000_000, func(l *resources.Limits) *int { return &l.Members }),
	whole("bulkOperations", 1, 100_000, func(l *resources.Limits) *int { return &l.BulkOperations }),
	{
		"body", 1 << 10, 64 << 20,
		func(l *resources.Limits) int64 { return l.Body },
		func(l *resources.Limits, v int64) { l.Body = v },
	},
	whole("concurrent", 1, 100_000, func(l *resources.Limits) *int { return &l.Concurrent }),
	whole("burst", 1, 1_000_000, func(l *resources.Limits) *int { return &l.Burst }),
}

const (
	rate    = "rate"
	maxRate = 1_000_000
)

// LimitNames lists the limits that a document may set.
func LimitNames() []string {
	names := make([]string, 0, len(limitTable)+1)
	for _, l := range limitTable {
		names = append(names, l.name)
	}
	return append(names, rate)
}

func readLimits(n *document.Node) resources.Limits {
	var out resources.Limits
	if n == nil {
		return out
	}
	f := n.Fields(LimitNames()...)
	for _, l := range limitTable {
		if at := f.Get(l.name); at != nil {
			l.set(&out, at.Int(l.least, l.most))
		}
	}
	out.Rate = f.Get(rate).Float(0, maxRate)
	if at := f.Get("burst"); at != nil && out.Rate == 0 {
		at.Refuse("set rate too, or leave burst out", "means nothing without a rate")
	}
	return out
}
