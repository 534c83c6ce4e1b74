package scimclient

import (
	"errors"
	"net/url"
	"strings"

	"github.com/entrasim/entrasim/simulator/internal/dial"
	"github.com/entrasim/entrasim/simulator/internal/mapping"
)

// members spells a membership change (wire §8.4, §8.5, quirks Q01, Q29): a list of values, or with the flag on one
// filtered path per removed member.
func (d dialect) members(c Change) ([]node, error) {
	path := c.Path.String()
	if len(c.Values) == 0 {
		if c.Op != OpRemove {
			return nil, errors.New("no member is given")
		}
		return []node{d.remove(c)}, nil // removes all of them
	}
	if c.Op == OpRemove && d.flag {
		ops := make([]node, 0, len(c.Values))
		for _, id := range c.Values {
			ops = append(ops, objectNode(field("op", textNode("remove")), field("path", textNode(filtered(path, id)))))
		}
		return ops, nil
	}
	list := arrayNode()
	for _, id := range c.Values {
		m := objectNode()
		if d.dials.MemberRefNull() {
			m.set("$ref", node{})
		}
		m.set("value", textNode(id))
		list.items = append(list.items, m)
	}
	return []node{operation(d.op(c.Op), path, list)}, nil
}

// filtered is the path of the element with that value.
func filtered(attribute, id string) string {
	return string(appendString([]byte(attribute+"[value eq "), id)) + "]"
}

// manager spells the link to a manager and its removal. The letter case belongs to the shape (wire §7.9).
func (d dialect) manager(c Change) ([]node, error) {
	if c.Op == OpRemove {
		return []node{d.clearManager(c)}, nil
	}
	if len(c.Values) != 1 {
		return nil, errors.New("it takes exactly one id")
	}
	id := textNode(c.Values[0])
	shape := d.dials.ManagerShape()
	if shape == dial.ShapeAuto {
		shape = dial.ShapeM1
		if d.flag {
			shape = dial.ShapeM2
		}
	}
	lower := strings.ToLower(string(c.Op))
	switch shape {
	case dial.ShapeM2:
		return []node{operation(lower, c.Path.String(), id)}, nil
	case dial.ShapeM3:
		ref := textNode(d.base + "/Users/" + url.PathEscape(c.Values[0]))
		return []node{operation(string(c.Op), "manager", arrayNode(objectNode(field("$ref", ref), field("value", id))))}, nil
	case dial.ShapeM4:
		return []node{operation(lower, c.Path.String(), objectNode(field("value", id)))}, nil
	default:
		return []node{operation(string(c.Op), c.Path.String(), id)}, nil
	}
}

// clearManager spells one of the three removals of quirk Q41. The filtered one needs the old id.
func (d dialect) clearManager(c Change) node {
	form := d.dials.ManagerClear()
	if form == dial.ClearAuto {
		form = dial.ClearRemove
		if d.flag {
			form = dial.ClearFilter
		}
	}
	switch {
	case form == dial.ClearEmpty:
		return operation(d.op(OpReplace), c.Path.String(), objectNode(field("value", textNode(""))))
	case form == dial.ClearFilter && len(c.Values) == 1:
		return objectNode(field("op", textNode(d.op(OpRemove))), field("path", textNode(filtered("manager", c.Values[0]))))
	default:
		return objectNode(field("op", textNode(d.op(OpRemove))), field("path", textNode(c.Path.String())))
	}
}

// roles spells app roles (wire §7.10, quirks Q21). AppRoleAssignmentsComplex only ever adds: without the flag the JSON
// text of each role is the value of an element, with it the shape is that of POST. The assertive function replaces
// the whole list, in lower case under either dialect.
func (d dialect) roles(c Change) ([]node, error) {
	path := c.Path.String()
	if c.Type == mapping.AppRoles && !d.flag {
		return []node{operation(string(OpAdd), path, wrapped(mapping.String, c.Values))}, nil
	}
	list, err := rolesNode(c.Type, c.Values)
	if err != nil {
		return nil, err
	}
	if c.Type == mapping.AssertiveAppRoles {
		return []node{operation("replace", path, list)}, nil
	}
	return []node{operation(d.op(OpAdd), path, list)}, nil
}
