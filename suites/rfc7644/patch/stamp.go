package patch

import (
	"net/http"
	"time"

	"github.com/entrasim/entrasim/suites/internal/harness"
	"github.com/entrasim/entrasim/suites/internal/subject"
)

func stamp() []harness.Spec {
	return []harness.Spec{
		harness.RFC(harness.Declaration{
			ID: "PAT-010", Title: "add of a value that is there already leaves meta.lastModified",
			Level: harness.Must, Ref: adding, Gate: harness.GatePatch, Effect: harness.EffectWrite, Needs: needs,
			Requirement: "An add that finds its value there already does not change meta.lastModified.",
			Advice:      "Move lastModified only when an operation changed something.",
		}, stampKept),

		harness.RFC(harness.Declaration{
			ID: "PAT-045", Title: "A change advances meta.lastModified, and the version",
			Level: harness.Must, Ref: "7643 §3.1", Gate: harness.GatePatch, Effect: harness.EffectWrite, Needs: needs,
			Requirement: "A PATCH that changes something moves meta.lastModified forward and gives the resource another version, if it has one.",
			Advice:      "Set lastModified, and make a new ETag, whenever an attribute changes: clients compare them to see what is new.",
		}, stampMoved),
	}
}

func stampKept(t *harness.T) {
	attribute := subject.Texts(t, 1)[0]
	user := t.User(harness.Attrs{attribute: subject.First})
	before := subject.Read(t, user.Path)
	was := subject.Modified(t, before)
	subject.Tick(t, before)
	if t.TryPatch(user.Path, op("add", attribute, subject.First)).Status() >= http.StatusMultipleChoices {
		t.SkipBecause("an add that changes nothing is refused, which PAT-005 and PAT-009 are about")
	}
	if now := subject.Modified(t, subject.Read(t, user.Path)); !now.Equal(was) {
		t.Fail("meta.lastModified has moved though nothing has changed", show(now), show(was)+", as before")
	}
}

// stampMoved waits for the target's clock where a change comes too soon after the create: time stamps may be whole seconds.
func stampMoved(t *harness.T) {
	attribute := subject.Texts(t, 1)[0]
	user := t.User(harness.Attrs{attribute: subject.First})
	before := subject.Read(t, user.Path)
	was, version := subject.Modified(t, before), subject.At(before, "meta.version")
	subject.Tick(t, before)
	t.Patch(user.Path, op("replace", attribute, subject.Second))
	t.Settle(func() {
		after := subject.Read(t, user.Path)
		if now := subject.Modified(t, after); !now.After(was) {
			t.Fail("meta.lastModified has not moved forward with a change", show(now), "a time after "+show(was))
		}
		if now := subject.At(after, "meta.version"); version != nil && now == version {
			t.Fail("meta.version is what it was before the change", harness.Show(now), "another version")
		}
	})
}

func show(at time.Time) string { return at.Format(time.RFC3339Nano) }
