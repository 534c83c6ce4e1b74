package gallery

import (
	"net/http"

	"github.com/entrasim/entrasim/simulator/internal/validator/resource"
	"github.com/entrasim/entrasim/simulator/internal/validator/trial"
	"github.com/entrasim/entrasim/simulator/internal/validator/wire"
)

func scimUserCreate(t *trial.T) {
	name := t.Name("lascuser")
	created(t, trial.Users, "userName", name, userBody(t, name))
}

func scimGroupCreate(t *trial.T) {
	name := "LASCDirectGroup-entrasim-" + t.Hex(8)
	created(t, trial.GroupsEnd, "displayName", name, groupBody(t, name))
}

// created demands 200 or 201, an id and the name as sent, and deletes what it made, as the workflow does.
func created(t *trial.T, endpoint, by, name string, body resource.Object) {
	a, ok := t.Post(endpoint, "create it", by, name, body)
	if !ok || !accepted(t, endpoint, a) {
		return
	}
	t.Blind(a.Status == http.StatusCreated, "7644 §3.3", "POST /"+endpoint+" answers 201", trial.Status(a))
	got, present := a.Object().Get(by)
	t.Both(got == any(name), "7644 §3.3", "the answer has the "+by+" that was sent", resource.Show(got, present))
	drop(t, endpoint, a.Object().Text("id"))
}

// accepted demands a created resource: 200 will do.
func accepted(t *trial.T, endpoint string, a wire.Answer) bool {
	return t.Both(a.Is(http.StatusOK, http.StatusCreated), "7644 §3.3", "POST /"+endpoint+" answers 200 or 201", trial.Status(a)) &&
		t.Both(a.Object().Text("id") != "", "7644 §3.1", "the answer to POST has an id", "none")
}

// prepared creates a resource for a test to work on.
func prepared(t *trial.T, endpoint, cause, by, name string, body resource.Object) (id string, ok bool) {
	a, ok := t.Post(endpoint, cause, by, name, body)
	return a.Object().Text("id"), ok && accepted(t, endpoint, a)
}

// drop deletes a resource at the end of a test. The workflow does not look at the answer.
func drop(t *trial.T, endpoint, id string) {
	if id != "" {
		t.Delete(endpoint, id, "delete it")
	}
}

// get reads a resource.
func get(t *trial.T, endpoint, id, cause string) (resource.Object, wire.Answer, bool) {
	a, ok := t.Do(wire.Request{Method: http.MethodGet, Path: trial.Path(endpoint, id), Cause: cause})
	return a.Object(), a, ok
}
