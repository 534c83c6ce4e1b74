package scimclient

import (
	"strings"

	"github.com/entrasim/entrasim/simulator/internal/dial"
	"github.com/entrasim/entrasim/simulator/internal/mapping"
)

// newElement is an element of a multi-valued attribute before its first value: primary, then type (wire §7.3).
func (c *Client) newElement(r Resource, p mapping.TargetPath, wanted node) node {
	e := objectNode()
	if primary, ok := c.elementPrimary(r, p); ok && p.Filter.Sub != "primary" {
		e.set("primary", boolNode(primary))
	}
	e.set(p.Filter.Sub, wanted)
	if p.URN == "" && p.Attr == "roles" && p.Filter.Sub == "primary" {
		e.set("type", textNode(roleType)) // forced, whatever is mapped (quirks Q30)
	}
	return e
}

func (c *Client) elementPrimary(r Resource, p mapping.TargetPath) (primary, sent bool) {
	if r != Users || p.URN != "" || p.Filter.Sub != "type" {
		return false, false
	}
	work := strings.EqualFold(p.Filter.Value, "work")
	switch {
	case p.Attr == "emails" && work:
		return true, true
	case c.dials.CreatePrimary() != dial.PrimarySample:
		return false, false
	case p.Attr == "addresses":
		return false, true
	case p.Attr == "phoneNumbers" && work:
		return true, true
	}
	return false, false
}

// literal is the value that an element made for a filter carries: roles[primary eq "True"] makes primary true, the
// quoted form notwithstanding (wire §7.10).
func literal(f mapping.PathFilter) node {
	if b, ok := parseBool(f.Value); ok && (f.Bare || f.Sub == "primary") {
		return boolNode(b)
	}
	if f.Bare {
		return numberNode(f.Value)
	}
	return textNode(f.Value)
}

func sameScalar(a *node, b node) bool {
	return a.kind == b.kind && strings.EqualFold(a.text, b.text) && a.flag == b.flag
}
