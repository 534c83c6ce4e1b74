package gallery

import (
	"errors"
	"fmt"
	"net/http"
	"slices"
	"strings"

	"github.com/entrasim/entrasim/simulator/internal/directory"
	"github.com/entrasim/entrasim/simulator/internal/expr"
	"github.com/entrasim/entrasim/simulator/internal/mapping"
	"github.com/entrasim/entrasim/simulator/internal/provlog"
	"github.com/entrasim/entrasim/simulator/internal/validator/resource"
	"github.com/entrasim/entrasim/simulator/internal/validator/trial"
	"github.com/entrasim/entrasim/simulator/internal/validator/wire"
)

// stage is a tenant with one application: a directory of a test's own, and a job that provisions it.
type stage struct {
	*trial.T
	dir     *directory.Directory
	job     trial.ProvisioningJob
	records []provlog.Record          // of the last cycle
	cast    []string                  // object ids, in order of appearance
	made    map[string]*trial.Created // what they become at the endpoint
}

// open sets the stage. It reports false when no job can be acted out; the test says then what would be sent.
func open(t *trial.T, onDemand bool, planned ...string) (*stage, bool) {
	if t.NewJob == nil {
		t.Tenant("it goes through the provisioning service of a tenant", planned...)
		return nil, false
	}
	s := &stage{T: t, dir: directory.New(directory.Options{Tenant: t.Domain()}), made: map[string]*trial.Created{}}
	job, err := t.NewJob(trial.JobSpec{Directory: s.dir, OnDemand: onDemand})
	if err != nil {
		t.Skip("the provisioning job cannot be set up: " + err.Error())
		return nil, false
	}
	s.job = job
	return s, true
}

// close ends the job.
func (s *stage) close() {
	if err := s.job.Close(); err != nil {
		s.Fail(fmt.Errorf("close the provisioning job: %w", err))
	}
}

// must insists on a change of our own directory, which nothing of the endpoint's can make fail.
func (s *stage) must(what string, err error) bool {
	if err != nil {
		s.Skip(fmt.Sprintf("the directory of the test cannot be brought about (%s): %v", what, err))
	}
	return err == nil
}

// untouched are source attributes with a meaning of their own; the tests do not make up values for them.
var untouched = []string{
	mapping.IsSoftDeleted, "accountEnabled", "manager", "mail", "userPrincipalName", "objectId", "displayName", "mailNickname", "members",
}

// attributes makes up values for the source attributes that the mapping reads.
func (s *stage) attributes(prefix string) map[string][]string {
	values := map[string][]string{}
	for _, name := range s.Mapping.User.SourceAttributes() {
		def, ok := directory.LookupAttribute(directory.KindUser, name)
		if ok && !def.Computed && def.Type == directory.String && !slices.Contains(untouched, name) {
			values[name] = []string{prefix + s.Hex(6)}
		}
	}
	return values
}

// user adds a user and assigns it to the application.
func (s *stage) user(prefix string, assigned bool) (id string, ok bool) {
	nick := prefix + s.Hex(8)
	upn := nick + "@" + s.Domain()
	id, err := s.dir.AddUser(directory.User{
		UserPrincipalName: upn, DisplayName: upn, Mail: prefix + s.Hex(8) + "@" + s.Domain(),
		Attributes: merge(s.attributes("Test"), "mailNickname", nick),
	})
	if !s.must("add a user", err) || assigned && !s.must("assign the user", s.dir.Assign(id)) {
		return "", false
	}
	s.enter(id, trial.Users, "userName")
	return id, true
}

func merge(m map[string][]string, name, value string) map[string][]string {
	m[name] = []string{value}
	return m
}

// group adds a group and assigns it.
func (s *stage) group(prefix string) (id string, ok bool) {
	id, err := s.dir.AddGroup(directory.Group{DisplayName: prefix + "-entrasim-" + s.Hex(8)})
	if !s.must("add a group", err) || !s.must("assign the group", s.dir.Assign(id)) {
		return "", false
	}
	s.enter(id, trial.GroupsEnd, "displayName")
	return id, true
}

// enter notes an object that is about to be provisioned.
func (s *stage) enter(id, endpoint, by string) {
	s.cast = append(s.cast, id)
	s.made[id] = s.Expect(endpoint, by, s.name(id))
}

// cycle runs one cycle and demands that it gets through.
func (s *stage) cycle() bool {
	c, err := s.job.RunCycle(s.Context())
	s.Keep(c.Exchanges...)
	s.records = c.Records
	for id, target := range s.job.Links() {
		if entry := s.made[id]; entry != nil {
			entry.ID = target
		}
	}
	var network *wire.NetworkError
	if err != nil && (s.Context().Err() != nil || errors.As(err, &network)) {
		s.Fail(err)
		return false
	}
	got := ""
	if err != nil {
		got = err.Error()
	}
	return s.Asks(err == nil, "the cycle gets through", got)
}

