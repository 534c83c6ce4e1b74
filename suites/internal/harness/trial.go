package harness

import (
	"net/http"
	"slices"
	"strings"

	"github.com/entrasim/entrasim/suites/report"
)

// trial is how a feature that a target may do without is tried, and which check says that it is missing.
type trial struct {
	name   string // as the texts call it
	bearer string // the check that fails when a feature is missing that must be there; all others are held back by it
	honest string // the check that judges how a target does without, whatever the profile; "" when there is none
	writes bool
	// uses tells whether a request is for the feature.
	uses func(method, path, query string) bool
	made Shared[finding]
}

// finding is what a trial found. The zero value: nobody can tell.
type finding struct {
	works   bool
	missing string // how the target does without, as what follows "the target"
	where   string
	got     string
}

// trialOf is how the feature of a gate is tried in its plainest form, before anything is held against a target that refused it; nil
// where nothing is tried.
func trialOf(g Gate) *trial {
	switch g {
	case GatePatch:
		return &trial{
			name: "PATCH", bearer: "PAT-002", honest: "PAT-001", writes: true,
			uses: func(method, _, _ string) bool { return method == http.MethodPatch },
			made: Shared[finding]{Name: "PATCH is served", Make: tryPatch},
		}
	case GateFilter:
		return &trial{
			name: "the filter of a list", bearer: "FLT-001", honest: "FLT-038",
			uses: func(method, _, query string) bool { return method == http.MethodGet && hasFilter(query) },
			made: Shared[finding]{Name: "a list takes a filter", Make: tryFilter},
		}
	case GateGroups:
		return &trial{
			name: "/Groups", bearer: "GRP-001", honest: "DSC-011",
			uses: func(_, path, _ string) bool { return path == "/Groups" || strings.HasPrefix(path, "/Groups/") },
			made: Shared[finding]{Name: "/Groups is served", Make: tryGroups},
		}
	}
	return nil
}

func hasFilter(query string) bool {
	return strings.HasPrefix(query, "filter=") || strings.Contains(query, "&filter=")
}

// declines tells whether a status is the answer of a target that does not have a feature, or does not have it for this token.
func declines(status int) bool {
	return status == http.StatusNotImplemented || status == http.StatusMethodNotAllowed || status == http.StatusForbidden
}

func declined(a *Answer) finding {
	got := statusText(a.Status())
	if detail := a.detail(); detail != "" {
		got += ": " + detail
	}
	return finding{missing: "answers " + a.what + " with " + statusText(a.Status()), where: a.what, got: got}
}

// tryPatch changes one text, with a path and without.
func tryPatch(t *T) finding {
	attribute := t.plainText()
	user := t.createUser(Attrs{attribute: "Mira Holt"})
	var answer *Answer
	for _, op := range []Op{{Op: "replace", Path: attribute, Value: "Holt, Mira"}, {Op: "replace", Value: Attrs{attribute: "Holt, Mira"}}} {
		if answer = t.TryPatch(user.Path, op); !declines(answer.Status()) {
			return finding{works: answer.Status() < http.StatusMultipleChoices}
		}
	}
	return declined(answer)
}

// tryFilter asks for a user that nobody has.
func tryFilter(t *T) finding {
	var answer *Answer
	for _, attribute := range slices.Compact([]string{"userName", t.MatchingAttribute()}) {
		answer = t.Get("/Users", Filter(`%s eq "%s"`, attribute, t.GUID()))
		if declines(answer.Status()) {
			continue
		}
		if found, _ := member(answer.Doc(), "Resources").([]any); answer.Status() == http.StatusOK && len(found) > 0 {
			return finding{missing: "answers a filter for nobody with everybody", where: answer.what, got: "users that the filter does not ask for"}
		}
		return finding{works: answer.Status() == http.StatusOK}
	}
	if !t.listsUsers() {
		return finding{}
	}
	return declined(answer)
}

// listsUsers tells a target without a feature from one that refuses everything.
func (t *T) listsUsers() bool {
	return t.Get("/Users", Param{"startIndex", "1"}, Param{"count", "1"}).Status() == http.StatusOK
}

