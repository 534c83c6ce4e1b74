package scenario

import (
	"sort"
	"strings"

	"github.com/entrasim/entrasim/simulator"
)

// names are the objects in the target by the ids that the endpoint chose for them.
type names map[string]string

// shortest is the length from which an id is recognised in a text; shorter ones turn up by chance.
const shortest = 8

// learn remembers an id. The first name stays: that of a renamed user goes on to mean the same account.
func (n names) learn(id, name string) {
	if _, ok := n[id]; !ok && len(id) >= shortest && name != "" {
		n[id] = name
	}
}

// in writes names in braces in the place of ids.
func (n names) in(text string) string {
	ids := make([]string, 0, len(n))
	for id := range n {
		ids = append(ids, id)
	}
	sort.Slice(ids, func(i, j int) bool { // longer ones first: one may be the beginning of another
		return len(ids[i]) > len(ids[j]) || len(ids[i]) == len(ids[j]) && ids[i] < ids[j]
	})
	pairs := make([]string, 0, 2*len(ids))
	for _, id := range ids {
		pairs = append(pairs, id, "{"+n[id]+"}")
	}
	return strings.NewReplacer(pairs...).Replace(text)
}

// label is what a record's object was called when it was first seen, so that a story can go on talking about somebody who has
// been renamed or purged.
func (w *world) label(r simulator.Record) string {
	if name, ok := w.people[r.SourceIdentity.ID]; ok {
		return name
	}
	return recordName(r)
}

// about reports whether a record is about the object that a story calls so.
func (w *world) about(r simulator.Record, ref string) bool {
	if w.label(r) == ref || recordName(r) == ref || r.SourceIdentity.ID == ref {
		return true
	}
	o, err := w.dir.Resolve(ref, "")
	return err == nil && o.ID() == r.SourceIdentity.ID
}

// sentFor is what the last step sent for an object.
func (w *world) sentFor(ref string) []simulator.Exchange {
	var list []simulator.Exchange
	for _, r := range w.last.records {
		if w.about(r, ref) {
			list = append(list, r.Exchanges...)
		}
	}
	return list
}

// troubled is what the last step sent and did not succeed with.
func (w *world) troubled() []simulator.Exchange {
	var list []simulator.Exchange
	for _, x := range w.last.exchanges {
		if x.Err != "" {
			list = append(list, x)
		}
	}
	return list
}

// recordName is what a record's object is called.
func recordName(r simulator.Record) string {
	if upn, ok := r.SourceIdentity.Details.Get("UserPrincipalName"); ok && upn != "" {
		return upn
	}
	return r.SourceIdentity.DisplayName
}

// objectName is what an object of the directory is called.
func objectName(o simulator.Object) string {
	if upn := o.UserPrincipalName(); upn != "" {
		return upn
	}
	return o.DisplayName()
}
