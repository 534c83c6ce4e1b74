package harness

import (
	"net/http"
	"strconv"
)

// mostPages ends a walk over a target that never comes to an end.
const mostPages = 200

// Walk is a list that was read page by page.
type Walk struct {
	Resources []map[string]any
	Pages     []*Answer
}

// IDs are the ids of what was found, in the order in which it came.
func (w Walk) IDs() []string {
	ids := make([]string, len(w.Resources))
	for i, r := range w.Resources {
		ids[i], _ = r["id"].(string)
	}
	return ids
}

// All reads a list page by page, as a target may answer fewer resources than it has (RFC 7644 §3.4.2.4), until it has shown as
// many as it says there are, or shows nothing more. Targets that page by cursor only (RFC 9865) are followed by their cursors.
// count is the size of page to ask for; 0 asks for none, so that the first page is what the target likes. What is wrong with
// the pages is for LST checks to say: the walk takes what it gets.
func (t *T) All(path string, count int, params ...Param) Walk {
	var w Walk
	next := params
	if count > 0 {
		next = append([]Param{{"startIndex", "1"}, {"count", strconv.Itoa(count)}}, params...)
	}
	for len(w.Pages) < mostPages {
		page := t.Get(path, next...)
		w.Pages = append(w.Pages, page)
		if status := page.Status(); status == http.StatusNotFound || status == http.StatusNoContent {
			return w // instead of an empty list: AAD-001 and LST-003 are about that
		}
		resources := page.List()
		w.Resources = append(w.Resources, resources...)
		doc := page.Doc()
		cursor, _ := doc["nextCursor"].(string)
		total, counted := doc["totalResults"].(float64)
		_, indexed := doc["startIndex"]
		switch {
		case len(resources) == 0:
			return w
		case cursor != "" && !indexed:
			next = append([]Param{{"cursor", cursor}}, params...)
		case counted && len(w.Resources) >= int(total), !counted && (count == 0 || len(resources) < count):
			return w
		default:
			next = append([]Param{{"startIndex", strconv.Itoa(len(w.Resources) + 1)}}, params...)
		}
		if count > 0 {
			next = append([]Param{{"count", strconv.Itoa(count)}}, next...)
		}
	}
	t.Fail("the list does not come to an end", strconv.Itoa(mostPages)+" pages and more to come", "pages until totalResults resources were shown")
	return w
}

// SearchRequestURN is the schema of a query in a body (RFC 7644 §3.4.3).
const SearchRequestURN = "urn:ietf:params:scim:api:messages:2.0:SearchRequest"
