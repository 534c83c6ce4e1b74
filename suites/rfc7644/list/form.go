package list

import (
	"fmt"
	"net/http"

	"github.com/entrasim/entrasim/suites/internal/harness"
)

func form() []harness.Spec {
	return []harness.Spec{
		harness.RFC(harness.Declaration{
			ID: "LST-001", Title: "A list is a ListResponse with totalResults",
			Level: harness.Must, Ref: "7644 §3.4.2", Effect: harness.EffectRead,
			Requirement: "A list answers 200 with the ListResponse schema URI and an integer totalResults.",
			Advice:      `Answer {"schemas":["urn:ietf:params:scim:api:messages:2.0:ListResponse"],"totalResults":n,"startIndex":1,"itemsPerPage":m,"Resources":[…]}.`,
		}, listResponse),

		harness.RFC(harness.Declaration{
			ID: "LST-002", Title: "Resources is an array, and there when something was found",
			Level: harness.Must, Ref: "7644 §3.4.2", Effect: harness.EffectRead,
			Requirement: "Resources is an array of resources and is there when totalResults is greater than 0.",
			Advice:      "Write Resources with a capital R, as an array also for one result, and as an empty array, not null, for none.",
		}, resources),

		harness.RFC(harness.Declaration{
			ID: "LST-003", Title: "Nothing found is an empty list",
			Level: harness.Must, Ref: "7644 §3.4.2", Effect: harness.EffectRead,
			Requirement: "A query that matches nothing answers 200 with totalResults 0, not 404.",
			Advice:      "Answer 200 and an empty ListResponse. 404 says that the endpoint is not there; Entra takes it for a wrong tenant URL.",
		}, nothing),

		harness.RFC(harness.Declaration{
			ID: "LST-004", Title: "A page says where it begins and how long it is",
			Level: harness.Must, Ref: paging, Effect: harness.EffectRead,
			Requirement: "A page of a longer list carries startIndex and itemsPerPage, and itemsPerPage is the number of resources on it.",
			Advice:      "Answer startIndex as asked (1 by default) and itemsPerPage as the number returned, not as the number asked for.",
		}, pageNumbers),

		harness.RFC(harness.Declaration{
			ID: "LST-005", Title: "A page is never longer than count",
			Level: harness.Must, Ref: paging, Effect: harness.EffectRead,
			Requirement: "Never more resources than count are returned.",
			Advice:      "Apply count to every list, also to filtered ones.",
		}, neverMore),
	}
}

// collections that are there as far as anybody knows.
func collections(t *harness.T) []string {
	if t.Open(harness.GateGroups) {
		return []string{"/Users", "/Groups"}
	}
	return []string{"/Users"}
}

func listResponse(t *harness.T) {
	for _, path := range collections(t) {
		wantList(t, path)
	}
}

func wantList(t *harness.T, path string) {
	list := t.Get(path, param("startIndex", 1), param("count", 2)).Is(http.StatusOK).Object()
	list.Value("schemas").Array().ContainsAny(harness.ListResponseURN)
	list.Value("totalResults").Number().IsInt().Ge(0)
}

func resources(t *harness.T) {
	for _, path := range collections(t) {
		readable(t, path)
		lists := []*harness.Answer{t.Get(path, param("startIndex", 1), param("count", 2))}
		wantArray(lists[0])
		if !t.Open(harness.GateFilter) {
			continue
		}
		attribute := map[string]string{"/Users": "userName", "/Groups": "displayName"}[path]
		wanted := []string{t.GUID()} // nothing, and one
		for _, r := range lists[0].List() {
			if name, ok := r[attribute].(string); ok && len(wanted) == 1 {
				wanted = append(wanted, name)
			}
		}
		for _, name := range wanted {
			answer := t.Get(path, harness.Filter("%s eq %s", attribute, harness.Show(name)))
			if answer.Status() == http.StatusOK { // other checks are about the filter
				wantArray(answer)
			}
		}
	}
}

func wantArray(answer *harness.Answer) {
	list := answer.Is(http.StatusOK).Object()
	value, there := list.Raw()["Resources"]
	if _, ok := value.([]any); there && !ok {
		answer.Fail("Resources is no array", harness.Show(value), "an array of resources")
	}
	if n, _ := list.Raw()["totalResults"].(float64); n > 0 && !there {
		answer.Fail("Resources is missing though totalResults is not 0", "no Resources", "an array of resources")
	}
	if there {
		for _, r := range list.Value("Resources").Array().Iter() {
			r.Object()
		}
	}
}

func nothing(t *harness.T) {
	if !t.Open(harness.GateFilter) {
		t.NotSupported("without filters there is no query that is sure to match nothing")
	}
	for _, path := range collections(t) {
		readable(t, path)
		attribute := map[string]string{"/Users": "userName", "/Groups": "displayName"}[path]
		answer := t.Get(path, harness.Filter(`%s eq "%s"`, attribute, t.GUID())).Offered(harness.GateFilter)
		if status := answer.Status(); status >= http.StatusMultipleChoices && status != http.StatusNotFound {
			t.SkipBecause(fmt.Sprintf("a filter is answered with %d, which FLT-001 is about", status))
		}
		list := answer.Is(http.StatusOK).Object()
		list.Value("totalResults").Number().IsEqual(0)
		if found, _ := list.Raw()["Resources"].([]any); len(found) > 0 {
			answer.Fail("a list that matches nothing holds resources", fmt.Sprintf("%d resources", len(found)), "no Resources, or an empty array")
		}
	}
}

func pageNumbers(t *harness.T) {
	readable(t, "/Users")
	answer := page(t, 1)
	list := answer.Is(http.StatusOK).Object()
	shown, all := len(answer.List()), list.Value("totalResults").Number().Raw()
	if shown == 0 && all > 0 {
		t.SkipBecause("the list does not show what it counts, which LST-002 is about")
	}
	partial := float64(shown) < all
	for _, member := range []struct {
		name string
		want int
	}{{"startIndex", 1}, {"itemsPerPage", shown}} {
		if _, there := list.Raw()[member.name]; there || partial {
			list.Value(member.name).Number().IsEqual(member.want)
		}
	}
	if !partial {
		t.Remark("the target holds %g users, so nothing can be said about a page of a longer list", all)
	}
}

func neverMore(t *harness.T) {
	readable(t, "/Users")
	for _, size := range []int{1, 2} {
		queries := [][]harness.Param{nil}
		if t.Open(harness.GateFilter) {
			queries = append(queries, []harness.Param{harness.Filter("userName pr")})
		}
		for _, query := range queries {
			answer := page(t, size, query...)
			if len(query) > 0 && answer.Status() != http.StatusOK {
				continue // FLT-006 is about that
			}
			if shown := len(answer.List()); shown > size {
				answer.Fail("the page is longer than asked for", fmt.Sprintf("%d resources", shown), fmt.Sprintf("%d at most", size))
			}
		}
	}
}
