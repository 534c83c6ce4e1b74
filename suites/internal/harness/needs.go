package harness

import (
	"fmt"
	"net/http"

	"github.com/gavv/httpexpect/v2"

	"github.com/entrasim/entrasim/suites/report"
)

// Need names a prerequisite of checks. It is established by a probe, once per session, so that any check can run alone, in
// any order or in a process of its own.
type Need string

// The prerequisites, named as the sentence that a skipped check completes: "skipped, because not: a user can be created".
const (
	NeedUser       Need = "a user can be created, found by id and read"
	NeedGroup      Need = "a group can be created and read"
	NeedMembers    Need = "a member can be added to a group"
	NeedDisable    Need = "a user can be disabled"
	NeedFilter     Need = "a filter on userName finds exactly the user asked for"
	NeedTitleCase  Need = "PATCH operations may be spelled Add, Replace, Remove (AAD-007)"
	NeedText       Need = "active may be set with the strings True and False (AAD-008)"
	NeedBoolean    Need = "active comes back as a boolean (AAD-008)"
	NeedExtras     Need = "a user can be created with the body that Entra sends (AAD-005)"
	NeedProbe      Need = "Entra's connection test for users succeeds (AAD-001)"
	NeedGroupProbe Need = "Entra's connection test for groups succeeds"
	NeedCreatedID  Need = "the answer to a create carries the id, as a string (AAD-006, RES-002)"
	NeedPlainUser  Need = "a user can be created from what Entra maps by default, without the template"
	NeedPatch      Need = "PATCH changes a user"
	NeedPut        Need = "PUT changes a user"
)

// needResult is the memoised result of a probe.
type needResult struct {
	missing   string           // why the prerequisite does not hold; "" when it holds
	obstacle  *report.Obstacle // the same in parts
	undecided string           // why nobody can tell
	feature   Gate             // that the target does not have at all, which explains missing
	exchanges []report.Exchange
}

// establishing is the probe of a need. Probes use the plainest RFC form there is: what Entra does differently has checks of
// its own.
func establishing(need Need) func(*T) {
	switch need {
	case NeedUser:
		return func(t *T) {
			path := t.createUser(nil).Path
			shows := func() { t.ReadBack(path, nil) }
			if v := t.attempt(shows); v != nil {
				t.seemsLagging(shows)
				t.violate(*v)
			}
		}
	case NeedGroup:
		return func(t *T) { t.ReadBack(t.createGroup().Path, nil) }
	case NeedMembers:
		return func(t *T) {
			user, group := t.createUser(nil), t.createGroup()
			t.Patch(group.Path, addMembers(user.ID))
			t.WantMembers(group, user.ID)
		}
	case NeedDisable:
		return func(t *T) { t.Patch(t.createUser(nil).Path, Op{Op: "replace", Path: "active", Value: false}) }
	case NeedText:
		return func(t *T) {
			t.Patch(t.createUser(nil).Path, Op{Op: t.Spelling("Replace"), Path: "active", Value: "False"})
		}
	case NeedTitleCase:
		return func(t *T) {
			t.Patch(t.createUser(nil).Path, Op{Op: "Replace", Path: "displayName", Value: "Mira Berg"})
		}
	case NeedFilter:
		return func(t *T) {
			user := t.createUser(nil)
			t.WantUsers(user.ID, `userName eq "%s"`, user.UserName)
		}
	case NeedBoolean:
		return func(t *T) {
			t.ReadBack(t.createUser(nil).Path, func(o *httpexpect.Object) { o.Value("active").Boolean() })
		}
	case NeedExtras:
		return func(t *T) { t.Create("/Users", t.ExtrasBody()).Is(http.StatusCreated, http.StatusOK) }
	case NeedProbe:
		return func(t *T) { t.ConnectionTest("/Users", t.MatchingAttribute()) }
	case NeedCreatedID:
		return func(t *T) { t.Create("/Users", t.UserBody(nil)).Is(http.StatusCreated, http.StatusOK).StringID() }
	case NeedPlainUser:
		return func(t *T) { t.Create("/Users", t.untemplated()).Is(http.StatusCreated, http.StatusOK) }
	case NeedPatch:
		return func(t *T) { t.changeByPatch() }
	case NeedPut:
		return func(t *T) { t.changeByPut() }
	case NeedGroupProbe:
		return func(t *T) { t.ConnectionTest("/Groups", "displayName") }
	}
	return func(t *T) {
		t.abort(fmt.Sprintf("the check is written wrongly: no probe for the prerequisite %q", need))
	}
}

// establish runs the probe of need, or remembers what it found. The lock is per need: checks that need the same wait for
// one another, and a probe may itself depend on another.
func (t *T) establish(need Need) needResult {
	entry := t.session.needs.entry(need)
	entry.mu.Lock()
	defer entry.mu.Unlock()
	if entry.known {
		return entry.result
	}
	entry.result = t.probe(need)
	// What an interruption left undecided says nothing about the target.
	entry.known = entry.result.undecided == "" || t.ctx.Err() == nil
	return entry.result
}

// probe runs in a T of its own, so that its traffic and its data stay apart from the check that happens to need it first.
func (t *T) probe(need Need) (r needResult) {
	p := t.session.newT(t.ctx, Declaration{ID: t.ID, Title: string(need), Level: Must}, t.session.cfg.Transport)
	p.prefix = "probe" + GUID(0, string(need))[:8] // probes may be under way at the same time
	defer p.recorder.during("prerequisite: " + string(need))()
	defer func() {
		switch x := recover().(type) {
		case nil:
		case stopped:
			if r.undecided = p.outcome.Reason; p.outcome.State == stateSkipped {
				r.missing, r.undecided = r.undecided, ""
			}
		default:
			panic(x)
		}
		p.cleanUp(t.ctx)
		r.exchanges = t.session.redact.publish(p.recorder.all())
	}()
	if v := p.attempt(func() { establishing(need)(p) }); v != nil {
		r.missing, r.obstacle, r.feature = v.summary(), obstacle(string(need), v), v.Missing
	}
	return r
}

// require ends the check as skipped when need does not hold, with the probe's traffic as evidence.
func (t *T) require(need Need) {
	r := t.establish(need)
	if r.missing != "" || r.undecided != "" {
		t.evidence = r.exchanges
	}
	if r.undecided != "" {
		t.abort(fmt.Sprintf("cannot tell whether %s: %s", need, r.undecided))
	}
	if r.missing != "" {
		t.without(r.feature)
		t.skipFor(r.obstacle, fmt.Sprintf("because not: %s (%s)", need, r.missing))
	}
}

// Spelling is how a PATCH operation is spelled: as Entra spells it (Add, Replace, Remove), unless the target is known to
// refuse that. Then AAD-007 says so, and the other checks go on with the RFC's lower case: one cause, one failure.
func (t *T) Spelling(op string) string {
	if r := t.establish(NeedTitleCase); r.missing != "" {
		return lowerFirst(op)
	}
	return op
}

func lowerFirst(op string) string { return string(op[0]|0x20) + op[1:] }
