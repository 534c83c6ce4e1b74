package harness

import (
	"maps"
	"net/http"
	"net/url"

	"github.com/gavv/httpexpect/v2"
)

// PutUser replaces a user and returns the answer, whatever it is. The body goes without an id, as a client need not send
// readOnly values; a target that refuses that gets it once more with the id of the URL, and the deviation is kept.
func (t *T) PutUser(user User, body Attrs) *Answer { return t.putWithID(user.Path, user.ID, body) }

// PutGroup is PutUser for a group.
func (t *T) PutGroup(group Group, body Attrs) *Answer { return t.putWithID(group.Path, group.ID, body) }

func (t *T) putWithID(path, id string, body Attrs) *Answer {
	answer := t.Put(path, body)
	if _, given := body["id"]; given || answer.Status() != http.StatusBadRequest || !t.wantsID() {
		return answer
	}
	with := maps.Clone(body)
	with["id"] = id
	t.Deviation("PUT is refused unless the body repeats the id, which is readOnly (RFC 7644 §3.5.1)")
	return t.Put(path, with)
}

// putsNeedID tells whether the target takes a PUT with the id in the body and none without.
var putsNeedID = Shared[bool]{Name: "which form of PUT the target takes", Make: func(t *T) bool {
	body := t.UserBody(nil)
	var user User
	t.Arrange("creating a user", func() {
		id := t.Create("/Users", body).Is(http.StatusCreated, http.StatusOK).ID()
		user = User{ID: id, Path: userPath(id)}
	})
	if t.Put(user.Path, body).Status() != http.StatusBadRequest {
		return false
	}
	with := maps.Clone(body)
	with["id"] = user.ID
	return t.Put(user.Path, with).Status() < http.StatusBadRequest
}}

func (t *T) wantsID() bool { return putsNeedID.Get(t) }

// changeByPut is the probe of NeedPut. Whether the status is the right one is PUT-001's business.
func (t *T) changeByPut() {
	attribute := t.plainText()
	body := t.UserBody(Attrs{attribute: "Mira Holt"})
	id := t.Create("/Users", body).Is(http.StatusCreated, http.StatusOK).ID()
	user := User{ID: id, Path: userPath(id)}
	body[attribute] = "Holt, Mira"
	t.PutUser(user, body).Is(http.StatusOK, http.StatusNoContent, http.StatusCreated, http.StatusAccepted)
	t.ReadBack(user.Path, func(o *httpexpect.Object) { o.Value(attribute).IsEqual("Holt, Mira") })
}

// changeByPatch is the probe of NeedPatch.
func (t *T) changeByPatch() {
	attribute := t.plainText()
	user := t.createUser(Attrs{attribute: "Mira Holt"})
	t.Patch(user.Path, Op{Op: "replace", Path: attribute, Value: "Holt, Mira"})
	t.ReadBack(user.Path, func(o *httpexpect.Object) { o.Value(attribute).IsEqual("Holt, Mira") })
}

// plainText is an attribute of users that any text can be written to.
func (t *T) plainText() string {
	for _, name := range []string{"title", "nickName"} {
		if t.Declares(UserURN, name) {
			return name
		}
	}
	return "displayName"
}

func userPath(id string) string { return "/Users/" + url.PathEscape(id) }
