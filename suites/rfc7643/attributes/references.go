package attributes

import (
	"net/http"
	"slices"
	"strings"

	"github.com/entrasim/entrasim/suites/internal/harness"
)

func references() []harness.Spec {
	return []harness.Spec{
		harness.RFC(harness.Declaration{
			ID: "CHR-006", Title: "References are URIs that lead to what they name",
			Level: harness.Must, Ref: "7643 §2.3.7", Effect: harness.EffectWrite, Needs: needUser,
			Requirement: "Attributes of type reference are URIs, and GET on one that names a SCIM resource returns that resource or a proper HTTP error.",
			Advice:      "Build $ref from the same base URL and routes that serve the resources, relative to the base URL or absolute.",
		}, referencesLead),
	}
}

// referencesLead follows references to resources that are known to be there, so an error is no proper answer.
func referencesLead(t *harness.T) {
	p := shared.Get(t)
	there := []string{p.user.ID, p.group.ID}
	followed := map[string]bool{}
	for _, s := range sights(t) {
		for _, v := range t.Values(s.rt, s.resource) {
			if kind(v.Attribute) != "reference" || v.Attribute.MultiValued {
				continue
			}
			text, isText := v.Raw.(string)
			if _, err := t.Locate(text); err != nil || !isText {
				s.answer.Fail(v.Path+" is not a URI", harness.Show(v.Raw), "an absolute or relative URI")
			}
			id := neighbour(t, s, v.Path)
			if !followed[text] && id != "" && slices.Contains(there, id) {
				followed[text] = true
				follow(t, s, v.Path, text, id)
			}
		}
	}
}

// neighbour is the value that stands beside a $ref and says which resource it names; "" for other references.
func neighbour(t *harness.T, s sight, path string) string {
	element, ok := strings.CutSuffix(path, ".$ref")
	if !ok {
		return ""
	}
	for _, v := range t.Values(s.rt, s.resource) {
		if strings.EqualFold(v.Path, element+".value") {
			id, _ := v.Raw.(string)
			return id
		}
	}
	return ""
}

func follow(t *harness.T, s sight, path, ref, id string) {
	answer, reason := t.Follow(ref)
	if answer == nil {
		t.Remark("%s: %s", path, reason)
		return
	}
	switch doc := answer.Doc(); {
	case answer.Status() == http.StatusOK && doc["id"] == id:
	case answer.Status() == http.StatusUnauthorized || answer.Status() == http.StatusForbidden:
		t.Remark("%s leads to %s, which may not be read", path, ref)
	default:
		s.answer.Fail(path+" does not lead to the resource that it names", harness.Show(ref)+", which answers "+http.StatusText(answer.Status()), "the URI of the resource with id "+id)
	}
}
