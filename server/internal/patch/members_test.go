package patch_test

import (
	"errors"
	"fmt"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"github.com/entrasim/entrasim/server/internal/patch"
	"github.com/entrasim/entrasim/server/internal/schema"
	"github.com/entrasim/entrasim/server/internal/scim"
)

func parse(t testing.TB, typ, ops string) []patch.Op {
	t.Helper()
	list, err := patch.Parse(decode(t, body(ops)), schema.Core().ResourceType(typ), schema.ModeEntra())
	if err != nil {
		t.Fatalf("%s: %v", ops, err)
	}
	return list
}

func TestMemberChange(t *testing.T) {
	steps, ok := patch.MemberChange(parse(t, "Group", `{"op":"Add","path":"members","value":[{"value":"U1","display":"Ada"},{"value":"G2","type":"Group"}]},
		{"op":"Remove","path":"members","value":[{"value":"U3"}]},{"op":"remove","path":"members[value eq \"U4\"]"},{"op":"add","value":{"members":[{"value":"U5"}]}}`))
	want := "[{false [{U1  Ada} {G2 Group }]} {true [{U3  }]} {true [{U4  }]} {false [{U5  }]}]"
	if got := fmt.Sprint(steps); !ok || got != want {
		t.Errorf("steps:\n got %s (%v)\nwant %s", got, ok, want)
	}
}

func TestMemberChangeDeclines(t *testing.T) {
	for name, ops := range map[string]string{
		"replace":         `{"op":"replace","path":"members","value":[{"value":"U1"}]}`,
		"remove all":      `{"op":"remove","path":"members"}`,
		"other filter":    `{"op":"remove","path":"members[display eq \"Ada\"]"}`,
		"two conditions":  `{"op":"remove","path":"members[value eq \"U1\" and type eq \"User\"]"}`,
		"part":            `{"op":"add","path":"members[value eq \"U1\"].display","value":"x"}`,
		"other attribute": `{"op":"Add","path":"members","value":[{"value":"U1"}]},{"op":"replace","path":"displayName","value":"x"}`,
		"nothing":         `{"op":"add","path":"shoeSize","value":1}`,
	} {
		if steps, ok := patch.MemberChange(parse(t, "Group", ops)); ok {
			t.Errorf("%s: must be left to Apply, got %v", name, steps)
		}
	}
	if _, ok := patch.MemberChange(parse(t, "User", `{"op":"Remove","path":"emails","value":[{"value":"x"}]}`)); ok {
		t.Error("e-mails are no members")
	}
}

func TestSplit(t *testing.T) {
	rest, steps, ok := patch.Split(parse(t, "Group", `{"op":"Replace","path":"displayName","value":"x"},{"op":"Add","path":"members","value":[{"value":"U1"}]},{"op":"Add","path":"externalId","value":"e"}`))
	if !ok || len(rest) != 2 || len(steps) != 1 || rest[0].Target.String() != "displayName" || rest[1].Target.String() != "externalId" {
		t.Errorf("got %v and %v (%v)", rest, steps, ok)
	}
	ops := parse(t, "Group", `{"op":"Replace","path":"displayName","value":"x"}`)
	if patch.Touches(ops, "members") || !patch.Touches(ops, "displayName") {
		t.Error("a rename touches displayName and nothing else")
	}
}

// TestStepsAgreeWithApply: what Split hands out does to a set of ids what Apply does to the list.
func TestStepsAgreeWithApply(t *testing.T) {
	rt, mode := schema.Core().ResourceType("Group"), schema.ModeEntra()
	id := rapid.Map(rapid.IntRange(0, 60), func(n int) string { return fmt.Sprintf("U%d", n) })
	rapid.Check(t, func(t *rapid.T) {
		members := []any{}
		for _, m := range rapid.SliceOfDistinct(id, rapid.ID[string]).Draw(t, "members") {
			members = append(members, scim.Object{"value": m})
		}
		group := scim.Object{"schemas": []any{scim.SchemaGroup}, "displayName": "Crew"}
		if len(members) > 0 {
			group["members"] = members
		}
		var ops []any
		for range rapid.IntRange(1, 6).Draw(t, "operations") {
			switch ids := rapid.SliceOfN(id, 1, 40).Draw(t, "ids"); rapid.IntRange(0, 2).Draw(t, "form") {
			case 0:
				ops = append(ops, scim.Object{"op": "Add", "path": "members", "value": refs(ids)})
			case 1:
				ops = append(ops, scim.Object{"op": "Remove", "path": "members", "value": refs(ids)})
			default:
				ops = append(ops, scim.Object{"op": "remove", "path": `members[value eq "` + ids[0] + `"]`})
			}
		}
		list, err := patch.Parse(scim.Object{"schemas": []any{scim.MessagePatchOp}, "Operations": ops}, rt, mode)
		if err != nil {
			t.Fatal(err)
		}
		steps, ok := patch.MemberChange(list)
		if !ok {
			t.Fatalf("operations %v must split into steps", ops)
		}
		want := map[string]bool{}
		for _, m := range members {
			want[m.(scim.Object)["value"].(string)] = true
		}
		for _, s := range steps {
			for _, m := range s.Members {
				if s.Remove {
					delete(want, m.ID)
				} else {
					want[m.ID] = true
				}
			}
		}
		out, _, err := patch.Apply(group, list, rt, mode)
		if err != nil {
			t.Fatal(err)
		}
		got, _ := out["members"].([]any)
		for _, m := range got {
			if !want[m.(scim.Object)["value"].(string)] {
				t.Fatalf("Apply has member %v that the steps have not", m)
			}
		}
		if len(got) != len(want) {
			t.Fatalf("Apply ends with %d members, the steps with %d", len(got), len(want))
		}
	})
}

func refs(ids []string) []any {
	out := make([]any, len(ids))
	for i, id := range ids {
		out[i] = scim.Object{"value": id}
	}
	return out
}

func TestApplyRefusesExcessiveWork(t *testing.T) {
	var elements, ops strings.Builder
	for i := range 8000 {
		fmt.Fprintf(&elements, `,{"value":"e%d"}`, i)
		ops.WriteString(`,{"op":"remove","path":"emails[display eq \"x\"]"}`)
	}
	_, _, err := run(t, "User", userHead+`"userName":"ada","emails":[`+elements.String()[1:]+`]}`, ops.String()[1:], schema.ModeEntra())
	var e *scim.Error
	if !errors.As(err, &e) || e.Status != 413 {
		t.Errorf("8,000 filters over 8,000 elements: want 413, got %v", err)
	}
}