// logged demands a record of an object with an action and success, as the workflow does of Entra's provisioning log.
func (s *stage) logged(id string, action provlog.Action) bool {
	var seen []string
	found := false
	for _, r := range s.records {
		if r.SourceIdentity.ID != id {
			continue
		}
		found = found || r.Action == action && r.StatusInfo.Status == provlog.Success
		text := string(r.Action) + "/" + string(r.StatusInfo.Status)
		if r.StatusInfo.Error != nil {
			text += ": " + r.StatusInfo.Error.Reason
		}
		seen = append(seen, text)
	}
	got := "no record"
	if len(seen) > 0 {
		got = strings.Join(seen, "; ")
	}
	return s.Asks(found, fmt.Sprintf("the provisioning log has %s with success", action), got)
}

// modified demands that an update of an object names a property, and returns what became of it.
func (s *stage) modified(id, property, step string) (provlog.ModifiedProperty, bool) {
	if !s.logged(id, provlog.ActionUpdate) {
		return provlog.ModifiedProperty{}, false
	}
	for _, r := range s.records {
		for _, m := range r.Modified {
			if r.SourceIdentity.ID == id && (m.DisplayName == property || strings.HasSuffix(m.DisplayName, ":"+property)) {
				return m, true
			}
		}
	}
	return provlog.ModifiedProperty{}, s.Asks(false, "the log names "+property+" among the modified properties"+step, "other properties")
}

// desired is what the mapping makes of an object, naively: the values the endpoint is to have.
func (s *stage) desired(id string) []mapping.Desired {
	o, ok := s.dir.Object(id)
	if !ok {
		return nil
	}
	m := s.Mapping.For(string(o.Kind()))
	if m == nil {
		return nil
	}
	list, err := m.Evaluate(expr.Context{Source: mapping.WithSoftDeleted(o, o.SoftDeleted() || !o.Enabled()), Now: s.dir.Now(), DefaultDomain: s.Domain()})
	if err != nil {
		return nil
	}
	return list
}

// name is the userName or displayName that an object gets.
func (s *stage) name(id string) string {
	o, _ := s.dir.Object(id)
	want := "userName"
	if o.Kind() == directory.KindGroup {
		want = "displayName"
	}
	for _, d := range s.desired(id) {
		if d.Path.String() == want && len(d.Values) == 1 {
			return d.Values[0]
		}
	}
	return o.DisplayName()
}

// look finds an object at the endpoint by its name, as the workflow does.
func (s *stage) look(id, cause string) ([]resource.Object, bool) {
	o, _ := s.dir.Object(id)
	endpoint, by := trial.Users, "userName"
	if o.Kind() == directory.KindGroup {
		endpoint, by = trial.GroupsEnd, "displayName"
	}
	return s.lookBy(endpoint, by, s.name(id), cause)
}

func (s *stage) lookBy(endpoint, by, name, cause string) ([]resource.Object, bool) {
	a, ok := s.Do(wire.Request{Method: http.MethodGet, Path: "/" + endpoint + "?" + s.Filter(by, name), Cause: cause})
	if !ok || !s.Both(a.Is(http.StatusOK), "7644 §3.4.2", "a lookup by "+by+" answers 200", trial.Status(a)) {
		return nil, false
	}
	var hits []resource.Object
	for _, e := range a.Object().List("Resources") {
		if hit, ok := e.(resource.Object); ok {
			hits = append(hits, hit)
		}
	}
	return hits, true
}

// there demands that an object is found.
func (s *stage) there(id, cause string) (resource.Object, bool) {
	hits, ok := s.look(id, cause)
	if !ok || !s.Both(len(hits) > 0, "7644 §3.4.2.2", "the endpoint finds it by its name ("+cause+")", "nothing") {
		return nil, false
	}
	return hits[0], true
}

// provision brings all objects of the stage about: nobody of those names, then a cycle, then the one that is asked for. An
// endpoint that finds somebody for a name nobody has would have a stranger matched, and changed.
func (s *stage) provision(id string) (resource.Object, bool) {
	for _, member := range s.cast {
		hits, ok := s.look(member, "see that it is not there yet")
		if !ok || !s.Asks(len(hits) == 0, "nobody of that name is there yet", fmt.Sprintf("%d", len(hits))) {
			return nil, false
		}
	}
	if !s.cycle() {
		return nil, false
	}
	hit, ok := s.there(id, "see that it is there")
	return hit, s.logged(id, provlog.ActionCreate) && ok
}

// gone demands that an object is not there any more.
func (s *stage) gone(endpoint, by, name, cause string) bool {
	hits, ok := s.lookBy(endpoint, by, name, cause)
	return ok && s.Both(len(hits) == 0, "7644 §3.6", "the endpoint does not find it any more", fmt.Sprintf("%d", len(hits)))
}
