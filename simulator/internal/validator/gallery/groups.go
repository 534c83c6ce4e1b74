package gallery

import (
	"fmt"
	"slices"
	"strings"

	"github.com/entrasim/entrasim/simulator/internal/directory"
	"github.com/entrasim/entrasim/simulator/internal/provlog"
	"github.com/entrasim/entrasim/simulator/internal/validator/resource"
	"github.com/entrasim/entrasim/simulator/internal/validator/trial"
)

// What a tenant would make the service send.
const (
	planMatchGroup  = "GET /Groups?excludedAttributes=members&filter=displayName eq <name>"
	planCreateGroup = "POST /Groups without members"
	planPatchGroup  = "PATCH /Groups/{id}"
	planDeleteGroup = "DELETE /Groups/{id}"
)

// cast sets the stage with one group.
func cast(t *trial.T, onDemand bool, prefix string, planned ...string) (*stage, string, bool) {
	s, ok := open(t, onDemand, append([]string{planMatchGroup, planCreateGroup}, planned...)...)
	if !ok {
		return nil, "", false
	}
	if t.Mapping.Group == nil || !t.Mapping.Group.Enabled {
		s.close()
		t.Asks(false, "groups are provisioned: group provisioning is mandatory in the gallery", "a mapping without groups")
		return nil, "", false
	}
	id, ok := s.group(prefix)
	if !ok {
		s.close()
	}
	return s, id, ok
}

func createGroup(t *trial.T) {
	if s, id, ok := cast(t, false, "LACreateGroup"); ok {
		defer s.close()
		s.provision(id)
	}
}

func groupOnDemand(t *trial.T) {
	if s, id, ok := cast(t, true, "LAPODGroup"); ok {
		defer s.close()
		s.provision(id)
	}
}

func updateGroup(t *trial.T) {
	s, id, ok := cast(t, false, "LAUpdateGroup", planPatchGroup)
	if !ok {
		return
	}
	defer s.close()
	if _, ok = s.provision(id); !ok || !s.must("rename the group", s.dir.SetAttr(id, "displayName", "LAUpdateGroup-entrasim-"+s.Hex(8)+" - Updated")) || !s.cycle() {
		return
	}
	s.logged(id, provlog.ActionUpdate)
	s.there(id, "see that it has its new name")
}

func deleteGroup(t *trial.T) {
	s, id, ok := cast(t, false, "LADeleteGroup", planDeleteGroup)
	if !ok {
		return
	}
	defer s.close()
	name := s.name(id)
	if _, ok = s.provision(id); !ok || !s.must("delete the group", s.dir.HardDelete(id)) || !s.cycle() {
		return
	}
	s.logged(id, provlog.ActionDelete)
	s.gone(trial.GroupsEnd, "displayName", name, "see that it is gone")
}

func restoreGroup(t *trial.T) {
	s, id, ok := cast(t, false, "LARestoreGroup", planDeleteGroup, "after the group is assigned again: "+planCreateGroup)
	if !ok {
		return
	}
	defer s.close()
	name := s.name(id)
	if _, ok = s.provision(id); !ok || !s.must("unassign the group", s.dir.Unassign(id)) || !s.cycle() {
		return
	}
	s.logged(id, provlog.ActionDelete)
	if !s.gone(trial.GroupsEnd, "displayName", name, "see that it is gone") {
		return
	}
	s.made[id] = s.Expect(trial.GroupsEnd, "displayName", name)
	if !s.must("assign the group again", s.dir.Assign(id)) || !s.cycle() {
		return
	}
	s.logged(id, provlog.ActionCreate)
	s.there(id, "see that it is back")
}

func addMember(t *trial.T) {
	if s, _, user, ok := crew(t); ok {
		defer s.close()
		s.enrol(user)
	}
}

func removeMember(t *trial.T) {
	s, group, user, ok := crew(t)
	if !ok {
		return
	}
	defer s.close()
	if !s.enrol(user) || !s.must("take the member out", s.dir.RemoveMember(group, user)) || !s.cycle() {
		return
	}
	m, ok := s.modified(group, "members", "")
	if ok {
		s.Asks(strings.Contains(m.OldValue, user) || strings.Contains(m.OldValue, s.job.Links()[user]), "the log has the member as the old value", m.OldValue)
		s.Asks(m.NewValue == "", "the log has no new value", m.NewValue)
	}
	s.holds(group)
}

// crew sets the stage with a group and a user who is provisioned already.
func crew(t *trial.T) (s *stage, group, user string, ok bool) {
	if s, group, ok = cast(t, false, "LAMemberGroup", planCreate, planPatchGroup+" with the member"); !ok {
		return nil, "", "", false
	}
	if user, ok = s.user("lamem1", true); ok {
		_, ok = s.provision(user)
	}
	if !ok {
		s.close()
	}
	return s, group, user, ok
}

// enrol puts a user into the group of the stage.
func (s *stage) enrol(user string) bool {
	group := s.only(directory.KindGroup)
	if !s.must("put the member in", s.dir.AddMember(group, user)) || !s.cycle() {
		return false
	}
	m, ok := s.modified(group, "members", "")
	if !ok {
		return false
	}
	s.Asks(strings.Contains(m.NewValue, user) || strings.Contains(m.NewValue, s.job.Links()[user]), "the log has the member as the new value", m.NewValue)
	s.Asks(m.OldValue == "", "the log has no old value", m.OldValue)
	return s.holds(group, s.job.Links()[user])
}

func (s *stage) only(kind directory.Kind) string {
	for o := range s.dir.All(kind) {
		return o.ID()
	}
	return ""
}

// holds reads the group and demands its members. The workflow goes by the log alone.
func (s *stage) holds(group string, want ...string) bool {
	o, a, ok := get(s.T, trial.GroupsEnd, s.job.Links()[group], "see the members")
	if !ok || !s.Blind(a.OK(), "7644 §3.4.1", "GET /Groups/Id answers 200", trial.Status(a)) {
		return ok
	}
	var got []string
	for _, e := range o.List("members") {
		m, _ := e.(resource.Object)
		got = append(got, m.Text("value"))
	}
	s.Blind(slices.Equal(got, want), "7644 §3.5.2", fmt.Sprintf("the group has the members %v", want), fmt.Sprint(got))
	return true
}
