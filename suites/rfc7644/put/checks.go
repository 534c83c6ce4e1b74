package put

import (
	"maps"
	"net/http"
	"net/url"
	"slices"
	"strings"

	"github.com/entrasim/entrasim/suites/internal/harness"
)

// Checks lists the checks of this package by number.
func Checks() []harness.Spec {
	all := slices.Concat(served(), replace(), mutability(), refuse(), extension())
	slices.SortFunc(all, func(a, b harness.Spec) int { return strings.Compare(a.ID, b.ID) })
	return all
}

// replacing is the reference of most.
const replacing = "7644 §3.5.1"

// needs of nearly every check here.
var needs = []harness.Need{harness.NeedUser, harness.NeedPut}

// person creates a user and returns the body it was created with.
func person(t *harness.T, attrs harness.Attrs) (harness.User, harness.Attrs) {
	body := t.UserBody(attrs)
	var user harness.User
	t.Arrange("creating a user", func() {
		id := t.Create("/Users", body).Is(http.StatusCreated, http.StatusOK).ID()
		name, _ := body["userName"].(string)
		user = harness.User{ID: id, UserName: name, Path: "/Users/" + url.PathEscape(id)}
	})
	return user, body
}

// with is a body with other values.
func with(body, attrs harness.Attrs) harness.Attrs {
	out := maps.Clone(body)
	maps.Copy(out, attrs)
	return out
}

// replaced demands success; that it is 200 is for PUT-001 to say.
func replaced(answer *harness.Answer) {
	answer.Is(http.StatusOK, http.StatusNoContent, http.StatusCreated, http.StatusAccepted)
}
