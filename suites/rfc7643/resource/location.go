package resource

import (
	"net/http"
	"net/url"

	"github.com/entrasim/entrasim/suites/internal/harness"
)

func location() []harness.Spec {
	return []harness.Spec{
		harness.RFC(harness.Declaration{
			ID: "RES-009", Title: "meta.location is the URI of the resource and leads to it",
			Level: harness.Must, Ref: "7643 §3.1", Effect: harness.EffectWrite, Needs: needUser,
			Requirement: "meta.location is the URI of the resource, and GET on it returns the resource.",
			Advice:      "Build it from the public base URL, the endpoint and the id; behind a proxy from X-Forwarded-Host or a configured address.",
		}, locationLeads),

		harness.RFC(harness.Declaration{
			ID: "RES-010", Title: "Location and Content-Location equal meta.location",
			Level: harness.Must, Ref: "7643 §3.1", Effect: harness.EffectWrite,
			Requirement: "Location and Content-Location, where they are sent, equal meta.location.",
			Advice:      "Take all three from one place in the program.",
		}, headersAgree),
	}
}

func locationLeads(t *harness.T) {
	followed := map[string]bool{}
	each(t, func(s specimen, v view) {
		ref := text(v.resource, "meta", "location")
		u, err := t.Locate(ref)
		if err != nil {
			v.fail(t, "meta.location is not a URI", show(harness.Member(v.resource, "meta", "location")), "the URI of the resource")
			return
		}
		if given, err := url.Parse(ref); err == nil && !given.IsAbs() {
			t.Tolerate("meta.location has no scheme and host: %s; RFC 7643 §2.3.7 lets references be relative, clients follow absolute ones", ref)
		}
		if followed[u.String()] {
			return
		}
		followed[u.String()] = true
		answer, reason := t.Follow(ref)
		if answer == nil {
			t.Remark("%s: %s", ref, reason)
			return
		}
		if id := harness.Member(v.resource, "id"); answer.Status() != http.StatusOK || id != nil && harness.Member(answer.Doc(), "id") != id {
			v.fail(t, "meta.location does not lead to the resource", ref+", which answers "+statusText(answer), "the resource with id "+show(id))
		}
	})
}

func headersAgree(t *harness.T) {
	for _, s := range specimens.Get(t) {
		body := t.UserBody(nil)
		if s.endpoint == "/Groups" {
			body = t.RequiredBody(s.rt)
		}
		var created *harness.Answer
		t.Arrange("creating a "+s.rt.Name, func() { created = t.Create(s.endpoint, body).Is(http.StatusCreated, http.StatusOK) })
		agree(t, created)
		if id := created.PeekID(); id != "" {
			agree(t, t.Get(s.endpoint+"/"+url.PathEscape(id)))
		}
	}
}

// agree compares what an answer says about where the resource is.
func agree(t *harness.T, answer *harness.Answer) {
	inside := text(answer.Doc(), "meta", "location")
	if inside == "" {
		return // RES-009 is about that, and an answer need not have a body
	}
	for _, name := range []string{"Location", "Content-Location"} {
		header := answer.Header(name)
		switch {
		case header == "" || header == inside:
		case t.SameURI(header, inside):
			t.Deviation("%s is %s and meta.location %s: the same place, written otherwise", name, header, inside)
		default:
			answer.Fail(name+" is not meta.location", header, inside)
		}
	}
}
