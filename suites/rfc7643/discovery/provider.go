package discovery

import (
	"net/http"
	"net/url"
	"regexp"
	"slices"
	"strings"

	"github.com/entrasim/entrasim/suites/internal/harness"
)

func provider() []harness.Spec {
	return []harness.Spec{
		harness.RFC(harness.Declaration{
			ID: "DSC-001", Title: "/ServiceProviderConfig is one object of that schema",
			Level: harness.Must, Ref: "7644 §4", Effect: harness.EffectRead,
			Requirement: "GET /ServiceProviderConfig answers 200 with one object whose schemas names the ServiceProviderConfig URN.",
			Advice:      "Answer the configuration object itself, not a ListResponse and no page for people, with schemas: [\"" + configURN + "\"].",
		}, configAnswers),

		harness.RFC(harness.Declaration{
			ID: "DSC-002", Title: "/ServiceProviderConfig says of all six features whether they are supported",
			Level: harness.Must, Ref: "7643 §5", Effect: harness.EffectRead,
			Requirement: "patch, bulk, filter, changePassword, sort and etag are objects with a boolean supported.",
			Advice:      "List all six, also those you do not have, with true or false as JSON booleans; clients read a missing one as anything they like.",
		}, configFeatures),

		harness.RFC(harness.Declaration{
			ID: "DSC-003", Title: "The limits in /ServiceProviderConfig are integers",
			Level: harness.Must, Ref: "7643 §5", Effect: harness.EffectRead,
			Requirement: "bulk.maxOperations, bulk.maxPayloadSize and filter.maxResults are integers.",
			Advice:      "Write whole numbers without quotes, fraction or exponent; 0 where the feature is not supported.",
		}, configLimits),

		harness.RFC(harness.Declaration{
			ID: "DSC-004", Title: "authenticationSchemes is an array of registered types with name and description",
			Level: harness.Must, Ref: "7643 §5", Effect: harness.EffectRead,
			Requirement: "authenticationSchemes is an array; each entry has type, name and description, and type is oauth, oauth2, oauthbearertoken, httpbasic or httpdigest.",
			Advice:      `For bearer tokens: [{"type":"oauthbearertoken","name":"OAuth Bearer Token","description":"…"}].`,
		}, configSchemes),

		harness.RFC(harness.Declaration{
			ID: "DSC-005", Title: "URLs in /ServiceProviderConfig are absolute",
			Level: harness.Should, Ref: "7643 §5", Effect: harness.EffectRead,
			Requirement: "documentationUri and specUri, where they are given, are absolute HTTP or HTTPS URLs.",
			Advice:      "Write the whole address, scheme and host included, or leave it out.",
		}, configURLs),
	}
}

func configAnswers(t *harness.T) {
	answer := t.Get(configPath).Is(http.StatusOK)
	answer.Object()
	if schemas := answer.Doc()["schemas"]; !listed(schemas, configURN) {
		answer.Fail("schemas does not say that it is a service provider's configuration", "schemas: "+got(schemas), configURN)
	}
}

// features of RFC 7643 §5.
var features = []string{"patch", "bulk", "filter", "changePassword", "sort", "etag"}

func configFeatures(t *harness.T) {
	doc := provided(t).Doc()
	var wrong findings
	for _, name := range features {
		if supported := harness.Member(doc, name, "supported"); !isBool(supported) {
			wrong.add(name+".supported does not say whether it is supported", got(supported), "true or false")
		}
	}
	wrong.report(t)
}

func isBool(v any) bool {
	_, ok := v.(bool)
	return ok
}

var integer = regexp.MustCompile(`^-?(0|[1-9][0-9]*)$`)

func configLimits(t *harness.T) {
	doc := provided(t).Exact()
	var wrong findings
	for _, at := range [][2]string{{"bulk", "maxOperations"}, {"bulk", "maxPayloadSize"}, {"filter", "maxResults"}} {
		v := harness.Member(doc, at[0], at[1])
		number, isNumber := v.(harness.Number)
		supported, _ := harness.Member(doc, at[0], "supported").(bool)
		switch {
		case isNumber && integer.MatchString(string(number)):
		case v == nil && !supported:
			t.Deviation("%s.%s is left out, which is REQUIRED even where the feature is not supported", at[0], at[1])
		default:
			wrong.add(at[0]+"."+at[1]+" is not an integer", got(v), "a whole number such as 1000")
		}
	}
	wrong.report(t)
}

// schemeTypes are the values that RFC 7643 §5 defines.
var schemeTypes = []string{"oauth", "oauth2", "oauthbearertoken", "httpbasic", "httpdigest"}

func configSchemes(t *harness.T) {
	answer := provided(t)
	v := harness.Member(answer.Doc(), "authenticationSchemes")
	list, isArray := v.([]any)
	if !isArray {
		answer.Fail("authenticationSchemes is not an array", got(v), "an array of objects")
	}
	if len(list) == 0 {
		t.Deviation("authenticationSchemes is empty: clients are not told how to authenticate")
	}
	var wrong findings
	for _, e := range list {
		scheme, ok := e.(map[string]any)
		if !ok {
			wrong.add("an entry of authenticationSchemes is not an object", got(e), "an object")
			continue
		}
		for _, name := range []string{"name", "description"} {
			if text(scheme, name) == "" {
				wrong.add("an entry of authenticationSchemes has no "+name, got(scheme), name+" as text")
			}
		}
		kind := text(scheme, "type")
		if !slices.ContainsFunc(schemeTypes, func(s string) bool { return strings.EqualFold(s, kind) }) {
			wrong.add("the type of an authentication scheme is none of those that the RFC defines", got(harness.Member(scheme, "type")), strings.Join(schemeTypes, ", "))
		}
	}
	wrong.report(t)
}

func configURLs(t *harness.T) {
	doc := provided(t).Doc()
	var wrong findings
	look := func(where string, v any) {
		s, isText := v.(string)
		if v == nil || isText && s == "" {
			return // both are optional
		}
		u, err := url.Parse(s)
		if err != nil || !isText || u.Host == "" || (u.Scheme != "http" && u.Scheme != "https") {
			wrong.add(where+" is not an absolute URL", got(v), "http://… or https://…")
		}
	}
	look("documentationUri", harness.Member(doc, "documentationUri"))
	for _, scheme := range objects(harness.Member(doc, "authenticationSchemes")) {
		look("authenticationSchemes.specUri", harness.Member(scheme, "specUri"))
		look("authenticationSchemes.documentationUri", harness.Member(scheme, "documentationUri"))
	}
	wrong.report(t)
}
