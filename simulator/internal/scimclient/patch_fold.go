package scimclient

import "github.com/entrasim/entrasim/simulator/internal/mapping"

// fold takes the simple changes out of a PATCH in dialect P2 and makes operations without path of them, whose keys are
// dotted paths and URNs (wire §7.5, quirks Q05). Everything else is returned in its order. Without the flag nothing
// is folded.
func (d dialect) fold(changes []Change) (rest []Change, objects []node) {
	if !d.flag {
		return changes, nil
	}
	for _, op := range []Op{OpAdd, OpReplace} {
		if op == OpAdd && !d.dials.FoldAdds() {
			continue
		}
		var values node
		values, changes = d.foldOp(op, changes)
		if len(values.members) > 0 {
			objects = append(objects, objectNode(field("op", textNode(d.op(op))), field("value", values)))
		}
	}
	return changes, objects
}

func (d dialect) foldOp(op Op, changes []Change) (values node, rest []Change) {
	values = objectNode()
	for _, c := range changes {
		if c.Op == op && foldable(c) {
			values.set(c.Path.String(), d.value(c))
			continue
		}
		rest = append(rest, c)
	}
	if len(values.members) < d.dials.FoldThreshold() {
		return objectNode(), changes
	}
	return values, rest
}

// foldable reports whether a change is one value of a single-valued attribute. Filtered paths and references keep
// their own operations.
func foldable(c Change) bool {
	return len(c.Values) == 1 && !c.Multi && !c.Path.Filtered() && c.Type != mapping.Reference && !c.Type.Roles() && c.Path.Attr != ""
}
