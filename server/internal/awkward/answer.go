package awkward

import (
	"net/http"
	"regexp"
	"time"

	"github.com/entrasim/entrasim/server/internal/schema"
	"github.com/entrasim/entrasim/server/internal/scim"
)

// body rewrites an answer.
func (h *handler) body(r *http.Request, n *node) {
	switch {
	case n.kind != '{':
		return
	case n.has(scim.MessageError):
		h.failure(n)
		h.names(n, "error")
	case n.has(scim.MessageListResponse):
		h.list(r, n)
		h.ownNames(n, "list")
	case n.has(scim.MessageBulkResponse):
		h.bulk(n)
		h.names(n, "bulk")
	default:
		h.resource(n, !isProjected(r))
	}
}

// ourTag is a version as the handler writes it into the detail of an error.
var ourTag = regexp.MustCompile(`W/"[0-9]+"`)

func (h *handler) failure(n *node) {
	detail := n.get("detail")
	switch {
	case h.mode.TerseErrors && n.get("status").text() != "413": // there the limit MUST be named (RFC 7644 §3.7.4)
		n.drop("detail")
	case h.mode.OpaqueTags && detail.text() != "":
		detail.setText(ourTag.ReplaceAllStringFunc(detail.text(), h.dice.obscure))
	}
}

func (h *handler) list(r *http.Request, n *node) {
	resources := n.get("Resources")
	if resources == nil {
		return
	}
	search := r.Method == http.MethodPost // what it asked for is in its body
	for _, e := range resources.elements {
		h.resource(e, !search && !isProjected(r))
	}
	if h.mode.ShuffledLists && !search && !r.URL.Query().Has("sortBy") {
		shuffle(h.dice, "list", resources.elements, func(e *node) string { return e.get("id").text() })
	}
}

// bulk rewrites the versions and the errors of a bulk answer.
func (h *handler) bulk(n *node) {
	ops := n.get("Operations")
	if ops == nil {
		return
	}
	for _, op := range ops.elements {
		if v := op.get("version"); v.text() != "" && h.mode.OpaqueTags {
			v.setText(h.dice.obscure(v.text()))
		}
		if e := op.get("response"); e != nil && e.has(scim.MessageError) {
			h.failure(e)
		}
	}
}

// resource rewrites one resource. whole says that nobody has chosen its attributes.
func (h *handler) resource(n *node, whole bool) {
	if n.kind != '{' {
		return
	}
	meta := n.get("meta")
	version := n.get("id").text() + " " + meta.get("version").text()
	if h.mode.OddTimes {
		form := h.dice.roll("time", n.get("id").text())
		for _, name := range []string{"created", "lastModified"} {
			if at := meta.get(name); at.text() != "" {
				at.setText(oddTime(at.text(), form))
			}
		}
	}
	if v := meta.get("version"); v.text() != "" && h.mode.OpaqueTags {
		v.setText(h.dice.obscure(v.text()))
	}
	if whole && h.mode.ShowUnassigned {
		h.showUnassigned(n, version)
	}
	if h.mode.ShuffledElements {
		h.elements(n, version)
	}
	h.names(n, version)
}

// oddTime writes a time of the handler in one of several ways. No digit is lost, so later stays later.
func oddTime(s string, form uint64) string {
	t, err := time.Parse(time.RFC3339Nano, s)
	if err != nil {
		return s
	}
	switch form % 4 {
	case 1:
		return t.UTC().Format("2006-01-02T15:04:05.0000000Z")
	case 2:
		return t.UTC().Format("2006-01-02T15:04:05.999+00:00") // no fraction where there is none
	case 3:
		return t.In(time.FixedZone("", 2*60*60)).Format("2006-01-02T15:04:05.999999-07:00")
	}
	return t.UTC().Format(time.RFC3339Nano)
}

// showUnassigned adds some of the attributes that the resource has no value for.
func (h *handler) showUnassigned(n *node, version string) {
	rt := h.typeOf(n)
	if rt == nil {
		return
	}
	for _, a := range rt.Schema.Attributes {
		if a.Returned != schema.Default && a.Returned != schema.Always || a.Mutability == schema.WriteOnly || n.get(a.Name) != nil ||
			h.dice.roll("unassigned", version, a.Name)%4 != 0 {
			continue
		}
		v := &node{kind: 'n', raw: []byte("null")}
		if a.MultiValued && h.dice.roll("empty", version, a.Name)%2 == 0 {
			v = &node{kind: '['}
		}
		n.members = append(n.members, member{a.Name, v})
	}
}

func (h *handler) typeOf(n *node) *schema.ResourceType {
	name := n.get("meta").get("resourceType").text()
	for _, rt := range h.endpoints {
		if rt.Name == name {
			return rt
		}
	}
	return nil
}

// elements shuffles every array of a resource.
func (h *handler) elements(n *node, salt string) {
	for _, m := range n.members {
		h.elements(m.value, salt)
	}
	for _, e := range n.elements {
		h.elements(e, salt)
	}
	shuffle(h.dice, salt, n.elements, func(e *node) string { return string(style{}.write(nil, e, 0)) })
}

// names shuffles the members of every object in n.
func (h *handler) names(n *node, salt string) {
	for _, m := range n.members {
		h.names(m.value, salt)
	}
	for _, e := range n.elements {
		h.names(e, salt)
	}
	h.ownNames(n, salt)
}

// ownNames shuffles the members of n and leaves those of the values inside.
func (h *handler) ownNames(n *node, salt string) {
	if h.mode.ShuffledNames {
		shuffle(h.dice, salt, n.members, func(m member) string { return m.name })
	}
}