// tryGroups lists groups, and creates one where a run may write.
func tryGroups(t *T) finding {
	answer := t.Get("/Groups")
	if !declines(answer.Status()) && answer.Status() != http.StatusNotFound {
		return finding{works: answer.Status() == http.StatusOK}
	}
	if !t.listsUsers() {
		return finding{}
	}
	if t.Effect == EffectRead {
		return declined(answer)
	}
	created := t.Create("/Groups", t.GroupBody(Attrs{"displayName": t.Name("")}))
	if !declines(created.Status()) && created.Status() != http.StatusNotFound {
		return finding{works: created.Status() < http.StatusMultipleChoices}
	}
	return declined(answer)
}

// tried is what is known of a feature by trying; the zero value where it may not be tried.
func (t *T) tried(g Gate) finding {
	trial := trialOf(g)
	if trial == nil || (trial.writes && t.Effect == EffectRead) {
		return finding{}
	}
	shared := trial.made
	if t.Effect == EffectRead {
		shared.Name += ", by reading" // which tries less
	}
	entry := shared.ensure(t)
	defer entry.mu.Unlock()
	found, _ := entry.value.(finding)
	return found
}

// feature is the gate of the feature that an exchange uses and the target seems not to have; "" when there is no such sign.
func (t *T) feature(ex exchange) Gate {
	if ex.adopted { // how a refusal looks is judged, and not that there is one
		return ""
	}
	path, query, _ := strings.Cut(strings.TrimPrefix(ex.url, t.session.base.String()), "?")
	for _, g := range []Gate{GateGroups, GatePatch, GateFilter} {
		if !trialOf(g).uses(ex.method, path, query) {
			continue
		}
		switch {
		case declines(ex.status):
		case g == GateGroups && ex.status == http.StatusNotFound && path == "/Groups":
		case g == GateFilter && ex.status == http.StatusOK: // it may have been passed over
		default:
			continue
		}
		if t.tried(g).missing != "" {
			return g
		}
	}
	return ""
}

// without ends the check when what went wrong is only that the target does not have the feature: as not supported where it does
// not say that it has and the profile can do without, as held back where one check, the bearer, fails by it. One cause, one
// failure.
func (t *T) without(g Gate) {
	if g == "" {
		return
	}
	trial, found := trialOf(g), t.tried(g)
	if found.missing == "" || t.outcome.Unannounced {
		return
	}
	announced, _ := t.session.features().word(g)
	switch {
	case t.ID == trial.honest && !(t.session.profile.requires(g) && !announced):
		return
	case !announced && !t.session.profile.requires(g):
		t.NotSupported("the target " + found.missing + ", and does not announce " + trial.name)
	case t.ID == trial.bearer:
		return
	}
	reason := "the target " + found.missing
	if announced {
		reason += ", though it announces " + trial.name
	} else {
		reason += ", and the profile cannot do without " + trial.name
	}
	need := trial.made.Name + " (" + trial.bearer + ")"
	reason = t.session.redact.text(reason)
	t.skipFor(&report.Obstacle{Need: need, Reason: reason, Where: found.where, Got: t.session.redact.text(found.got)}, "because not: "+need+": "+reason)
}

// word is what the target announces of a feature; known is whether it says anything.
func (f features) word(g Gate) (announced, known bool) {
	if g == GateGroups {
		return f.endpoints["/groups"], f.endpoints != nil
	}
	announced, known = f.config[announcedAs[g]]
	return announced, known
}

// passGate ends a check that the gate keeps out. What the target announces counts; where it says nothing, or what the profile cannot
// do without, it is tried.
func (t *T) passGate(g Gate) {
	open, reason := t.session.features().gate(g)
	_, known := t.session.features().word(g)
	switch trial := trialOf(g); {
	case open && trial != nil && !known:
		t.without(g)
	case open:
	case t.session.profile.requires(g):
		t.closedGate(reason)
		t.without(g)
	case trial != nil && t.ID == trial.bearer && t.tried(g).works:
		t.closedGate(reason + ", and it works")
		t.outcome.Unannounced = true
	default:
		t.NotSupported(reason)
	}
}

func (t *T) closedGate(reason string) {
	t.outcome.GateClosed = true
	t.outcome.Remarks = append(t.outcome.Remarks, remark{Text: reason})
}
