package bulk

import (
	"maps"
	"net/http"
	"net/url"
	"strconv"
	"strings"

	"github.com/entrasim/entrasim/suites/internal/harness"
	"github.com/entrasim/entrasim/suites/internal/subject"
)

// URNs of the messages.
const (
	requestURN  = "urn:ietf:params:scim:api:messages:2.0:BulkRequest"
	responseURN = "urn:ietf:params:scim:api:messages:2.0:BulkResponse"
)

// operation is one operation of a request; what is empty is left out.
type operation struct {
	Method  string `json:"method,omitzero"`
	BulkID  string `json:"bulkId,omitzero"`
	Version string `json:"version,omitzero"`
	Path    string `json:"path,omitzero"`
	Data    any    `json:"data,omitzero"`
}

// post sends a bulk request. What its operations create is in the ledger before it is sent.
func post(t *harness.T, extra harness.Attrs, operations ...operation) *harness.Answer {
	if most, ok := announced(t, "maxOperations"); ok && len(operations) > most {
		t.NotSupported("the target takes bulk requests of at most " + strconv.Itoa(most) + " operations")
	}
	body := request(operations...)
	maps.Copy(body, extra)
	for name, v := range extra {
		if v == nil {
			delete(body, name)
		}
	}
	return send(t, body, operations)
}

// request is the body of a bulk request.
func request(operations ...operation) harness.Attrs {
	return harness.Attrs{"schemas": []string{requestURN}, "Operations": operations}
}

// send sends a bulk body as it stands.
func send(t *harness.T, body any, operations []operation) *harness.Answer {
	for _, o := range operations {
		own(t, o)
	}
	return t.Post("/Bulk", body)
}

// own puts what an operation may create into the ledger.
func own(t *harness.T, o operation) {
	data, _ := o.Data.(harness.Attrs)
	for resource, attribute := range map[string]string{"Users": "userName", "Groups": "displayName"} {
		if name, ok := data[attribute].(string); ok && o.Method == http.MethodPost && o.Path == "/"+resource {
			t.Own(resource, attribute, name)
		}
	}
}

// done sends a bulk request that is right and returns its results; one that is refused as a whole skips the check, since
// BLK-002 is about that.
func done(t *harness.T, extra harness.Attrs, operations ...operation) []map[string]any {
	var results []map[string]any
	t.Arrange("the bulk request as a whole", func() {
		results = subject.ElementsOf(post(t, extra, operations...).Is(http.StatusOK).Object().Raw(), "Operations")
	})
	return results
}

// createUser is an operation that creates a user, with the name by which it is found again.
func createUser(t *harness.T, bulkID string) (operation, string) {
	body := t.UserBody(nil)
	name, _ := body["userName"].(string)
	return operation{Method: http.MethodPost, BulkID: bulkID, Path: "/Users", Data: body}, name
}

// nobody is an operation that must fail with 404.
func nobody(t *harness.T) operation {
	return operation{Method: http.MethodDelete, Path: "/Users/" + t.GUID()}
}

// nameless is an operation that must fail with 400, and does no harm wherever it is sent.
func nameless(bulkID string) operation {
	return operation{Method: http.MethodPost, BulkID: bulkID, Path: "/Users", Data: harness.Attrs{"schemas": []string{harness.UserURN}}}
}

// duplicate is an operation that must fail with 409, and has no location.
func duplicate(t *harness.T, bulkID string, of harness.User) operation {
	return operation{Method: http.MethodPost, BulkID: bulkID, Path: "/Users", Data: t.UserBody(harness.Attrs{"userName": of.UserName})}
}

// resultOf finds the result of an operation: by bulkId, by location, or by place when there are as many as operations.
func resultOf(results []map[string]any, operations []operation, i int) (map[string]any, bool) {
	for _, r := range results {
		if id, _ := r["bulkId"].(string); id != "" && id == operations[i].BulkID {
			return r, true
		}
	}
	if operations[i].Method != http.MethodPost {
		for _, r := range results {
			if location, _ := r["location"].(string); location != "" && strings.HasSuffix(location, operations[i].Path) && sameMethod(r, operations[i]) {
				return r, true
			}
		}
	}
	if len(results) == len(operations) && sameMethod(results[i], operations[i]) {
		return results[i], true
	}
	return nil, false
}

func sameMethod(r map[string]any, o operation) bool {
	method, there := r["method"].(string)
	return !there || strings.EqualFold(method, o.Method)
}

// statusOf reads the status of a result, in any of its forms; 0 when it has none.
func statusOf(r map[string]any) int {
	switch s := r["status"].(type) {
	case string:
		code, _ := strconv.Atoi(strings.TrimSpace(s))
		return code
	case float64:
		return int(s)
	case map[string]any:
		return statusOf(map[string]any{"status": s["code"]})
	}
	return 0
}

// want demands one of these statuses in the result of an operation.
func want(t *harness.T, results []map[string]any, operations []operation, i int, statuses ...int) map[string]any {
	r, found := resultOf(results, operations, i)
	if !found {
		t.SkipBecause("there is no result for " + show(operations[i]) + ", which BLK-003 is about")
	}
	code := statusOf(r)
	for _, s := range statuses {
		if s == code {
			return r
		}
	}
	allowed := make([]string, len(statuses))
	for j, s := range statuses {
		allowed[j] = strconv.Itoa(s)
	}
	t.Fail("the status of "+show(operations[i])+" is another one than it should be", harness.Show(r), allowed...)
	return nil
}

func show(o operation) string {
	return strings.TrimSpace(o.Method + " " + o.Path + " " + o.BulkID)
}

// userOf is the user that a result says was created. It is read back: an answer proves nothing.
func userOf(t *harness.T, r map[string]any, name string) harness.User {
	location, _ := r["location"].(string)
	at := strings.LastIndex(location, "/Users/")
	if at < 0 {
		t.SkipBecause("the result of a create has no location, which BLK-005 is about")
	}
	user := harness.User{Path: location[at:], UserName: name}
	id, err := url.PathUnescape(strings.TrimPrefix(user.Path, "/Users/"))
	if err != nil {
		t.Fail("the location is no URI", location, "a URI")
	}
	user.ID = id
	subject.Want(t, user.Path, harness.Attrs{"id": user.ID, "userName": name})
	return user
}

// announced is a limit of bulk requests as /ServiceProviderConfig has it.
func announced(t *harness.T, name string) (int, bool) {
	n, ok := subject.At(t.Provider(), "bulk."+name).(float64)
	return int(n), ok && n > 0
}
