package scimclient

import (
	"errors"
	"fmt"
	"strings"

	"github.com/entrasim/entrasim/simulator/internal/dial"
	"github.com/entrasim/entrasim/simulator/internal/mapping"
)

// dialect is how PATCH is spelled for one request.
type dialect struct {
	flag  bool // P2: aadOptscim062020
	dials dial.Set
	base  string // for $ref in manager shape M3
}

// dialectOf picks the dialect: the tenant URL decides unless a dial overrides it, and provision on demand always
// speaks P1 (wire §9, quirks Q51).
func (c *Client) dialectOf(r Request) dialect {
	d := dialect{dials: c.dials, base: c.tenant.Base}
	switch c.dials.PatchFlag() {
	case dial.FlagOn:
		d.flag = true
	case dial.FlagAuto:
		d.flag = c.tenant.Patch
	}
	d.flag = d.flag && !r.OnDemand
	return d
}

// patchBody is the body of R6, R12 and R13.
func (c *Client) patchBody(r Request) (node, error) {
	if len(r.Changes) == 0 {
		return node{}, errors.New("no change is given")
	}
	d := c.dialectOf(r)
	ops := arrayNode()
	rest, objects := d.fold(r.Changes)
	for _, change := range rest {
		made, err := d.operations(change)
		if err != nil {
			return node{}, fmt.Errorf("attribute %s: %w", change.Path, err)
		}
		ops.items = append(ops.items, made...)
	}
	ops.items = append(ops.items, objects...) // the path operations come first in Microsoft's sample (wire §7.5)
	return objectNode(field("schemas", arrayNode(textNode(urnPatchOp))), field("Operations", ops)), nil
}

// operations spells one change. Only the removal of several members with the flag on needs more than one operation.
func (d dialect) operations(c Change) ([]node, error) {
	if c.Path.Attr == "" {
		return nil, errors.New("it has no name")
	}
	if c.Op != OpAdd && c.Op != OpReplace && c.Op != OpRemove {
		return nil, fmt.Errorf("unknown operation %q", c.Op)
	}
	switch {
	case isMembers(c.Path) && c.Type == mapping.Reference:
		return d.members(c)
	case isManager(c.Path) && c.Type == mapping.Reference:
		return d.manager(c)
	case c.Op == OpRemove:
		return []node{d.remove(c)}, nil
	case len(c.Values) == 0:
		return nil, errors.New("it has no value")
	case c.Type.Roles():
		return d.roles(c)
	case c.Multi:
		// Always Add, never Replace: values that left the source stay (quirks Q61).
		return []node{operation(d.op(OpAdd), c.Path.String(), wrapped(mapping.String, c.Values))}, nil
	case len(c.Values) > 1:
		return nil, errors.New("it is single-valued but has several values")
	}
	return []node{operation(d.op(c.Op), c.Path.String(), d.value(c))}, nil
}

func operation(op, path string, value node) node {
	return objectNode(field("op", textNode(op)), field("path", textNode(path)), field("value", value))
}

// op is the spelling of an operation (quirks Q04).
func (d dialect) op(o Op) string {
	if d.flag {
		return strings.ToLower(string(o))
	}
	return string(o)
}

// value is the value of a single-valued attribute: a string for every type without the flag, the schema's type with
// it. The literal that disables a user has a dial (wire §7.6).
func (d dialect) value(c Change) node {
	natural := d.flag
	if c.Path.Simple() && strings.EqualFold(c.Path.Attr, "active") {
		switch d.dials.DisableLiteral() {
		case dial.LiteralString:
			natural = false
		case dial.LiteralBoolean:
			natural = true
		}
		if natural {
			return typed(mapping.Boolean, c.Values[0])
		}
	}
	if natural {
		return typed(c.Type, c.Values[0])
	}
	return textNode(c.Values[0])
}

// remove repeats the old value when it is given one (quirks Q71).
func (d dialect) remove(c Change) node {
	if len(c.Values) == 0 {
		return objectNode(field("op", textNode(d.op(OpRemove))), field("path", textNode(c.Path.String())))
	}
	if c.Multi {
		return operation(d.op(OpRemove), c.Path.String(), wrapped(mapping.String, c.Values))
	}
	return operation(d.op(OpRemove), c.Path.String(), d.value(c))
}

func isMembers(p mapping.TargetPath) bool { return p.Simple() && strings.EqualFold(p.Attr, "members") }

func isManager(p mapping.TargetPath) bool {
	return !p.Filtered() && p.Sub == "" && strings.EqualFold(p.Attr, "manager")
}
