package patch

import (
	"github.com/entrasim/entrasim/server/internal/schema"
	"github.com/entrasim/entrasim/server/internal/scim"
)

// Member is a group member as a client names it.
type Member struct {
	ID      string
	Type    string // "User", "Group", or "" if not given
	Display string // may be empty
}

// MemberStep adds members to a group or takes them out. Members that are in already, or not in, are no error (Q58).
type MemberStep struct {
	Remove  bool
	Members []Member
}

// MemberChange returns the steps if all of ops add or remove single members of a group by id, in the order of ops.
// A caller can then change the group without reading its member list, which matters when ten thousand are in it.
func MemberChange(ops []Op) (steps []MemberStep, ok bool) {
	rest, steps, ok := Split(ops)
	return steps, ok && len(rest) == 0 && len(steps) > 0
}

// Split separates the operations on a group's members from the others, which do not depend on each other. It reports
// false if an operation on members is more than adding or removing by id (replace, remove all, other filters);
// then the member list must be loaded and all of ops given to Apply.
func Split(ops []Op) (rest []Op, steps []MemberStep, ok bool) {
	for i := range ops {
		op := &ops[i]
		if !isMembers(op.Target) {
			rest = append(rest, *op)
			continue
		}
		step, ok := op.memberStep()
		if !ok {
			return nil, nil, false
		}
		steps = append(steps, step)
	}
	return rest, steps, true
}

func isMembers(t schema.Path) bool {
	return t.Attr != nil && !t.Extension && t.Attr.Name == "members" && t.Attr.IsResourceReference()
}

func (op *Op) memberStep() (MemberStep, bool) {
	switch {
	case op.Target.Sub != nil, op.Kind == Replace:
		return MemberStep{}, false
	case op.Kind == Add && op.selector == nil:
		return MemberStep{Members: members(op.Value)}, true
	case op.Kind == Remove && op.listed:
		return MemberStep{Remove: true, Members: members(op.Value)}, true
	case op.Kind == Remove && op.selector != nil:
		pairs, plain := op.selector.Pairs()
		if !plain || len(pairs) != 1 || pairs[0].Sub.Name != "value" {
			return MemberStep{}, false
		}
		id, ok := pairs[0].Value.(string)
		return MemberStep{Remove: true, Members: []Member{{ID: id}}}, ok
	default:
		return MemberStep{}, false
	}
}

func members(v any) []Member {
	list, _ := v.([]any)
	out := make([]Member, 0, len(list))
	for _, e := range list {
		o, _ := e.(scim.Object)
		m := Member{}
		m.ID, _ = o["value"].(string)
		m.Type, _ = o["type"].(string)
		m.Display, _ = o["display"].(string)
		out = append(out, m)
	}
	return out
}
