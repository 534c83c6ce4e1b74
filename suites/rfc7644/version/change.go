package version

import "github.com/entrasim/entrasim/suites/internal/harness"

func change() []harness.Spec {
	return []harness.Spec{
		harness.RFC(harness.Declaration{
			ID: "ETG-008", Title: "The tag changes with every change, and only then",
			Level: harness.Must, Ref: section, Gate: harness.GateETag, Effect: harness.EffectWrite, Needs: needs,
			Requirement: "The tag is another one after each change and the same after a read.",
			Advice:      "Count the version up with each write, in the same transaction. A tag from a clock repeats within its tick; one from a hash of the answer depends on the order of attributes.",
		}, follows),
		harness.RFC(harness.Declaration{
			ID: "ETG-009", Title: "The tag is the same at every read",
			Level: harness.Should, Ref: "7232 §2.3", Gate: harness.GateETag, Effect: harness.EffectWrite, Needs: needs,
			Requirement: "Two reads of an unchanged resource show the same tag.",
			Advice:      "Do not put anything into the tag that is made per answer: time, order, a random number.",
		}, stable),
	}
}

func follows(t *harness.T) {
	v := user(t)
	if again := read(t, v); again != v.tag {
		t.Fail("the tag changed by a read", again, v.tag)
	}
	seen := []string{v.tag}
	for _, value := range []string{"Harbour Clerk", "Dock Planner"} {
		after := changed(t, v, value)
		for _, before := range seen {
			if after == before {
				t.Fail("the tag did not change with the resource", after, "a tag that was not there before")
			}
		}
		seen = append(seen, after)
		v.tag = after
	}
}

func stable(t *harness.T) {
	v := user(t)
	if again := read(t, v); again != v.tag {
		t.Fail("the tag is another one at the second read", again, v.tag)
	}
}
