package patch_test

import (
	"errors"
	"fmt"
	"testing"

	"pgregory.net/rapid"

	"github.com/entrasim/entrasim/server/internal/patch"
	"github.com/entrasim/entrasim/server/internal/schema"
	"github.com/entrasim/entrasim/server/internal/scim"
)

// TestOtherTypes covers what the core schemas do not have: immutable attributes and lists of plain values.
func TestOtherTypes(t *testing.T) {
	base := schema.NewSchema("urn:example:device:1.0", "Device", "A device",
		&schema.Attribute{Name: "serial", Description: "s", Mutability: schema.Immutable},
		&schema.Attribute{Name: "tags", Description: "t", MultiValued: true},
	)
	rt := schema.NewResourceType("Device", "A device", "/Devices", base)
	apply := func(resource, ops string) (string, error) {
		list, err := patch.Parse(decode(t, body(ops)), rt, schema.ModeEntra())
		if err != nil {
			return "", err
		}
		out, _, err := patch.Apply(decode(t, resource), list, rt, schema.ModeEntra())
		if err != nil {
			return "", err
		}
		return string(rt.AppendResource(nil, out)), nil
	}
	const head = `{"schemas":["urn:example:device:1.0"]`
	for ops, want := range map[string]string{
		`{"op":"add","path":"serial","value":"S1"}`:                        head + `,"serial":"S1","tags":["a","b"]}`,
		`{"op":"Add","path":"tags","value":[{"value":"c"},{"value":"a"}]}`: head + `,"tags":["a","b","c"]}`,
		`{"op":"Remove","path":"tags","value":[{"value":"A"}]}`:            head + `,"tags":["b"]}`,
		`{"op":"remove","path":"tags[value eq \"b\"]"}`:                    head + `,"tags":["a"]}`,
		`{"op":"replace","path":"tags[value eq \"b\"]","value":"z"}`:       head + `,"tags":["a","z"]}`,
		`{"op":"replace","path":"tags","value":"z"}`:                       head + `,"tags":["z"]}`,
	} {
		if got, err := apply(head+`,"tags":["a","b"]}`, ops); err != nil || got != want {
			t.Errorf("%s\n got %s (%v)\nwant %s", ops, got, err, want)
		}
	}
	for _, ops := range []string{
		`{"op":"replace","path":"serial","value":"S2"}`, `{"op":"remove","path":"serial"}`, `{"op":"add","value":{"serial":"S2"}}`,
	} {
		var e *scim.Error
		if got, err := apply(head+`,"serial":"S1"}`, ops); !errors.As(err, &e) || e.ScimType != scim.Mutability {
			t.Errorf("%s: an immutable value must stay, got %s (%v)", ops, got, err)
		}
	}
	if _, err := apply(head+`,"serial":"S1"}`, `{"op":"replace","path":"serial","value":"S1"}`); err != nil {
		t.Errorf("repeating an immutable value is no change: %v", err)
	}
}

// opGen draws operations that mix every form on attributes that interact.
func opGen() *rapid.Generator[any] {
	text := rapid.SampledFrom([]any{"a@x", "b@x", "", nil, "True", "U1"})
	element := rapid.Custom(func(t *rapid.T) any {
		o := scim.Object{}
		for _, k := range []string{"value", "type", "display"} {
			if rapid.Bool().Draw(t, k) {
				o[k] = text.Draw(t, k+" value")
			}
		}
		if rapid.Bool().Draw(t, "primary") {
			o["primary"] = rapid.SampledFrom([]any{true, false, "True"}).Draw(t, "mark")
		}
		return o
	})
	path := rapid.SampledFrom([]string{
		"title", "active", "name", "name.givenName", "emails", "emails.value", `emails[type eq "a@x"]`, `emails[type eq "b@x"].value`,
		`emails[primary eq true].display`, `emails[value pr]`, `roles[primary eq "True"].value`, ent + ":manager", ent + ":manager.value",
		`manager[value eq "U1"]`, ent, "userName", "shoeSize", "addresses.locality",
	})
	value := rapid.OneOf(text, element, rapid.Map(rapid.SliceOfN(element, 0, 4), func(l []any) any { return l }),
		rapid.Custom(func(t *rapid.T) any {
			return scim.Object{"name.givenName": text.Draw(t, "name"), "emails": []any{element.Draw(t, "mail")}, ent + ":manager": "U1"}
		}))
	return rapid.Custom(func(t *rapid.T) any {
		op := scim.Object{"op": rapid.SampledFrom([]string{"Add", "Replace", "Remove"}).Draw(t, "op")}
		if rapid.IntRange(0, 5).Draw(t, "pathless") > 0 {
			op["path"] = path.Draw(t, "path")
		}
		if rapid.IntRange(0, 5).Draw(t, "valueless") > 0 {
			op["value"] = value.Draw(t, "value")
		}
		return op
	})
}

// TestAnySequenceLeavesAValidResource: applied one by one or in one request, operations give the same valid resource,
// and a refused request is refused whole.
func TestAnySequenceLeavesAValidResource(t *testing.T) {
	rt, mode := schema.Core().ResourceType("User"), schema.ModeEntra()
	mode.PruneElements = false // pruning waits for the end of a request, so splitting one shows
	start := func() scim.Object { return decode(t, mails) }
	rapid.Check(t, func(t *rapid.T) {
		ops := rapid.SliceOfN(opGen(), 1, 6).Draw(t, "operations")
		var good []any
		stepwise := start()
		for _, op := range ops {
			list, err := parseOps([]any{op}, rt, mode)
			if err != nil {
				requireSCIM(t, err)
				continue
			}
			before := scim.CloneObject(stepwise)
			next, changed, err := patch.Apply(stepwise, list, rt, mode)
			if !scim.Equal(before, stepwise) {
				t.Fatalf("Apply changed its input on %v", op)
			}
			if err != nil {
				requireSCIM(t, err)
				continue
			}
			if err := rt.Validate(next); err != nil {
				t.Fatalf("%v leaves an invalid resource: %v", op, err)
			}
			if changed == scim.Equal(before, next) {
				t.Fatalf("%v: changed is %v", op, changed)
			}
			good, stepwise = append(good, op), next
		}
		if len(good) == 0 {
			return
		}
		list, err := parseOps(good, rt, mode)
		if err != nil {
			t.Fatalf("operations fine one by one are refused together: %v", err)
		}
		together, _, err := patch.Apply(start(), list, rt, mode)
		if err != nil {
			t.Fatalf("operations fine one by one fail together: %v", err)
		}
		if !scim.Equal(together, stepwise) {
			t.Fatalf("%v\ntogether   %s\none by one %s", good, scim.AppendJSON(nil, together), scim.AppendJSON(nil, stepwise))
		}
	})
}

func parseOps(ops []any, rt *schema.ResourceType, mode schema.Mode) ([]patch.Op, error) {
	return patch.Parse(scim.Object{"schemas": []any{scim.MessagePatchOp}, "Operations": ops}, rt, mode)
}

func requireSCIM(t *rapid.T, err error) {
	var e *scim.Error
	if !errors.As(err, &e) || e.Status != 400 || e.Detail == "" {
		t.Fatalf("want a 400 with a detail, got %s", fmt.Sprintf("%#v", err))
	}
}
