package failure

import (
	"net/http"
	"slices"
	"strconv"
	"strings"

	"github.com/entrasim/entrasim/suites/internal/harness"
)

func form() []harness.Spec {
	return []harness.Spec{
		harness.Closing(harness.RFC(harness.Declaration{
			ID: "ERR-001", Title: "Every error has a SCIM error as its body",
			Level: harness.Must, Ref: section, Effect: harness.EffectRead,
			Requirement: "Every answer of 4xx and 5xx has a JSON body with the schema " + harness.ErrorURN + ".",
			Advice:      "Let one place write all errors: the framework's handler for what no route matches, the one for exceptions, and whatever checks the token or stands in front (gateway, firewall) must answer in the same form.",
		}, bodies)),
		harness.Closing(harness.RFC(harness.Declaration{
			ID: "ERR-002", Title: "status is a string and the HTTP status",
			Level: harness.Must, Ref: section, Effect: harness.EffectRead,
			Requirement: "An error has status: the HTTP status code, as a JSON string.",
			Advice:      `Write "status": "404", as a string, and take it from the same variable as the status line.`,
		}, statuses)),
		harness.Closing(harness.RFC(harness.Declaration{
			ID: "ERR-004", Title: "scimType is a registered keyword where it belongs",
			Level: harness.Must, Ref: section, Effect: harness.EffectRead,
			Requirement: "scimType, if given, is one of the registered keywords, on a status that it goes with.",
			Advice:      "Use the keywords of RFC 7644 Table 9 in their spelling, with 400 (uniqueness with 409), and leave scimType out where none fits; detail has room for everything else.",
		}, keywords)),
	}
}

func bodies(t *harness.T) {
	var found []wrong
	for _, o := range errorsOf(t) {
		answer := []string{"a JSON object with schemas [" + harness.ErrorURN + "]"}
		switch doc := o.Doc(); {
		case !o.HasBody():
			found = append(found, wrong{o, "the error has no body", strconv.Itoa(o.Status()) + " with no body", answer})
		case doc == nil:
			found = append(found, wrong{o, "the body of the error is not a JSON object", excerpt(o), answer})
		case !isError(doc):
			found = append(found, wrong{o, "the body is not a SCIM error", excerpt(o), answer})
		}
	}
	reportFirst(t, found)
}

func isError(doc map[string]any) bool {
	schemas, _ := doc["schemas"].([]any)
	return slices.ContainsFunc(schemas, func(v any) bool {
		urn, _ := v.(string)
		return strings.EqualFold(urn, harness.ErrorURN)
	})
}

func statuses(t *harness.T) {
	var found []wrong
	judged := 0
	for _, o := range errorsOf(t) {
		doc := o.Doc()
		if doc == nil {
			continue
		}
		judged++
		want := strconv.Itoa(o.Status())
		got, present := doc["status"]
		text, isText := got.(string)
		allowed := []string{strconv.Quote(want)}
		switch {
		case !present:
			found = append(found, wrong{o, "status is missing", excerpt(o), allowed})
		case !isText:
			found = append(found, wrong{o, "status is not a string", harness.Show(got), allowed})
		case text != want:
			found = append(found, wrong{o, "status is not the HTTP status", harness.Show(got), allowed})
		}
	}
	if judged == 0 {
		t.SkipBecause("no error came as a JSON object, which ERR-001 is about")
	}
	reportFirst(t, found)
}

// registered are the keywords of RFC 7644 Table 9 and RFC 9865 §3 with the statuses that they go with. Table 9 stands under
// 400; §3.3 puts uniqueness with 409, and §7.5.2 sensitive with 403.
var registered = map[string][]int{
	"invalidFilter": {http.StatusBadRequest},
	"tooMany":       {http.StatusBadRequest},
	"uniqueness":    {http.StatusConflict, http.StatusBadRequest},
	"mutability":    {http.StatusBadRequest},
	"invalidSyntax": {http.StatusBadRequest},
	"invalidPath":   {http.StatusBadRequest},
	"noTarget":      {http.StatusBadRequest},
	"invalidValue":  {http.StatusBadRequest},
	"invalidVers":   {http.StatusBadRequest},
	"sensitive":     {http.StatusBadRequest, http.StatusForbidden},
	"invalidCursor": {http.StatusBadRequest},
	"expiredCursor": {http.StatusBadRequest},
	"invalidCount":  {http.StatusBadRequest},
}

func keywords(t *harness.T) {
	var found []wrong
	for _, o := range errorsOf(t) {
		got := o.Doc()["scimType"]
		if got == nil || got == "" {
			continue
		}
		keyword, _ := got.(string)
		statuses, known := registered[keyword]
		switch {
		case !known:
			found = append(found, wrong{o, "scimType is not a registered keyword", harness.Show(got), []string{"a keyword of RFC 7644 Table 9", "no scimType"}})
		case !slices.Contains(statuses, o.Status()):
			found = append(found, wrong{o, "scimType does not go with the status", keyword + " with " + strconv.Itoa(o.Status()), []string{keyword + " with " + strconv.Itoa(statuses[0])}})
		}
	}
	reportFirst(t, found)
}

// excerpt is the beginning of a body.
func excerpt(o harness.Observation) string {
	const most = 200
	text := strings.TrimSpace(string(o.Body()))
	if len(text) > most {
		text = strings.ToValidUTF8(text[:most], "") + "…"
	}
	return strconv.Itoa(o.Status()) + " " + text
}
