package harness

import "net/http"

// ground is found once per session.
var ground = Shared[Request]{Name: "something can be read: a page of users, or a discovery document", Make: func(t *T) Request {
	candidates := []Request{
		{Method: http.MethodGet, Path: "/Users", Query: []Param{{"startIndex", "1"}, {"count", "1"}}},
		{Method: http.MethodGet, Path: "/ServiceProviderConfig"},
		{Method: http.MethodGet, Path: "/ResourceTypes"},
	}
	for _, r := range candidates {
		asked := r
		asked.Header = http.Header{"Accept": {"*/*"}}
		if answer := t.Send(asked); answer.Status() == http.StatusOK && answer.Doc() != nil {
			return r
		}
	}
	t.Fail("nothing can be read", "no JSON object for any of them", "200 for GET /Users, /ServiceProviderConfig or /ResourceTypes")
	return Request{}
}}

// plainRead tells whether the ground is answered in the form in which all other checks ask.
var plainRead = Shared[bool]{Name: "something can be read with Accept: application/scim+json", Make: func(t *T) bool {
	r := t.Ground()
	t.Send(r).Is(http.StatusOK)
	return true
}}

// Readable skips the check unless the target answers a plain read at all: for checks that look at one path which others do not
// need, so that a target which refuses everything is not accused once more for it.
func (t *T) Readable() { plainRead.Get(t) }

// Ground is a request that the target is known to answer with 200 and a JSON object, whatever the form of the request does to
// it: a small page of users where that works. It is for checks of how a request is sent. Without any the check is skipped.
func (t *T) Ground() Request { return ground.Get(t) }

// UserAt is the user that was created with body and got id.
func (t *T) UserAt(id string, body Attrs) User {
	name, _ := body["userName"].(string)
	return User{ID: id, UserName: name, Path: userPath(id)}
}
