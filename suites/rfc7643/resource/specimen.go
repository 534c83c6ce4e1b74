package resource

import (
	"fmt"
	"net/http"
	"net/url"
	"strings"

	"github.com/entrasim/entrasim/suites/internal/harness"
)

// specimen is a resource that was created for several checks to look at.
type specimen struct {
	rt       harness.ResourceType
	endpoint string
	find     harness.Param // a filter that finds it
	name     string
	created  map[string]any // the body of the 201; nil when there was none
	id       string         // "" when the target told none, or none that is text
}

// path is where it can be read.
func (s specimen) path() string { return s.endpoint + "/" + url.PathEscape(s.id) }

// specimens are a user and, where there are groups, a group. What is wrong with their ids is for RES-002 to say, so nothing
// here depends on them.
var specimens = harness.Shared[[]specimen]{
	Name: "a user and a group can be created",
	Make: func(t *harness.T) []specimen {
		out := []specimen{create(t, t.UserType(), "userName", t.UserBody(nil))}
		if t.Open(harness.GateGroups) {
			body := t.RequiredBody(t.GroupType())
			t.Try(func() { out = append(out, create(t, t.GroupType(), "displayName", body)) })
		}
		return out
	},
}

func create(t *harness.T, rt harness.ResourceType, attribute string, body harness.Attrs) specimen {
	endpoint := t.Endpoint(rt)
	answer := t.Create(endpoint, body).Is(http.StatusCreated, http.StatusOK)
	s := specimen{rt: rt, endpoint: endpoint, created: answer.Doc()}
	s.name, _ = body[attribute].(string)
	s.find = harness.Filter(`%s eq "%s"`, attribute, s.name)
	s.id, _ = harness.Member(s.created, "id").(string)
	return s
}

// view is how a resource looks in one answer.
type view struct {
	where    string
	answer   *harness.Answer // nil for the answer to the create, which came before this check
	resource map[string]any
}

func (v view) fail(t *harness.T, reason, got string, allowed ...string) {
	reason += " (" + v.where + ")"
	if v.answer == nil {
		t.Fail(reason, got, allowed...)
	}
	v.answer.Fail(reason, got, allowed...)
}

// views are the answers in which a specimen shows: that of its create, a read, and a list. Answers that do not come, or not as
// JSON, are other checks' business.
func views(t *harness.T, s specimen) []view {
	var out []view
	if s.created != nil {
		out = append(out, view{"in the answer to the create of a " + s.rt.Name, nil, s.created})
	}
	if s.id != "" {
		if answer := t.Get(s.path()); answer.Status() == http.StatusOK && answer.Doc() != nil {
			out = append(out, view{"read by id: " + s.rt.Name, answer, answer.Doc()})
		}
	}
	if !t.Open(harness.GateFilter) {
		return out
	}
	answer := t.Get(s.endpoint, s.find)
	list, _ := harness.Member(answer.Doc(), "Resources").([]any)
	for _, v := range list {
		if o, ok := v.(map[string]any); ok && answer.Status() == http.StatusOK && s.is(o) {
			out = append(out, view{"in a list: " + s.rt.Name, answer, o})
		}
	}
	return out
}

// is tells whether a resource of a list is the specimen: a filter may have been ignored.
func (s specimen) is(o map[string]any) bool {
	for _, name := range []string{"userName", "displayName"} {
		if v, _ := harness.Member(o, name).(string); strings.EqualFold(v, s.name) {
			return true
		}
	}
	return false
}

// each lets look see every answer with every specimen in it.
func each(t *harness.T, look func(s specimen, v view)) {
	seen := 0
	for _, s := range specimens.Get(t) {
		for _, v := range views(t, s) {
			look(s, v)
			seen++
		}
	}
	if seen == 0 {
		t.SkipBecause("no answer shows a resource, which CRE-002 and GET-001 are about")
	}
}

// exact is a member under its own name; a name in another letter case is taken, and is a deviation.
func exact(t *harness.T, o map[string]any, name string) any {
	if v, ok := o[name]; ok {
		return v
	}
	v := harness.Member(o, name)
	if v != nil {
		t.Deviation("%s comes in another letter case than the RFC's, which Entra and others do not find", name)
	}
	return v
}

func show(v any) string {
	if v == nil {
		return "nothing"
	}
	return harness.Show(v)
}

func statusText(answer *harness.Answer) string {
	return fmt.Sprintf("%d %s", answer.Status(), http.StatusText(answer.Status()))
}
