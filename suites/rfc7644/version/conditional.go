package version

import (
	"net/http"

	"github.com/entrasim/entrasim/suites/internal/harness"
)

func conditional() []harness.Spec {
	return []harness.Spec{
		harness.RFC(harness.Declaration{
			ID: "ETG-005", Title: "If-None-Match answers 304 while nothing changed",
			Level: harness.Should, Ref: section, Gate: harness.GateETag, Effect: harness.EffectWrite, Needs: needs,
			Requirement: "GET with If-None-Match of the current tag answers 304 without a body, with another tag 200.",
			Advice:      "Compare the tag before the resource is written out; compare weakly, so that W/ makes no difference.",
		}, notModified),
		harness.RFC(harness.Declaration{
			ID: "ETG-006", Title: "If-Match of an outdated tag answers 412 and changes nothing",
			Level: harness.Must, Ref: "7644 §3.12, §3.14, 7232 §3.1", Gate: harness.GateETag, Effect: harness.EffectDelete, Needs: needs,
			Requirement: "PUT, PATCH and DELETE with If-Match of an outdated tag answer 412 and change nothing.",
			Advice:      "Compare the tag in the transaction that writes; outside of it another writer may come in between.",
		}, outdated),
		harness.RFC(harness.Declaration{
			ID: "ETG-007", Title: "If-Match of the current tag, and *, succeed",
			Level: harness.Must, Ref: section, Gate: harness.GateETag, Effect: harness.EffectWrite, Needs: needs,
			Requirement: "A change with If-Match of the current tag, or with *, succeeds.",
			Advice:      "Accept the tag as you sent it, weak prefix included: RFC 7644 §3.14 uses weak tags in If-Match. * stands for any version.",
		}, current),
	}
}

func notModified(t *harness.T) {
	v := steady(t)
	get := func(tag string) *harness.Answer {
		return t.Send(harness.Request{Method: http.MethodGet, Path: v.Path, Header: http.Header{"If-None-Match": {tag}}})
	}
	same := get(v.tag).Is(http.StatusNotModified)
	if same.HasBody() {
		same.Fail("the answer 304 has a body", harness.Excerpt(same), "no body")
	}
	get(`W/"entrasim-another-version"`).Is(http.StatusOK)
}

func outdated(t *harness.T) {
	v := steady(t)
	const kept = "Harbour Clerk"
	if changed(t, v, kept) == v.tag {
		t.SkipBecause("the tag does not change with the resource, which ETG-008 is about")
	}
	stale := http.Header{"If-Match": {v.tag}}
	requests := []harness.Request{write(t, v, "Overwritten", v.tag)}
	if requests[0].Method == http.MethodPatch {
		if put, ok := putting(t, v, kept); ok {
			put[text(t)] = "Overwritten"
			requests = append(requests, harness.Request{Method: http.MethodPut, Path: v.Path, Body: put, Header: stale})
		} else {
			t.Remark("PUT does not work without a precondition either, and was left out")
		}
	}
	requests = append(requests, harness.Request{Method: http.MethodDelete, Path: v.Path, Header: stale})
	for _, r := range requests {
		switch answer := t.Send(r); answer.Status() {
		case http.StatusConflict:
			t.Deviation("%s with an outdated tag answers 409, which RFC 7644 §3.12 has for this too; RFC 7232 §3.1 has 412", r.Method)
		case http.StatusMethodNotAllowed, http.StatusNotImplemented:
			t.Remark("%s is not served", r.Method)
		default:
			answer.Is(http.StatusPreconditionFailed)
		}
		still(t, v, kept, r.Method+" was refused and done all the same")
	}
}

func current(t *harness.T) {
	v := steady(t)
	v.tag = changed(t, v, "Rigger, again")
	t.Send(write(t, v, "Harbour Clerk", v.tag)).Is(http.StatusOK, http.StatusNoContent)
	t.Send(write(t, v, "Dock Planner", "*")).Is(http.StatusOK, http.StatusNoContent)
}
