package validation

import (
	"net/http"

	"github.com/entrasim/entrasim/simulator/internal/validator/attribute"
	"github.com/entrasim/entrasim/simulator/internal/validator/resource"
	"github.com/entrasim/entrasim/simulator/internal/validator/trial"
)

func addManager(r *run)     { r.setManager("add") }
func replaceManager(r *run) { r.setManager("replace") }

// setManager writes a manager that exists.
func (r *run) setManager(op string) {
	s, ok := r.makeUser()
	if !ok {
		return
	}
	boss, ok := r.makeUser()
	if !ok || !r.manage(s, op, boss.id) {
		return
	}
	if o, ok := r.read(s, "read what the PATCH has done"); ok {
		manager, _ := r.Attributes.Manager()
		got, present := resource.Lookup(o, manager.Path)
		object, _ := got.(resource.Object)
		r.Both(object.Text("value") == boss.id, "7643 §4.3", "manager holds the id of the manager", resource.Show(got, present))
	}
}

// manage sends one operation on the manager.
func (r *run) manage(s subject, op, id string) bool {
	manager, _ := r.Attributes.Manager()
	var v any = resource.Object{{Name: "value", Value: id}}
	bare := r.Attributes.Origin == attribute.FromDiscovery
	if bare {
		v = id
	}
	a, sent := r.patch(s, op+" the manager", operation(op, manager.Name(), v))
	if sent && bare && a.Status == http.StatusBadRequest {
		return r.Differ(false, true, "7643 §4.3", "PATCH of a manager succeeds", trial.Status(a), noteBare)
	}
	return sent && r.accepted(s, a)
}

// removeManager replaces the manager by an empty one. The tool is content with an empty manager left behind.
func removeManager(r *run) {
	s, ok := r.makeUser()
	if !ok || !r.manage(s, "replace", "") {
		return
	}
	o, ok := r.read(s, "read what the PATCH has done")
	if !ok {
		return
	}
	manager, _ := r.Attributes.Manager()
	got, present := resource.Lookup(o, manager.Path)
	object, _ := got.(resource.Object)
	if r.Both(object.Text("value") == "", "7644 §3.5.2.3", "the manager is gone", resource.Show(got, present)) {
		r.Blind(!present, "7643 §2.5", "nothing is left of the manager", resource.Show(got, present))
	}
}
