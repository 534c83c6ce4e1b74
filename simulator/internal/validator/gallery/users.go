package gallery

import (
	"maps"
	"slices"

	"github.com/entrasim/entrasim/simulator/internal/provlog"
	"github.com/entrasim/entrasim/simulator/internal/validator/resource"
	"github.com/entrasim/entrasim/simulator/internal/validator/trial"
)

// What a tenant would make the service send, for those who have no job to act it out.
const (
	planProbe   = "GET /Users?filter=userName eq <random GUID>"
	planMatch   = "GET /Users?filter=userName eq <name>"
	planCreate  = "POST /Users"
	planRead    = "GET /Users/{id}"
	planPatch   = "PATCH /Users/{id} with what has changed"
	planDisable = "PATCH /Users/{id} with active False"
	planDelete  = "DELETE /Users/{id}"
)

func createUser(t *trial.T) {
	s, ok := open(t, false, planProbe, planMatch, planCreate)
	if !ok {
		return
	}
	defer s.close()
	if id, ok := s.user("lacreate", true); ok {
		s.provision(id)
	}
}

func updateUser(t *trial.T) {
	s, ok := open(t, false, planProbe, planMatch, planCreate, planRead, planPatch)
	if !ok {
		return
	}
	defer s.close()
	id, ok := s.user("laupdate", true)
	if !ok {
		return
	}
	if _, ok = s.provision(id); !ok {
		return
	}
	o, _ := s.dir.Object(id)
	fresh := s.attributes("Updated")
	fresh["displayName"], fresh["mail"] = []string{o.DisplayName() + " - Updated"}, []string{"updated-" + o.Mail()}
	for _, name := range slices.Sorted(maps.Keys(fresh)) {
		if !s.must("change "+name, s.dir.SetAttr(id, name, fresh[name]...)) {
			return
		}
	}
	if !s.cycle() {
		return
	}
	s.logged(id, provlog.ActionUpdate)
	if hit, ok := s.there(id, "see what the update has done"); ok {
		s.agree(id, hit)
	}
}

// agree demands that the endpoint has what the mapping wants, reference attributes left aside.
func (s *stage) agree(id string, o resource.Object) {
	for _, d := range s.desired(id) {
		if d.Reference || d.Null || d.Mapping.CreateOnly() || len(d.Values) != 1 || d.Mapping.Multi || d.Type.Roles() {
			continue
		}
		got, present := resource.Lookup(o, d.Path)
		s.Asks(d.Same([]string{engineText(got)}), d.Path.String()+" is what the directory has", resource.Show(got, present))
	}
}

// engineText is a value as the engine writes it: booleans as True and False.
func engineText(v any) string {
	switch v {
	case any(true):
		return "True"
	case any(false):
		return "False"
	}
	return resource.Text(v)
}

func disableUser(t *trial.T) {
	s, ok := open(t, false, planProbe, planMatch, planCreate, planRead, planDisable)
	if !ok {
		return
	}
	defer s.close()
	id, ok := s.user("ladis", true)
	if !ok {
		return
	}
	if _, ok = s.provision(id); !ok || !s.must("disable the user", s.dir.Disable(id)) || !s.cycle() {
		return
	}
	s.logged(id, provlog.ActionDisable)
	if hit, ok := s.there(id, "see that it is disabled"); ok {
		s.active(hit, false)
	}
}

func (s *stage) active(o resource.Object, want bool) {
	got, present := o.Get("active")
	s.Both(got == any(want), "7644 §3.5.2", "active is "+resource.Show(want, true), resource.Show(got, present))
}

// deleteUser deletes and purges. A cycle runs in between: a purge right after a soft delete can lead to no request at all
// (quirks Q25).
func deleteUser(t *trial.T) {
	s, ok := open(t, false, planProbe, planMatch, planCreate, planRead, planDisable, planDelete)
	if !ok {
		return
	}
	defer s.close()
	id, ok := s.user("ladel", true)
	if !ok {
		return
	}
	name := s.name(id)
	if _, ok = s.provision(id); !ok || !s.must("delete the user", s.dir.SoftDelete(id)) || !s.cycle() ||
		!s.must("purge the user", s.dir.HardDelete(id)) || !s.cycle() {
		return
	}
	s.logged(id, provlog.ActionDelete)
	s.gone(trial.Users, "userName", name, "see that it is gone")
}

func restoreUser(t *trial.T) {
	s, ok := open(t, false, planProbe, planMatch, planCreate, planRead, planDisable, "after the user is assigned again: PATCH /Users/{id} with active True")
	if !ok {
		return
	}
	defer s.close()
	id, ok := s.user("larestore", true)
	if !ok {
		return
	}
	first, ok := s.provision(id)
	if !ok || !s.must("unassign the user", s.dir.Unassign(id)) || !s.cycle() {
		return
	}
	s.logged(id, provlog.ActionDisable)
	if hit, ok := s.there(id, "see that it is disabled"); ok {
		s.active(hit, false)
	}
	if !s.must("assign the user again", s.dir.Assign(id)) || !s.cycle() {
		return
	}
	if hit, ok := s.there(id, "see that it is back"); ok {
		s.active(hit, true)
		s.Blind(hit.Text("id") == first.Text("id"), "7643 §3.1", "it has the id it had (SoftDeleteRestore)", hit.Text("id"))
	}
}

func userOnDemand(t *trial.T) {
	s, ok := open(t, true, planProbe, planMatch, planCreate)
	if !ok {
		return
	}
	defer s.close()
	if id, ok := s.user("lapod", true); ok {
		s.provision(id)
	}
}

func userManager(t *trial.T) {
	manager, ok := t.Attributes.Manager()
	if !ok || !manager.Mapped {
		t.Skip("manager is not mapped")
		return
	}
	s, ok := open(t, false, planProbe, planMatch, planCreate, "PATCH /Users/{id} with the manager's id, then another, then none")
	if !ok {
		return
	}
	defer s.close()
	var ids []string
	for _, prefix := range []string{"lamgrinit", "lamgr", "lamgrnew"} {
		id, ok := s.user(prefix, true)
		if !ok {
			return
		}
		ids = append(ids, id)
	}
	user, first, second := ids[0], ids[1], ids[2]
	if _, ok = s.provision(user); !ok {
		return
	}
	for _, step := range []struct{ what, manager string }{{"set", first}, {"change", second}, {"remove", ""}} {
		if !s.must(step.what+" the manager", s.dir.SetManager(user, step.manager)) || !s.cycle() || !s.managed(user, step.what, step.manager) {
			return
		}
	}
}

// managed demands that the log has the change of a manager, and that the endpoint has the manager.
func (s *stage) managed(user, what, manager string) bool {
	target := s.job.Links()[manager]
	m, ok := s.modified(user, "manager", " ("+what+")")
	if !ok {
		return false
	}
	s.Asks(m.NewValue == manager || manager != "" && m.NewValue == target, "the log has the new manager ("+what+")", m.NewValue)
	hit, ok := s.there(user, "see the manager ("+what+")")
	if !ok {
		return false
	}
	path, _ := s.Attributes.Manager()
	got, present := resource.Lookup(hit, path.Path)
	object, _ := got.(resource.Object)
	return s.Both(object.Text("value") == target, "7643 §4.3", "the endpoint has the manager ("+what+")", resource.Show(got, present))
}
