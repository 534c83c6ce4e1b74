package version

import (
	"maps"
	"net/http"
	"slices"
	"strings"

	"github.com/entrasim/entrasim/suites/internal/harness"
)

// Checks lists the checks of this package by number.
func Checks() []harness.Spec {
	all := slices.Concat(absent(), tag(), conditional(), change(), demand())
	slices.SortFunc(all, func(a, b harness.Spec) int { return strings.Compare(a.ID, b.ID) })
	return all
}

const section = "7644 §3.14"

// needs of everything that looks at the tag of a user.
var needs = []harness.Need{harness.NeedUser}

// versioned is a user with the tag that the target gave it.
type versioned struct {
	harness.User
	body harness.Attrs // as created
	tag  string
}

// user creates a user and reads its tag; without one the check is skipped, since ETG-002 is about that.
func user(t *harness.T) versioned {
	v := versioned{body: t.UserBody(harness.Attrs{text(t): "Rigger"})}
	t.Arrange("creating a user", func() {
		id := t.Create("/Users", v.body).Is(http.StatusCreated, http.StatusOK).ID()
		v.User = t.UserAt(id, v.body)
	})
	v.tag = read(t, v)
	return v
}

// steady is user for checks that send the tag back: it must be the same at a second read, which ETG-009 is about.
func steady(t *harness.T) versioned {
	v := user(t)
	if read(t, v) != v.tag {
		t.SkipBecause("the tag is another one at every read, which ETG-009 is about")
	}
	return v
}

// read is the tag as it is now.
func read(t *harness.T, v versioned) string {
	got := t.Get(v.Path).Is(http.StatusOK).Header("ETag")
	if got == "" {
		t.SkipBecause("a user carries no ETag, which ETG-002 is about")
	}
	return got
}

// write is a request that changes the user; ifMatch is its precondition, none when empty.
func write(t *harness.T, v versioned, value, ifMatch string) harness.Request {
	name := text(t)
	r := harness.Request{Method: http.MethodPatch, Path: v.Path, Body: harness.Attrs{
		"schemas":    []string{"urn:ietf:params:scim:api:messages:2.0:PatchOp"},
		"Operations": []harness.Attrs{{"op": "replace", "path": name, "value": value}},
	}}
	if !t.Open(harness.GatePatch) {
		body := harness.Attrs{"id": v.ID, name: value}
		for k, old := range v.body {
			if k != name {
				body[k] = old
			}
		}
		r.Method, r.Body = http.MethodPut, body
	}
	if ifMatch != "" {
		r.Header = http.Header{"If-Match": {ifMatch}}
	}
	return r
}

// text is an attribute of users that holds any text.
func text(t *harness.T) string {
	for _, name := range []string{"title", "nickName"} {
		if t.Declares(harness.UserURN, name) {
			return name
		}
	}
	return "displayName"
}

// changed changes the user without precondition and returns the tag that follows; when that does not work the check is skipped.
func changed(t *harness.T, v versioned, value string) string {
	t.Arrange("changing the user", func() {
		answer := t.Send(write(t, v, value, ""))
		if answer.Status() == http.StatusPreconditionRequired {
			answer = t.Send(write(t, v, value, v.tag))
		}
		answer.Is(http.StatusOK, http.StatusNoContent)
		t.Settle(func() {
			if got := harness.Member(t.Get(v.Path).Is(http.StatusOK).Doc(), text(t)); got != value {
				t.Fail("the change is not there", harness.Show(got), harness.Show(value))
			}
		})
	})
	return read(t, v)
}

// putting finds a PUT of the user that works without precondition, and stores value by it; ok is false when there is none.
func putting(t *harness.T, v versioned, value string) (body harness.Attrs, ok bool) {
	for _, id := range []any{nil, v.ID} {
		body = maps.Clone(v.body)
		body[text(t)] = value
		if id != nil {
			body["id"] = id
		}
		stored := t.Try(func() {
			t.Put(v.Path, body).Is(http.StatusOK, http.StatusNoContent)
			t.Settle(func() {
				if harness.Member(t.Get(v.Path).Is(http.StatusOK).Doc(), text(t)) != value {
					t.Fail("the change is not there", "", "")
				}
			})
		})
		if stored {
			return body, true
		}
	}
	return nil, false
}

// still asserts that a text is what it was.
func still(t *harness.T, v versioned, want, why string) {
	t.Step("nothing may have changed", func() {
		doc := t.Get(v.Path).Is(http.StatusOK).Doc()
		if got := harness.Member(doc, text(t)); got != want {
			t.Fail(why, text(t)+" "+harness.Show(got), text(t)+" "+harness.Show(want))
		}
	})
}
