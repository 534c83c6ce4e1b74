package transport

import (
	"net/http"
	"strings"

	"github.com/entrasim/entrasim/suites/internal/harness"
)

func label() []harness.Spec {
	return []harness.Spec{
		harness.Closing(harness.RFC(harness.Declaration{
			ID: "TRN-006", Title: "Successful answers are labelled application/scim+json",
			Level: harness.Should, Ref: "7644 §3.1, §8.1", Effect: harness.EffectRead,
			Profiles:    []string{harness.Entra, harness.EntraGallery},
			In:          map[string]harness.Level{harness.Entra: harness.MustEntra, harness.EntraGallery: harness.MustEntra},
			Requirement: "Every body of a successful answer is labelled application/scim+json; parameters such as charset may follow.",
			Advice:      "Set Content-Type: application/scim+json on every answer with a body. Microsoft's guide demands it; application/json is what frameworks send when nobody says otherwise.",
		}, func(t *harness.T) {
			t.Get("/Users", harness.Param{Name: "startIndex", Value: "1"}, harness.Param{Name: "count", Value: "1"})
			labelled(t, func(o harness.Observation) bool { return o.Status() >= 200 && o.Status() < 300 })
		})),
		harness.Closing(harness.RFC(harness.Declaration{
			ID: "TRN-007", Title: "Errors are labelled application/scim+json",
			Level: harness.Should, Ref: "7644 §3.1, §8.1", Effect: harness.EffectRead,
			Requirement: "Every body of an error is labelled application/scim+json.",
			Advice:      "Let the error handler of the framework, and that of whatever checks the token in front of it, write SCIM errors with Content-Type: application/scim+json.",
		}, func(t *harness.T) {
			t.Get("/Users/" + t.GUID())
			t.Send(harness.Request{Method: http.MethodGet, Path: "/Users", Header: http.Header{"Authorization": nil}})
			labelled(t, func(o harness.Observation) bool { return o.Status() >= http.StatusBadRequest })
		})),
	}
}

// labelled demands the media type of all bodies of the run for which concerns is true; what is answered where there is no
// endpoint is TRN-014's business. The first without is reported, the
// number of others beside it.
func labelled(t *harness.T, concerns func(harness.Observation) bool) {
	var wrong []harness.Observation
	all := 0
	for _, o := range t.Observed() {
		if !o.HasBody() || !o.Within() || !concerns(o) || strings.Contains(o.What(), noEndpoint) {
			continue
		}
		all++
		if labelOf(o.Header("Content-Type")) != mediaType {
			wrong = append(wrong, o)
		}
	}
	if len(wrong) == 0 {
		return
	}
	t.Remark("%d of %d answers are not labelled %s", len(wrong), all, mediaType)
	wrong[0].Fail("the body is not labelled as SCIM", harness.Show(wrong[0].Header("Content-Type")), mediaType)
}
