package scenario

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"strings"

	"github.com/go-json-experiment/json/jsontext"
)

func targetVerb() *Verb {
	return &Verb{
		Name:    "target",
		Forms:   []string{"target create KIND JSON", "target change KIND NAME JSON", "target delete KIND NAME"},
		Summary: "Does something in the endpoint behind Entra's back: an account that is there before, a local administrator, a hard delete.",
		Details: "KIND is user or group, NAME a userName or displayName. JSON is a resource for create, a list of PATCH operations for " +
			"change; its schemas are added.",
		Example: []string{
			`target create user {"userName": "ada@harbour.example", "active": true}`,
			`target change user ada@harbour.example [{"op": "replace", "path": "title", "value": "Admiral"}]`,
			`target delete user ada@harbour.example`,
		},
		read: readTarget,
	}
}

func readTarget(l *line, _ *Scenario) (action, error) {
	if len(l.words) < 3 {
		return nil, l.usage()
	}
	kind, err := resourceKind(l, l.words[1])
	if err != nil {
		return nil, err
	}
	what, name := l.words[0], l.words[2]
	body := ""
	switch {
	case what == "create":
		_, body, _ = strings.Cut(l.rest, "{")
		body = "{" + body
	case what == "change" && strings.Contains(l.rest, "["):
		_, body, _ = strings.Cut(l.rest, "[")
		body = "[" + body
	case what == "delete" && len(l.words) == 3:
		return func(ctx context.Context, w *world) error { return w.targetDelete(ctx, kind, name) }, nil
	default:
		return nil, l.usage()
	}
	if !jsontext.Value(body).IsValid() {
		return nil, l.fail("write the JSON on the line as it is, without quotes around it", "%s is not JSON", body)
	}
	if what == "create" {
		return func(ctx context.Context, w *world) error { return w.targetCreate(ctx, kind, body) }, nil
	}
	return func(ctx context.Context, w *world) error { return w.targetChange(ctx, kind, name, body) }, nil
}

// resourceKind reads user or group.
func resourceKind(l *line, word string) (kind, error) {
	for _, k := range []kind{users, groups} {
		if word == k.singular || word == k.singular+"s" || word == k.endpoint {
			return k, nil
		}
	}
	return kind{}, l.fail("write user or group", "there is no kind of resource %q", word)
}

func (w *world) targetCreate(ctx context.Context, k kind, body string) error {
	if !strings.Contains(body, `"schemas"`) {
		body = `{"schemas":["` + k.schema + `"],` + strings.TrimPrefix(body, "{")
	}
	doc, err := w.ask(ctx, http.MethodPost, "/"+k.endpoint, body)
	if err != nil {
		return err
	}
	id, name := textAt(doc, "id"), textAt(doc, k.unique)
	if id == "" {
		return errors.New("the endpoint created something without an id")
	}
	w.names.learn(id, name)
	return nil
}

func (w *world) targetChange(ctx context.Context, k kind, name, operations string) error {
	doc, err := w.find(ctx, k, name)
	if err != nil {
		return err
	}
	body := `{"schemas":["urn:ietf:params:scim:api:messages:2.0:PatchOp"],"Operations":` + operations + `}`
	_, err = w.ask(ctx, http.MethodPatch, "/"+k.endpoint+"/"+textAt(doc, "id"), body)
	return err
}

func (w *world) targetDelete(ctx context.Context, k kind, name string) error {
	doc, err := w.find(ctx, k, name)
	if err != nil {
		return err
	}
	_, err = w.ask(ctx, http.MethodDelete, "/"+k.endpoint+"/"+textAt(doc, "id"), "")
	return err
}

// find reads the one resource of a name.
func (w *world) find(ctx context.Context, k kind, name string) (map[string]any, error) {
	found, err := w.search(ctx, k, name)
	if err != nil {
		return nil, err
	}
	if len(found) != 1 {
		return nil, fmt.Errorf("the endpoint has %d %ss with the %s %s", len(found), k.singular, k.unique, name)
	}
	return found[0], nil
}
