package gallery

import (
	"github.com/entrasim/entrasim/simulator/internal/validator/resource"
	"github.com/entrasim/entrasim/simulator/internal/validator/trial"
)

// scimManager sets, changes and removes a manager, whose id is sent as a bare string.
func scimManager(t *trial.T) {
	manager, ok := t.Attributes.Manager()
	if !ok {
		t.Skip("manager is not among the attributes of the target")
		return
	}
	var ids []string
	defer func() {
		for _, id := range ids {
			drop(t, trial.Users, id)
		}
	}()
	person := func(prefix, cause string) (string, bool) {
		name := t.Name(prefix)
		id, ok := prepared(t, trial.Users, cause, "userName", name, userBody(t, name))
		ids = append(ids, id)
		return id, ok
	}
	user, ok := person("scmgr-user-", "create the user")
	if !ok {
		return
	}
	first, ok := person("scmgr-mgr-", "create the manager")
	if !ok || !managed(t, user, operation("Add", manager.Name(), first), first) {
		return
	}
	second, ok := person("scmgr-mgr2-", "create another manager")
	if !ok {
		return
	}
	if managed(t, user, operation("replace", manager.Name(), second), second) {
		managed(t, user, operation("replace", manager.Name(), ""), "")
	}
}

// managed sends an operation on the manager and demands that a GET shows it.
func managed(t *trial.T, user string, op resource.Object, want string) bool {
	a, ok := patch(t, trial.Users, user, op.Text("op")+" the manager", op)
	if !ok || !patched(t, trial.Users, a) {
		return false
	}
	o, _, ok := get(t, trial.Users, user, "read the manager")
	if !ok {
		return false
	}
	ext := o.Object(resource.URNEnterprise)
	if _, has := ext.Get("manager"); !has {
		ext = o // the workflow looks at the top level too
	}
	got, present := ext.Get("manager")
	if want == "" {
		empty := ext.Object("manager").Text("value") == ""
		fine := t.Both(empty, "7644 §3.5.2.3", "the manager is gone", resource.Show(got, present))
		t.Blind(!present || got == nil, "7643 §2.5", "nothing is left of the manager", resource.Show(got, present))
		return fine
	}
	return t.Both(ext.Object("manager").Text("value") == want, "7643 §4.3", "manager holds the id that was sent", resource.Show(got, present))
}
