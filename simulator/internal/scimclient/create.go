package scimclient

import (
	"errors"
	"fmt"
	"strings"

	"github.com/entrasim/entrasim/simulator/internal/dial"
	"github.com/entrasim/entrasim/simulator/internal/mapping"
)

// The URNs Entra writes.
const (
	urnUser        = "urn:ietf:params:scim:schemas:core:2.0:User"
	urnEnterprise  = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User"
	urnGroup       = "urn:ietf:params:scim:schemas:core:2.0:Group"
	urnLegacyGroup = "http://schemas.microsoft.com/2006/11/ResourceManagement/ADSCIM/2.0/Group"
	urnPatchOp     = "urn:ietf:params:scim:api:messages:2.0:PatchOp"
)

// roleType is the type Entra gives every app role (wire §7.10).
const roleType = "WindowsAzureActiveDirectoryRole"

// createBody is the body of R5 and R11 (wire §7.3, §8.2): schemas first, the attributes where their first part was
// mapped, then what Entra adds by itself. The dialect makes no difference (quirks, flag at a glance).
func (c *Client) createBody(r Request) (node, error) {
	if len(r.Create) == 0 {
		return node{}, errors.New("no attribute is given")
	}
	body := objectNode(field("schemas", c.createSchemas(r.Resource)))
	for _, a := range r.Create {
		if a.Path.Attr == "" {
			return node{}, errors.New("an attribute has no name")
		}
		if r.Resource == Groups && isMembers(a.Path) {
			continue // groups are created empty; members follow as PATCH (quirks Q23)
		}
		if err := c.assign(&body, r.Resource, a); err != nil {
			return node{}, fmt.Errorf("attribute %s: %w", a.Path, err)
		}
	}
	if r.Resource == Groups && c.dials.GroupCreateMembers() == dial.PresenceEmpty {
		body.set("members", arrayNode())
	}
	if body.at("meta") == nil {
		body.set("meta", objectNode(field("resourceType", textNode(strings.TrimSuffix(string(r.Resource), "s")))))
	}
	if r.Resource == Users && body.at("roles") == nil && c.dials.UserCreateRoles() == dial.PresenceEmpty {
		body.set("roles", arrayNode())
	}
	return body, nil
}

// createSchemas lists both user URNs even without an enterprise attribute and never a custom one (wire §7.3).
func (c *Client) createSchemas(r Resource) node {
	if r == Users {
		return arrayNode(textNode(urnUser), textNode(urnEnterprise))
	}
	schemas := arrayNode(textNode(urnGroup))
	if c.dials.GroupCreateLegacySchema() {
		schemas.items = append(schemas.items, textNode(urnLegacyGroup))
	}
	return schemas
}

func (c *Client) assign(body *node, r Resource, a Assignment) error {
	if len(a.Values) == 0 {
		return nil // null is not provisioned (wire §6.3)
	}
	parent := body
	if a.Path.URN != "" {
		var err error
		if parent, err = child(body, a.Path.URN, objectNode()); err != nil {
			return err
		}
	}
	value, err := createValue(a)
	if err != nil {
		return err
	}
	if a.Path.Filtered() {
		list, err := child(parent, a.Path.Attr, arrayNode())
		if err != nil {
			return err
		}
		return c.assignElement(list, r, a.Path, value)
	}
	if a.Path.Sub != "" {
		complexValue, err := child(parent, a.Path.Attr, objectNode())
		if err != nil {
			return err
		}
		complexValue.set(a.Path.Sub, value)
		return nil
	}
	parent.set(a.Path.Attr, value)
	return nil
}

// child returns the member of that name, made when it is missing, and refuses one of another kind.
func child(parent *node, name string, empty node) (*node, error) {
	if at := parent.at(name); at != nil {
		if at.kind != empty.kind {
			return nil, fmt.Errorf("%s is mapped both as a whole and in parts", name)
		}
		return at, nil
	}
	parent.set(name, empty)
	return parent.at(name), nil
}

// assignElement puts a value into the element that the filter selects. Parts with the same filter make one element.
func (c *Client) assignElement(list *node, r Resource, p mapping.TargetPath, value node) error {
	sub := p.Sub
	if sub == "" {
		sub = "value"
	}
	wanted := literal(p.Filter)
	for i := range list.items {
		if at := list.items[i].at(p.Filter.Sub); at != nil && sameScalar(at, wanted) {
			list.items[i].set(sub, value)
			return nil
		}
	}
	element := c.newElement(r, p, wanted)
	element.set(sub, value)
	list.items = append(list.items, element)
	return nil
}
