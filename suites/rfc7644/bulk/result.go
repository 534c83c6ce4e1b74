package bulk

import (
	"net/http"
	"slices"
	"strconv"
	"strings"

	"github.com/entrasim/entrasim/suites/internal/harness"
	"github.com/entrasim/entrasim/suites/internal/subject"
)

func result() []harness.Spec {
	return []harness.Spec{
		harness.RFC(harness.Declaration{
			ID: "BLK-003", Title: "One result per operation, in a form that can be matched",
			Level: harness.Must, Ref: answering, Gate: harness.GateBulk, Effect: harness.EffectWrite, Needs: needs,
			Requirement: "The answer holds a result for every operation that was processed, each with a bulkId or a location.",
			Advice:      "Append one result per operation, failed ones included, with bulkId as it was sent and location.",
		}, working(oneEach)),

		harness.RFC(harness.Declaration{
			ID: "BLK-004", Title: "A created resource comes with the client's bulkId",
			Level: harness.Must, Ref: bulk, Gate: harness.GateBulk, Effect: harness.EffectWrite, Needs: needs,
			Requirement: "The result of a POST repeats the bulkId that the client gave.",
			Advice:      "Copy bulkId into the result: it is how the client learns the id of what it has created.",
		}, working(bulkIDs)),

		harness.RFC(harness.Declaration{
			ID: "BLK-005", Title: "Every result except a failed POST has a location",
			Level: harness.Must, Ref: answering, Gate: harness.GateBulk, Effect: harness.EffectDelete, Needs: needs,
			Requirement: "location holds the URI of the resource in every result but that of a POST that failed.",
			Advice:      "Fill location with the URI of the resource, for PUT, PATCH and DELETE too.",
		}, working(locations)),

		harness.RFC(harness.Declaration{
			ID: "BLK-006", Title: "status is the HTTP code as a string",
			Level: harness.Must, Ref: answering, Gate: harness.GateBulk, Effect: harness.EffectWrite, Needs: needs,
			Requirement: `status of a result is the HTTP code as a string ("201"); an object with code is accepted, since the RFC's prose has that.`,
			Advice:      `Write "status": "201", as all examples of RFC 7644 §3.7 do.`,
		}, working(statusForm)),

		harness.RFC(harness.Declaration{
			ID: "BLK-007", Title: "A failed operation carries a SCIM error as its response",
			Level: harness.Must, Ref: bulk, Gate: harness.GateBulk, Effect: harness.EffectWrite, Needs: needs,
			Requirement: "The result of an operation that failed has a response with the error that the operation would have had alone.",
			Advice:      "Put the body of the error (schemas, status, scimType, detail) into response.",
		}, working(errorResponse)),
	}
}

func oneEach(t *harness.T) {
	first, _ := createUser(t, "first")
	second, _ := createUser(t, "second")
	operations := []operation{first, nobody(t), second}
	results := done(t, nil, operations...)
	if len(results) != len(operations) {
		t.Fail("there is not one result per operation", strconv.Itoa(len(results))+" results: "+harness.Show(results), strconv.Itoa(len(operations))+" results")
	}
	for _, r := range results {
		if subject.Unassigned(r["bulkId"]) && subject.Unassigned(r["location"]) {
			t.Fail("a result has neither bulkId nor location, so that nobody can tell what it is about", harness.Show(r), "bulkId", "location")
		}
	}
}

func bulkIDs(t *harness.T) {
	first, firstName := createUser(t, "qwerty")
	second, secondName := createUser(t, "ytrewq")
	results := done(t, nil, first, second)
	if len(results) < 2 {
		t.SkipBecause("there is not one result per operation, which BLK-003 is about")
	}
	for _, sent := range []struct{ id, name string }{{"qwerty", firstName}, {"ytrewq", secondName}} {
		id, name := sent.id, sent.name
		i := slices.IndexFunc(results, func(r map[string]any) bool { return r["bulkId"] == id })
		if i < 0 {
			t.Fail("no result has the bulkId of an operation", harness.Show(results), `a result with "bulkId": "`+id+`"`)
		}
		if statusOf(results[i]) == http.StatusCreated && !subject.Unassigned(results[i]["location"]) {
			userOf(t, results[i], name)
		}
	}
}

func locations(t *harness.T) {
	attribute := subject.Texts(t, 1)[0]
	body := t.UserBody(harness.Attrs{attribute: subject.First})
	name, _ := body["userName"].(string)
	replaced, deleted := t.User(harness.Attrs{"userName": name}), t.User(nil)
	body["id"] = replaced.ID
	create, _ := createUser(t, "new")
	operations := []operation{
		create,
		{Method: http.MethodPut, Path: replaced.Path, Data: body},
		{Method: http.MethodDelete, Path: deleted.Path},
		nobody(t),
		duplicate(t, "taken", replaced),
	}
	ends := []string{"/Users/", replaced.Path, deleted.Path, operations[3].Path, ""}
	results := done(t, nil, operations...)
	for i := range operations {
		r, found := resultOf(results, operations, i)
		location, _ := r["location"].(string)
		switch {
		case !found && slices.ContainsFunc(results, func(r map[string]any) bool {
			return subject.Unassigned(r["location"]) && statusOf(r) < http.StatusBadRequest
		}):
			t.Fail("a result has no location", harness.Show(results), "location in every result but that of a failed POST")
		case !found:
			t.SkipBecause("there is no result for " + show(operations[i]) + ", which BLK-003 is about")
		case ends[i] == "" || statusOf(r) >= http.StatusBadRequest && operations[i].Method == http.MethodPost:
		case !strings.Contains(location, ends[i]):
			t.Fail("location of "+show(operations[i])+" is not the URI of its resource", harness.Show(r), "location with "+ends[i])
		}
	}
}

func statusForm(t *harness.T) {
	create, _ := createUser(t, "new")
	for _, r := range done(t, nil, create, nameless("bad")) {
		code := statusOf(r)
		switch s := r["status"].(type) {
		case string:
			if s != strconv.Itoa(code) {
				t.Fail("status is no HTTP code", harness.Show(s), `"201"`)
			}
		case map[string]any:
			t.Remark("status is an object with code, as in the prose of RFC 7644 §3.7.3; its examples have a string")
		default:
			t.Fail("status is neither a string nor an object", harness.Show(r), `"status": "`+strconv.Itoa(code)+`"`)
		}
		if code < http.StatusContinue || code > 599 {
			t.Fail("status is no HTTP code", harness.Show(r), `"201"`, `"404"`)
		}
	}
}

func errorResponse(t *harness.T) {
	existing := t.User(nil)
	operations := []operation{duplicate(t, "taken", existing)}
	r := want(t, done(t, nil, operations...), operations, 0, http.StatusConflict, http.StatusBadRequest)
	response, _ := r["response"].(map[string]any)
	schemas, _ := response["schemas"].([]any)
	if !slices.ContainsFunc(schemas, func(v any) bool { s, _ := v.(string); return strings.EqualFold(s, harness.ErrorURN) }) {
		t.Fail("a failed operation does not carry a SCIM error", harness.Show(r), "response with the schema "+harness.ErrorURN)
	}
}
