package validation

import (
	"net/http"

	"github.com/entrasim/entrasim/simulator/internal/validator/trial"
)

func deleteUser(r *run)  { r.remove(r.makeUser()) }
func deleteGroup(r *run) { r.remove(r.makeGroup()) }

func (r *run) remove(s subject, ok bool) {
	if !ok || !r.deleted(s) {
		return
	}
	a, ok := r.get(trial.Path(s.endpoint, s.id), "read what was deleted")
	if ok && r.Both(a.Status == http.StatusNotFound, "7644 §3.6", "what was deleted answers 404", trial.Status(a)) {
		r.judgeError(a)
	}
}

// deleted deletes a subject and demands 204.
func (r *run) deleted(s subject) bool {
	a, ok := r.Delete(s.endpoint, s.id, "delete it")
	return ok && r.Both(a.Status == http.StatusNoContent, "7644 §3.6", "DELETE answers 204", trial.Status(a))
}

func deleteUserTwice(r *run)  { r.removeTwice(r.makeUser()) }
func deleteGroupTwice(r *run) { r.removeTwice(r.makeGroup()) }

func (r *run) removeTwice(s subject, ok bool) {
	if ok && r.deleted(s) {
		r.gone(s, "delete it again")
	}
}

func deleteNobody(r *run) { r.gone(subject{kind: r.users(), id: r.GUID()}, "delete what never was") }

func deleteNoGroup(r *run) { r.gone(subject{kind: r.groups(), id: r.GUID()}, "delete what never was") }

func (r *run) gone(s subject, cause string) {
	a, ok := r.Delete(s.endpoint, s.id, cause)
	if ok && r.Both(a.Status == http.StatusNotFound, "7644 §3.6", "DELETE of what is not there answers 404", trial.Status(a)) {
		r.judgeError(a)
	}
}
