package engine

import (
	"strings"

	"github.com/entrasim/entrasim/simulator/internal/mapping"
	"github.com/entrasim/entrasim/simulator/internal/scimclient"
)

// uniqueKeys names the values that an object may be given by SelectUniqueValue, so that objects that may get the same one take
// their turns.
func uniqueKeys(values []mapping.Desired) []string {
	var keys []string
	for _, d := range values {
		for _, v := range d.Choices {
			keys = append(keys, d.Path.String()+"="+strings.ToLower(v))
		}
	}
	return keys
}

// choose settles the attributes from the n-th on whose mapping is SelectUniqueValue, by asking the target which of their values
// nobody has (§5.6). When all are taken the object is tried again later.
func (e *entry) choose(n int, then func()) {
	for n < len(e.values) && len(e.values[n].Choices) == 0 {
		n++
	}
	if n == len(e.values) {
		then()
		return
	}
	e.tryValue(n, 0, then)
}

// tryValue asks for the k-th value of an attribute.
func (e *entry) tryValue(n, k int, then func()) {
	d := &e.values[n]
	if k == len(d.Choices) {
		e.failWith(allTaken(*d))
		return
	}
	e.ask(scimclient.Request{
		Kind: scimclient.KindMatch, Resource: e.rule.resource, Match: d.Path, Value: d.Choices[k], Redacted: d.Redacted,
	}, func(r Reply) {
		switch {
		case r.Failure != nil:
			e.fail(r.Failure)
		case len(r.Resources) > 0:
			e.tryValue(n, k+1, then)
		default:
			d.Values = d.Choices[k : k+1]
			e.choose(n+1, then)
		}
	})
}
