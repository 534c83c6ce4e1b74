package validation

import (
	"fmt"
	"slices"

	"github.com/entrasim/entrasim/simulator/internal/validator/resource"
)

// members is the value of a PATCH on members.
func members(ids ...string) []any {
	var list []any
	for _, id := range ids {
		list = append(list, resource.Object{{Name: "value", Value: id}})
	}
	return list
}

// without is the path of one member.
func without(id string) string {
	return `members[value eq ` + string(resource.Encode(id)) + `]`
}

// holds reads a group and demands its members.
func (r *run) holds(s subject, want ...string) {
	o, ok := r.read(s, "read the group")
	if !ok {
		return
	}
	var got []string
	for _, e := range o.List("members") {
		member, _ := e.(resource.Object)
		got = append(got, member.Text("value"))
	}
	slices.Sort(got)
	slices.Sort(want)
	r.Both(slices.Equal(got, want), "7644 §3.5.2", fmt.Sprintf("the group has the members %v", want), fmt.Sprint(got))
}

// crew makes a group and users.
func (r *run) crew(n int) (subject, []string, bool) {
	group, ok := r.makeGroup()
	var ids []string
	for range n {
		if !ok {
			break
		}
		var user subject
		user, ok = r.makeMember()
		ids = append(ids, user.id)
	}
	return group, ids, ok
}

func addMember(r *run) {
	group, ids, ok := r.crew(1)
	if ok && r.patched(group, "put a member in", operation("replace", "members", members(ids...))) {
		r.holds(group, ids...)
	}
}

func removeMember(r *run) {
	group, ids, ok := r.crew(2)
	if !ok || !r.patched(group, "put two members in", operation("replace", "members", members(ids...))) {
		return
	}
	if r.patched(group, "take one out", operation("remove", without(ids[0]), nil)) {
		r.holds(group, ids[1])
	}
}

func sameMember(r *run) {
	group, ids, ok := r.crew(1)
	if ok && r.patched(group, "put a member in and take it out", operation("add", "members", members(ids...)), operation("remove", without(ids[0]), nil)) {
		r.holds(group)
	}
}
