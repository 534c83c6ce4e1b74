package validation

import (
	"net/http"

	"github.com/entrasim/entrasim/simulator/internal/validator/resource"
	"github.com/entrasim/entrasim/simulator/internal/validator/trial"
	"github.com/entrasim/entrasim/simulator/internal/validator/wire"
)

func createUser(r *run) {
	r.misses = missesRoles
	k := r.users()
	s, _, ok := r.create(r.draft(k, k.list, ""))
	if !ok {
		return
	}
	if hit, ok := r.find(s, s.joined(), "", "look up what was created"); ok {
		r.compare(hit, s.values, false)
	}
}

func createGroup(r *run) {
	k := r.groups()
	s, a, ok := r.create(r.draft(k, k.list, ""))
	if ok {
		r.compare(a.Object(), s.values, false)
	}
}

// create demands 201 and an id, and looks for the Location that the tool does not.
func (r *run) create(s subject) (subject, wire.Answer, bool) {
	a, ok := r.post(&s, "create it")
	if !ok || !r.Both(a.Status == http.StatusCreated, "7644 §3.3", "POST /"+s.endpoint+" answers 201", trial.Status(a)) ||
		!r.Both(s.id != "", "7644 §3.1", "the answer to POST has an id", "none") {
		return s, a, false
	}
	r.Blind(a.Header.Get("Location") != "", "7644 §3.3", "the answer to POST has a Location header", "none")
	return s, a, r.parsed(a.Object())
}

func duplicateUser(r *run) {
	s, ok := r.makeUser()
	if !ok {
		return
	}
	twin := s
	a, ok := r.post(&twin, "create it again")
	if ok && r.Both(a.Status == http.StatusConflict, "7644 §3.3", "creating the same user again answers 409", trial.Status(a)) {
		r.judgeError(a)
		r.Blind(a.Object().Text("scimType") == "uniqueness", "7644 §3.3.1", "the error has scimType uniqueness", resource.Show(a.Object().Get("scimType")))
	}
}

func duplicateGroup(r *run) {
	s, ok := r.makeGroup()
	if !ok {
		return
	}
	twin := s
	a, ok := r.post(&twin, "create it again")
	if ok && r.Asks(a.Status == http.StatusConflict, "creating the same group again answers 409, though SCIM does not demand unique names", trial.Status(a)) {
		r.judgeError(a)
	}
}
