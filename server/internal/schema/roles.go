package schema

import "github.com/entrasim/entrasim/server/internal/scim"

// expandRole reads a role whose value is the text of a JSON object, as the expression AppRoleAssignmentsComplex gives in a
// PATCH (Q21): {"value":"{\"id\":…,\"value\":\"reviewer\",\"displayName\":\"Reviewer\"}"}. The inner value counts; the id
// is of Entra's application and absent from the POST of the same mapping, so it is not kept.
func expandRole(role scim.Object) scim.Object {
	text, ok := role["value"].(string)
	if !ok || len(text) == 0 || text[0] != '{' {
		return role
	}
	inner, err := scim.Decode([]byte(text), scim.Limits{})
	if err != nil {
		return role
	}
	if _, ok := inner["value"].(string); !ok {
		return role
	}
	out := make(scim.Object, len(role)+1)
	for k, v := range role {
		out[k] = v
	}
	for _, k := range []string{"value", "display", "displayName", "type", "primary"} {
		if v, ok := inner[k]; ok {
			out[k] = v
		}
	}
	return out
}

// rolesFromText reads roles given as one string holding a JSON array or object; nil when it holds neither.
func rolesFromText(s string) []any {
	if len(s) == 0 || s[0] != '[' && s[0] != '{' {
		return nil
	}
	v, err := scim.DecodeValue([]byte(s), scim.Limits{})
	if err != nil {
		return nil
	}
	switch v := v.(type) {
	case []any:
		return v
	case scim.Object:
		return []any{v}
	}
	return nil
}
