package validation

import (
	"net/http"
	"strings"

	"github.com/entrasim/entrasim/simulator/internal/mapping"
	"github.com/entrasim/entrasim/simulator/internal/validator/attribute"
	"github.com/entrasim/entrasim/simulator/internal/validator/resource"
	"github.com/entrasim/entrasim/simulator/internal/validator/trial"
	"github.com/entrasim/entrasim/simulator/internal/validator/wire"
)

// run is one run of a test of this tool.
type run struct {
	*trial.T
	media bool // the media type has been judged
	// misses says which attributes the tool cannot find although they are there.
	misses func(attribute.Attribute) bool
}

// as makes a test of a function.
func as(f func(*run)) func(*trial.T) {
	return func(t *trial.T) { f(&run{T: t}) }
}

// kind is one of the two resource types.
type kind struct {
	endpoint, core string
	join           mapping.TargetPath
	list           []attribute.Attribute
	name           string // the attribute whose value is marked
}

func (r *run) users() kind {
	return kind{trial.Users, resource.URNUser, r.UserJoin, r.Attributes.User, "userName"}
}

func (r *run) groups() kind {
	return kind{trial.GroupsEnd, resource.URNGroup, r.GroupJoin, r.Attributes.Group, "displayName"}
}

// value is an attribute with the value it is sent with.
type value struct {
	attribute.Attribute
	v any
}

// subject is a resource that a test has made.
type subject struct {
	kind
	id     string
	values []value
	body   resource.Object
}

// join is the value of the joining property, as it was sent.
func (s subject) joined() string {
	v, _ := resource.Lookup(s.body, s.kind.join)
	return resource.Text(v)
}

// values makes up values for those attributes of a list that a body can hold.
func (r *run) values(list []attribute.Attribute) []value {
	set := r.Body()
	var all []value
	for _, a := range list {
		switch {
		case a.ReadOnly, a.Reference() && a.Multi:
		case a.Reference():
			all = append(all, value{a, resource.Object{{Name: "value", Value: set.Value(a)}}})
		default:
			all = append(all, value{a, set.Value(a)})
		}
	}
	return all
}

// draft makes a body: the attributes in their order, schemas last. Users that are to be members say so in their names.
func (r *run) draft(k kind, list []attribute.Attribute, prefix string) subject {
	s := subject{kind: k, values: r.values(list)}
	for i, v := range s.values {
		if v.Name() == k.name {
			s.values[i].v = prefix + v.v.(string)
		}
		resource.Put(&s.body, v.Path, s.values[i].v)
	}
	s.body.Set("schemas", attribute.Schemas(k.core, list))
	return s
}

// post sends the body of a draft.
func (r *run) post(s *subject, cause string) (wire.Answer, bool) {
	a, ok := r.Post(s.endpoint, cause, s.name, s.body.Text(s.name), s.body)
	if ok {
		r.judgeMedia(a)
		s.id = a.Object().Text("id")
	}
	return a, ok
}

// make creates what a test works on, and demands that this succeeds.
func (r *run) make(s subject, cause string) (subject, bool) {
	a, ok := r.post(&s, cause)
	if !ok {
		return s, false
	}
	return s, r.Both(a.OK(), "7644 §3.3", "POST /"+s.endpoint+" succeeds ("+cause+")", trial.Status(a)) &&
		r.Both(s.id != "", "7644 §3.1", "the answer to POST has an id", "none")
}

func (r *run) makeUser() (subject, bool) {
	k := r.users()
	return r.make(r.draft(k, k.list, ""), "create the user to work on")
}

func (r *run) makeMember() (subject, bool) {
	k := r.users()
	return r.make(r.draft(k, k.list, "member_"), "create a user to be a member")
}

func (r *run) makeGroup() (subject, bool) {
	k := r.groups()
	return r.make(r.draft(k, k.list, ""), "create the group to work on")
}

// get reads something.
func (r *run) get(path, cause string) (wire.Answer, bool) {
	a, ok := r.Do(wire.Request{Method: http.MethodGet, Path: path, Cause: cause})
	if ok {
		r.judgeMedia(a)
	}
	return a, ok
}

// read reads a resource by its id and demands that it is there.
func (r *run) read(s subject, cause string) (resource.Object, bool) {
	a, ok := r.get(trial.Path(s.endpoint, s.id), cause)
	if !ok || !r.Both(a.Status == http.StatusOK, "7644 §3.4.1", "GET /"+s.endpoint+"/Id answers 200 ("+cause+")", trial.Status(a)) {
		return nil, false
	}
	o := a.Object()
	return o, r.Both(o != nil, "7644 §3.4.1", "the answer to GET is a resource", "something that is no JSON object") && r.parsed(o)
}

// judgeMedia looks at the media type of the first answer that has a body.
func (r *run) judgeMedia(a wire.Answer) {
	if r.media || !a.OK() || len(a.Body) == 0 {
		return
	}
	r.media = true
	got := a.Header.Get("Content-Type")
	if got == "" {
		got = "none"
	}
	r.Both(a.SCIM(), "7644 §8.1", "answers have the media type application/scim+json", got)
}

// judgeError looks at what the tool does not: the form of an error.
func (r *run) judgeError(a wire.Answer) {
	o := a.Object()
	status, _ := o.Get("status")
	r.Blind(a.SCIM(), "7644 §3.12", "an error has the media type application/scim+json", a.Header.Get("Content-Type"))
	_, text := status.(string)
	r.Blind(text, "7644 §3.12", "the status in an error is a string", resource.Show(status, status != nil))
}

// otherCase writes a value in another letter case, as the tool does: upper case, unless it is that already.
func otherCase(s string) string {
	if up := strings.ToUpper(s); up != s {
		return up
	}
	return strings.ToLower(s)
}
