package transport

import (
	"net/http"
	"net/url"
	"slices"
	"strings"

	"github.com/entrasim/entrasim/suites/internal/harness"
)

func host() []harness.Spec {
	return []harness.Spec{harness.Practice(harness.Declaration{
		ID: "TRN-021", Title: "Addresses name the host that clients know",
		Level: harness.Info, Ref: "—", Effect: harness.EffectWrite, Needs: []harness.Need{harness.NeedUser},
		Requirement: "Location, meta.location and $ref have the host of the base URL.",
		Advice:      "Build addresses from a configured public URL, or from the Forwarded or X-Forwarded-Host header that your proxy sets. Clients cannot follow an address inside your network.",
	}, publicHost)}
}

// publicHost looks at a user and, where that works, at a group with that user in it.
func publicHost(t *harness.T) {
	answer := t.Create("/Users", t.UserBody(nil)).Is(http.StatusCreated, http.StatusOK)
	found := addresses(answer.Doc())
	if location := answer.Header("Location"); location != "" {
		found = append(found, location)
	}
	if id := answer.PeekID(); t.Open(harness.GateGroups) && id != "" {
		group := t.Create("/Groups", harness.Attrs{
			"schemas": []string{harness.GroupURN}, "displayName": t.Name(""), "members": harness.MemberValues(id),
		})
		if created(group.Status()) {
			found = append(found, addresses(group.Doc())...)
		}
	}
	var strange []string
	for _, a := range found {
		u, err := url.Parse(a)
		if err == nil && u.IsAbs() && !strings.EqualFold(u.Hostname(), t.Host()) && !slices.Contains(strange, u.Host) {
			strange = append(strange, u.Host)
		}
	}
	if len(strange) > 0 {
		t.Fail("addresses lead to another host", strings.Join(strange, ", "), t.Host())
	}
}

// addresses are all values of location and $ref in a document.
func addresses(v any) []string {
	var out []string
	switch v := v.(type) {
	case map[string]any:
		for name, inner := range v {
			if text, ok := inner.(string); ok && (name == "location" || name == "$ref") {
				out = append(out, text)
			} else {
				out = append(out, addresses(inner)...)
			}
		}
	case []any:
		for _, inner := range v {
			out = append(out, addresses(inner)...)
		}
	}
	slices.Sort(out)
	return out
}
