package validation

import (
	"fmt"
	"net/http"
	"slices"

	"github.com/entrasim/entrasim/simulator/internal/validator/resource"
	"github.com/entrasim/entrasim/simulator/internal/validator/trial"
)

const excludeMembers = "excludedAttributes=members"

// search looks resources up by a value of the joining property and demands a list that can be read.
func (r *run) search(k kind, v, extra, cause string) ([]resource.Object, bool) {
	query := r.Filter(k.join.String(), v)
	if extra != "" {
		query = extra + "&" + query
	}
	a, ok := r.get("/"+k.endpoint+"?"+query, cause)
	if !ok || !r.Both(a.Status == http.StatusOK, "7644 §3.4.2", "a lookup answers 200 ("+cause+")", trial.Status(a)) {
		return nil, false
	}
	o := a.Object()
	total, counted := o.Get("totalResults")
	if !r.Both(o != nil, "7644 §3.4.2", "the answer to a lookup can be read", "something that is no JSON object") ||
		!r.Both(slices.Contains(o.List("schemas"), any(resource.URNList)), "7644 §3.4.2", "the schemas of the answer name ListResponse", resource.Show(o.Get("schemas"))) ||
		!r.Both(counted, "7644 §3.4.2", "the answer has totalResults", "none") {
		return nil, false
	}
	var found []resource.Object
	for _, e := range o.List("Resources") {
		if hit, ok := e.(resource.Object); ok {
			found = append(found, hit)
		}
	}
	return found, r.Both(resource.Text(total) == fmt.Sprint(len(found)), "7644 §3.4.2", "totalResults is the number of matches",
		fmt.Sprintf("totalResults %s with %d resources", resource.Show(total, true), len(found)))
}

// find looks a subject up and demands that it alone is found.
func (r *run) find(s subject, v, extra, cause string) (resource.Object, bool) {
	found, ok := r.search(s.kind, v, extra, cause)
	if !ok || !r.Both(len(found) == 1, "7644 §3.4.2.2", "the lookup finds one resource ("+cause+")", fmt.Sprintf("%d", len(found))) {
		return nil, false
	}
	hit := found[0]
	return hit, r.Both(hit.Text("id") == s.id, "7643 §3.1", "what is found has the id of what was created", resource.Show(hit.Get("id"))) && r.parsed(hit)
}

// none looks for something that does not exist.
func (r *run) none(k kind, v string) {
	found, ok := r.search(k, v, "", "look up a random value")
	if ok {
		r.Both(len(found) == 0, "7644 §3.4.2", "a lookup without a match finds nothing", fmt.Sprintf("%d resources", len(found)))
	}
}

// essential are the values that a lookup must bring back: the joining property and what is required.
func (s subject) essential() []value {
	return slices.DeleteFunc(slices.Clone(s.values), func(v value) bool {
		return v.Path != s.join && !v.Required && v.Name() != s.name
	})
}

// random is a value of the joining property that nobody has.
func (r *run) random(k kind) string {
	for _, v := range r.values(k.list) {
		if v.Path == k.join {
			return resource.Text(v.v)
		}
	}
	return r.GUID()
}

// inOtherCase looks a subject up by its joining property in another letter case.
func (r *run) inOtherCase(s subject) {
	v := otherCase(s.joined())
	if s.join.Attr != "externalId" {
		r.find(s, v, "", "look it up in another letter case")
		return
	}
	found, ok := r.search(s.kind, v, "", "look it up in another letter case")
	if ok {
		r.Differ(len(found) == 1, len(found) == 0, "7643 §3.1", "the lookup finds the resource in another letter case", fmt.Sprintf("%d resources", len(found)), noteExact)
	}
}

func filterUser(r *run) {
	s, ok := r.makeUser()
	if !ok {
		return
	}
	if hit, ok := r.find(s, s.joined(), "", "look it up"); ok {
		r.compare(hit, s.essential(), false)
	}
}

func filterNobody(r *run) { r.none(r.users(), r.random(r.users())) }

func filterUserCase(r *run) {
	if s, ok := r.makeUser(); ok {
		r.inOtherCase(s)
	}
}

func readGroup(r *run) {
	s, ok := r.makeGroup()
	if !ok {
		return
	}
	a, ok := r.get(trial.Path(s.endpoint, s.id)+"?"+excludeMembers, "read it without its members")
	if ok && r.Both(a.Status == http.StatusOK, "7644 §3.4.1", "GET /Groups/Id answers 200", trial.Status(a)) {
		r.withoutMembers(a.Object())
	}
}

func (r *run) withoutMembers(o resource.Object) {
	members, present := o.Get("members")
	r.Both(!present, "7644 §3.4.2.5", "members are not in the answer when they are excluded", resource.Show(members, present))
}

func filterGroupWithout(r *run) {
	s, ok := r.makeGroup()
	if !ok {
		return
	}
	if hit, ok := r.find(s, s.joined(), excludeMembers, "look it up without its members"); ok {
		r.withoutMembers(hit)
	}
}

func filterGroup(r *run) {
	s, ok := r.makeGroup()
	if !ok {
		return
	}
	if hit, ok := r.find(s, s.joined(), "", "look it up"); ok {
		r.compare(hit, s.essential(), false)
	}
}

func filterNoGroup(r *run) { r.none(r.groups(), r.random(r.groups())) }

func filterGroupCase(r *run) {
	if s, ok := r.makeGroup(); ok {
		r.inOtherCase(s)
	}
}
