package scenario

import (
	"context"
	"net/http"
	"slices"
	"strings"
)

// enterprise is the extension in which a user has a manager.
const enterprise = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User"

// attributeOf reads what a resource has, references as names. The members of an expectation are put in order as well, so that
// any order will do.
func (w *world) attributeOf(ctx context.Context, doc map[string]any, a attribute) (string, error) {
	switch a.name {
	case "members":
		return w.membersOf(ctx, doc, a.want)
	case "manager":
		id, _ := member(member(member(doc, enterprise), "manager"), "value").(string)
		if id == "" {
			return "", nil
		}
		return w.nameOf(ctx, users, id)
	default:
		return valueAt(doc, a.path), nil
	}
}

func (w *world) membersOf(ctx context.Context, doc map[string]any, want string) (string, error) {
	list, _ := doc["members"].([]any)
	var got []string
	for _, m := range list {
		id, _ := member(m, "value").(string)
		kind := users
		if t, _ := member(m, "type").(string); strings.EqualFold(t, "Group") {
			kind = groups
		}
		name, err := w.nameOf(ctx, kind, id)
		if err != nil {
			return "", err
		}
		got = append(got, name)
	}
	wanted := strings.Split(want, ",")
	if slices.Equal(slices.Sorted(slices.Values(got)), slices.Sorted(slices.Values(wanted))) {
		return want, nil
	}
	slices.Sort(got)
	return strings.Join(got, ","), nil
}

// nameOf is what a resource is called that another refers to.
func (w *world) nameOf(ctx context.Context, k kind, id string) (string, error) {
	doc, err := w.ask(ctx, http.MethodGet, "/"+k.endpoint+"/"+id, "")
	if err != nil {
		return "", err
	}
	return textAt(doc, k.unique), nil
}
