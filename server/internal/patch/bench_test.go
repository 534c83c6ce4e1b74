package patch_test

import (
	"strconv"
	"testing"

	"github.com/entrasim/entrasim/server/internal/patch"
	"github.com/entrasim/entrasim/server/internal/schema"
	"github.com/entrasim/entrasim/server/internal/scim"
)

// BenchmarkUser measures a typical flag-off update of a user: three operations, parsed and applied.
func BenchmarkUser(b *testing.B) {
	rt, mode := schema.Core().ResourceType("User"), schema.ModeEntra()
	request := decode(b, body(`{"op":"Replace","path":"displayName","value":"Ada"},{"op":"Replace","path":"emails[type eq \"work\"].value","value":"n@x"},{"op":"Add","path":"`+ent+`:department","value":"Optics"}`))
	user := decode(b, mails)
	b.ReportAllocs()
	for b.Loop() {
		ops, err := patch.Parse(request, rt, mode)
		if err != nil {
			b.Fatal(err)
		}
		if _, _, err := patch.Apply(user, ops, rt, mode); err != nil {
			b.Fatal(err)
		}
	}
}

// BenchmarkMemberChange measures one member for a group of any size: the member list is not needed.
func BenchmarkMemberChange(b *testing.B) {
	rt, mode := schema.Core().ResourceType("Group"), schema.ModeEntra()
	request := decode(b, body(`{"op":"Add","path":"members","value":[{"value":"U1"}]}`))
	b.ReportAllocs()
	for b.Loop() {
		ops, err := patch.Parse(request, rt, mode)
		if err != nil {
			b.Fatal(err)
		}
		if _, ok := patch.MemberChange(ops); !ok {
			b.Fatal("no member change")
		}
	}
}

// BenchmarkLargeGroup measures what remains when the list of 10,000 members must be loaded after all.
func BenchmarkLargeGroup(b *testing.B) {
	rt, mode := schema.Core().ResourceType("Group"), schema.ModeEntra()
	members := make([]any, 10_000)
	for i := range members {
		members[i] = scim.Object{"value": "U" + strconv.Itoa(i)}
	}
	group := scim.Object{"schemas": []any{scim.SchemaGroup}, "displayName": "Crew", "members": members}
	ops := parse(b, "Group", `{"op":"remove","path":"members[value eq \"U5000\" or value eq \"U1\"]"}`)
	b.ReportAllocs()
	for b.Loop() {
		if _, _, err := patch.Apply(group, ops, rt, mode); err != nil {
			b.Fatal(err)
		}
	}
}
