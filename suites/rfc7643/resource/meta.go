package resource

import (
	"net/http"
	"net/url"
	"strings"
	"time"

	"github.com/gavv/httpexpect/v2"

	"github.com/entrasim/entrasim/suites/internal/harness"
)

func meta() []harness.Spec {
	return []harness.Spec{
		harness.RFC(harness.Declaration{
			ID: "RES-006", Title: "meta sent by the client is ignored",
			Level: harness.Must, Ref: "7643 §3.1", Effect: harness.EffectWrite, Needs: needUser,
			Requirement: "meta in the body of a create is ignored, whatever it says.",
			Advice:      "Drop meta from bodies and write your own; do not refuse it: Entra sends meta.resourceType with every create.",
		}, clientMetaIgnored),

		harness.RFC(harness.Declaration{
			ID: "RES-007", Title: "meta.resourceType is the name of the resource type",
			Level: harness.Must, Ref: "7643 §3.1", Effect: harness.EffectWrite,
			Requirement: "meta.resourceType is the name of the resource type, letter for letter.",
			Advice:      `Write "User" and "Group", as /ResourceTypes names them: the attribute is case-exact.`,
		}, typeNamed),

		harness.RFC(harness.Declaration{
			ID: "RES-008", Title: "meta.created and meta.lastModified are times, equal on a resource never changed",
			Level: harness.Must, Ref: "7643 §3.1", Effect: harness.EffectWrite, Needs: needUser,
			Requirement: "meta.created and meta.lastModified are DateTimes, and equal on a resource that was never changed.",
			Advice:      "Take the time once when a resource is created and store it as both.",
		}, timesEqual),

		harness.RFC(harness.Declaration{
			ID: "RES-011", Title: "meta.lastModified advances with a change and not with a read",
			Level: harness.Must, Ref: "7643 §3.1", Effect: harness.EffectWrite, Needs: needUser,
			Requirement: "meta.lastModified advances when the resource changes, and does not change when it is read.",
			Advice:      "Set lastModified where a change is stored, not where a resource is written out.",
		}, timeAdvances),
	}
}

func clientMetaIgnored(t *harness.T) {
	lies := map[string]string{
		"resourceType": "Robot", "created": "1999-12-31T23:59:59Z", "lastModified": "1999-12-31T23:59:59Z",
		"location": "https://elsewhere.entrasim.example/Users/1", "version": `W/"forged"`,
	}
	forged := harness.Attrs{}
	for name, lie := range lies {
		forged[name] = lie
	}
	answer := t.Create("/Users", t.UserBody(harness.Attrs{"meta": forged})).Is(http.StatusCreated, http.StatusOK)
	truth := func(o map[string]any) {
		for name, lie := range lies {
			if got := text(o, "meta", name); got == lie {
				t.Fail("meta."+name+" is what the client sent", got, "a value of the target's own")
			}
		}
	}
	truth(answer.Doc())
	if id := answer.PeekID(); id != "" {
		t.ReadBack("/Users/"+url.PathEscape(id), func(o *httpexpect.Object) { truth(o.Raw()) })
	}
}

// typeNamed looks at resources whose creates said nothing of meta: RES-006 and CRE-022 are about those that lie.
func typeNamed(t *harness.T) {
	each(t, func(s specimen, v view) {
		inner, _ := exact(t, v.resource, "meta").(map[string]any)
		if got := exact(t, inner, "resourceType"); got != s.rt.Name {
			v.fail(t, "meta.resourceType is not the name of the resource type", show(got), harness.Show(s.rt.Name))
		}
	})
}

// moment reads a time; one without an offset is taken for UTC, which CHR-004 is about.
func moment(s string) (time.Time, bool) {
	for _, layout := range []string{time.RFC3339Nano, "2006-01-02T15:04:05.999999999"} {
		if at, err := time.Parse(layout, s); err == nil {
			return at, true
		}
	}
	return time.Time{}, false
}

func wantMoment(t *harness.T, o map[string]any, name string) time.Time {
	at, ok := moment(text(o, "meta", name))
	if !ok {
		t.Fail("meta."+name+" is not a DateTime", show(harness.Member(o, "meta", name)), "text such as 2026-03-02T09:30:00Z")
	}
	return at
}

func timesEqual(t *harness.T) {
	user := t.User(nil)
	t.Pause(tick) // a time taken when the user is read would be another one by now
	t.ReadBack(user.Path, func(o *httpexpect.Object) {
		created, modified := wantMoment(t, o.Raw(), "created"), wantMoment(t, o.Raw(), "lastModified")
		apart := modified.Sub(created).Abs()
		switch {
		case apart == 0:
		case apart < time.Second:
			t.Deviation("meta.lastModified is %s from meta.created although nothing was changed: two clock readings where one was meant", apart)
		default:
			t.Fail("meta.lastModified is not meta.created although nothing was changed", text(o.Raw(), "meta", "lastModified"), text(o.Raw(), "meta", "created"))
		}
	})
}

// tick is longer than the steps in which the clocks of operating systems advance.
const tick = 20 * time.Millisecond

// resolution is the shortest time after which a stamp written like s must differ.
func resolution(s string) time.Duration {
	const whole = 1100 * time.Millisecond
	_, fraction, ok := strings.Cut(s, ".")
	digits := strings.IndexFunc(fraction, func(r rune) bool { return r < '0' || r > '9' })
	if digits < 0 {
		digits = len(fraction)
	}
	if !ok || strings.Trim(fraction[:digits], "0") == "" {
		return whole // .000: the fraction says nothing
	}
	return tick
}

func timeAdvances(t *harness.T) {
	user := t.User(nil)
	read := func() string { return text(t.Get(user.Path).Is(http.StatusOK).Object().Raw(), "meta", "lastModified") }
	before := read()
	if _, ok := moment(before); !ok {
		t.SkipBecause("there is no meta.lastModified that is a time, which RES-008 is about")
	}
	t.Pause(resolution(before))
	if again := read(); again != before {
		t.Fail("meta.lastModified changes when the resource is read", again, before)
	}
	change(t, user)
	t.Settle(func() {
		after := read()
		old, _ := moment(before)
		if at, ok := moment(after); !ok || !at.After(old) {
			t.Fail("meta.lastModified does not advance when the resource changes", show(after), "later than "+before)
		}
	})
}

// change changes the user in a way that the target supports.
func change(t *harness.T, user harness.User) {
	t.Arrange("changing the user", func() {
		value := "Berg, Mira"
		if t.Open(harness.GatePatch) && t.TryPatch(user.Path, harness.Op{Op: "replace", Path: "displayName", Value: value}).Status() < http.StatusBadRequest {
			return
		}
		t.PutUser(user, t.UserBody(harness.Attrs{"userName": user.UserName, "displayName": value})).Is(http.StatusOK, http.StatusNoContent)
	})
}
