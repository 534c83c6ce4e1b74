package grading

import (
	"net/http"
	"regexp"
)

func privacy() []Check {
	return []Check{{
		ID: "CLI-013", Title: "Personal data is kept out of URLs where the provider asks for .search",
		Level: "SHOULD", Ref: "7644 §7.5.2",
		Requirement: "When the provider answers that a URL holds sensitive data, the client asks by POST /.search from then on.",
		Advice:      "On 400 or 403 with scimType sensitive, send the same filter as a SearchRequest to POST /.search: URLs end up in logs.",
		rule:        keepsPrivate,
	}}
}

// personal are attributes that say who somebody is.
var personal = regexp.MustCompile(`(?i)\b(userName|displayName|name\.\w+|emails?\b|phoneNumbers?\b|nickName|externalId)`)

func keepsPrivate(trail []Exchange) (r result) {
	r.unseen = "the client was not asked to keep personal data out of URLs (--provoke sensitive does)"
	asked := -1
	for i, e := range trail {
		if e.Status/100 == 4 && oneOf(text(e.answered(), "scimType"), "sensitive") {
			if asked < 0 {
				asked = i
			}
			r.seen++
			if asked == i {
				continue
			}
		}
		if asked >= 0 && i > asked && revealing(e) && !e.Began.Before(trail[asked].Ended) {
			r.violate(i, "personal data is in a URL though the provider has refused that", e.what(), "POST "+e.collection()+"/.search with the filter in the body")
		}
	}
	return r
}

// revealing tells whether a URL could hold personal data: a filter compares with it.
func revealing(e Exchange) bool {
	return e.Method == http.MethodGet && personal.MatchString(e.Query().Get("filter")) && len(literals(e.Query().Get("filter"))) > 0
}
