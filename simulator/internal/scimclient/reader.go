package scimclient

import (
	"fmt"
	"strconv"
	"strings"

	"github.com/entrasim/entrasim/simulator/internal/dial"
)

// urnList is the schema of a query's answer.
const urnList = "urn:ietf:params:scim:api:messages:2.0:ListResponse"

// misfit is JSON that is not what Entra's deserialiser expects.
type misfit struct {
	text    string
	several bool // several resources, or members that were excluded, where one plain resource was expected
}

func misfitf(format string, args ...any) *misfit { return &misfit{text: fmt.Sprintf(format, args...)} }

// reader reads one answer, noting what it lets pass.
type reader struct {
	request   Request
	dials     dial.Set
	tolerated []string
}

func (r *reader) note(format string, args ...any) {
	r.tolerated = append(r.tolerated, fmt.Sprintf(format, args...))
}

// document accepts any JSON object; nothing depends on what ServiceProviderConfig says (wire §5).
func (r *reader) document(n node) *misfit {
	if n.kind != object {
		return misfitf("the answer is a JSON %s, not an object", n.kind)
	}
	return nil
}

// list reads a ListResponse. Resources must be an array; null in its place breaks Entra (quirks Q32), while leaving it
// out of an empty list is legal and let pass.
func (r *reader) list(n node) (*List, *misfit) {
	if p := r.document(n); p != nil {
		return nil, p
	}
	items, ok := n.get("Resources")
	total, hasTotal := n.get("totalResults")
	switch {
	case !ok && !hasTotal:
		return nil, misfitf("the answer is not a ListResponse: it has neither totalResults nor Resources%s", n.near("Resources"))
	case ok && items.kind != array:
		return nil, misfitf("Resources is %s; Entra needs an array, [] when nothing matches", items.kind)
	case hasTotal && total.kind != number:
		return nil, misfitf("totalResults is a JSON %s, not a number", total.kind)
	}
	list := &List{TotalResults: whole(n, "totalResults"), StartIndex: whole(n, "startIndex"), ItemsPerPage: whole(n, "itemsPerPage")}
	if !ok {
		if list.TotalResults != 0 {
			return nil, misfitf("totalResults is %d, but there are no Resources%s", list.TotalResults, n.near("Resources"))
		}
		r.note("Resources is absent; [] is safest")
	}
	if !hasTotal {
		r.note("totalResults is absent")
		list.TotalResults = len(items.items)
	}
	if !n.hasSchema(urnList) {
		r.note("schemas does not name %s", urnList)
	}
	for i, item := range items.items {
		res, p := r.resource(item, fmt.Sprintf("Resources[%d]", i))
		if p != nil {
			return nil, p
		}
		list.Resources = append(list.Resources, res)
	}
	return list, nil
}

// single reads the resource that a read, create or update answered with.
func (r *reader) single(n node) (*Object, *misfit) {
	if items, ok := n.get("Resources"); ok && items.kind == array {
		return nil, &misfit{text: fmt.Sprintf("a list of %d resources came back where one resource was asked for", len(items.items)), several: true}
	}
	return r.resource(n, "the answer")
}

func (r *reader) resource(n node, where string) (*Object, *misfit) {
	if n.kind != object {
		return nil, misfitf("%s is a JSON %s, not a resource", where, n.kind)
	}
	id, ok := n.get("id")
	switch {
	case !ok || id.kind == null || id.kind == text && id.text == "":
		return nil, misfitf("%s has no id%s", where, n.near("id"))
	case id.kind != text:
		return nil, misfitf("id in %s is a JSON %s, not a string", where, id.kind)
	}
	if r.request.Kind != KindReferenceCheck {
		if p := r.shape(n, where); p != nil {
			return nil, p
		}
	}
	if p := r.excluded(n, where); p != nil {
		return nil, p
	}
	return &Object{id: id.text, tree: n}, nil
}

// excluded holds a group lookup to excludedAttributes=members (wire §8.1). An empty list is let pass.
func (r *reader) excluded(n node, where string) *misfit {
	asked := r.request.Resource == Groups && (r.request.Kind == KindRead || r.request.Kind == KindMatch) || r.request.Kind == KindProbeGroups
	members, ok := n.get("members")
	if !asked || !ok || members.kind == null {
		return nil
	}
	if len(members.items) > 0 && r.dials.OnMembersReturned() == dial.OutcomeFail {
		return &misfit{text: fmt.Sprintf("%s lists %d members although excludedAttributes=members was asked for", where, len(members.items)), several: true}
	}
	r.note("%s has members although excludedAttributes=members was asked for", where)
	return nil
}

// whole reads an optional integer; 0 when absent.
func whole(n node, name string) int {
	v, ok := n.get(name)
	if !ok || v.kind != number {
		return 0
	}
	i, err := strconv.Atoi(v.text)
	if err != nil {
		return 0
	}
	return i
}

func (n node) hasSchema(urn string) bool {
	schemas, _ := n.get("schemas")
	for _, s := range schemas.items {
		if s.kind == text && strings.EqualFold(s.text, urn) {
			return true
		}
	}
	return false
}

// near points at a member that differs in letter case only, which Entra's reader does not see (wire §11).
func (n node) near(name string) string {
	for _, m := range n.members {
		if m.name != name && strings.EqualFold(m.name, name) {
			return fmt.Sprintf("; it has %q, but names are read in the schema's letter case", m.name)
		}
	}
	return ""
}
