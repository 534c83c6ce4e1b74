package schema

import (
	"slices"
	"strings"

	"github.com/entrasim/entrasim/server/internal/scim"
)

// schemas checks the "schemas" list of a body. The list itself is not kept: CompleteSchemas derives it from the content.
func (n *normalizer) schemas(obj scim.Object) error {
	v, ok := obj["schemas"]
	if !ok {
		for k, e := range obj {
			if strings.EqualFold(k, "schemas") {
				v, ok = e, true
				break
			}
		}
	}
	list, isList := v.([]any)
	if s, isString := v.(string); isString && n.mode.SingleForArray {
		list, isList = []any{s}, true
	}
	if !ok || v == nil || isList && len(list) == 0 {
		if n.mode.SchemasOptional {
			return nil
		}
		return scim.BadRequest(scim.InvalidSyntax, "schemas is missing; it must contain %q", n.rt.Schema.ID)
	}
	if !isList {
		return scim.BadRequest(scim.InvalidSyntax, "schemas must be an array of URNs, not %s", scim.KindOf(v))
	}
	base := false
	for _, e := range list {
		urn, ok := e.(string)
		switch {
		case !ok:
			return scim.BadRequest(scim.InvalidSyntax, "schemas must be an array of URNs, but holds %s", scim.KindOf(e))
		case strings.EqualFold(urn, n.rt.Schema.ID):
			base = true
		case n.rt.extension(urn) != nil:
		case n.rt.foreign[scim.FoldKey(urn)]:
			return scim.BadRequest(scim.InvalidSyntax, "schemas names %s, which belongs to another resource type than %s",
				scim.Quote(urn), n.rt.Name)
		case n.mode.IgnoreUnknownSchemas:
		default:
			return scim.BadRequest(scim.InvalidSyntax, "schemas names %s, which is not a schema of resource type %s",
				scim.Quote(urn), n.rt.Name)
		}
	}
	if !base {
		return scim.BadRequest(scim.InvalidSyntax, "schemas must contain %q", n.rt.Schema.ID)
	}
	return nil
}

// CompleteSchemas sets "schemas" of a canonical resource to the base schema and the extensions whose object is present
// (RFC 7643 §3.3), dropping extension objects without content.
func (rt *ResourceType) CompleteSchemas(obj scim.Object) {
	list := make([]any, 1, 1+len(rt.Extensions))
	list[0] = rt.Schema.ID
	for _, e := range rt.Extensions {
		ext, ok := obj[e.Schema.ID].(scim.Object)
		switch {
		case ok && len(ext) > 0:
			list = append(list, e.Schema.ID)
		case ok:
			delete(obj, e.Schema.ID)
		}
	}
	if have, ok := obj["schemas"].([]any); !ok || !slices.Equal(have, list) {
		obj["schemas"] = list
	}
}
