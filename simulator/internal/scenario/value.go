package scenario

import (
	"fmt"
	"strings"

	"github.com/go-json-experiment/json"

	"github.com/entrasim/entrasim/simulator/internal/mapping"
)

// textAt reads a plain member.
func textAt(doc map[string]any, name string) string {
	text, _ := doc[name].(string)
	return text
}

// valueAt gives what a resource has at a path in the spelling of mappings: title, name.givenName,
// emails[type eq "work"].value, urn:…:User:department. It is the text of a string, the JSON of anything else, and "" when there
// is nothing. Several elements that match are a list.
func valueAt(doc map[string]any, path mapping.TargetPath) string {
	var v any = doc
	if path.URN != "" {
		v = member(v, path.URN)
		if v == nil { // attributes of the core schema stand at the top, whatever a mapping calls them
			v = doc
		}
	}
	v = member(v, path.Attr)
	if !path.Filter.IsZero() {
		v = chosen(v, path)
	} else if path.Sub != "" {
		v = member(v, path.Sub)
	}
	switch v := v.(type) {
	case nil:
		return ""
	case string:
		return v
	default:
		text, err := json.Marshal(v, json.Deterministic(true))
		if err != nil {
			return fmt.Sprint(v)
		}
		return string(text)
	}
}

// chosen gives the sub-attributes of the elements that a path's filter chooses.
func chosen(v any, path mapping.TargetPath) any {
	items, _ := v.([]any)
	var found []any
	for _, item := range items {
		if !strings.EqualFold(fmt.Sprint(member(item, path.Filter.Sub)), path.Filter.Value) {
			continue
		}
		if path.Sub != "" {
			item = member(item, path.Sub)
		}
		if item != nil {
			found = append(found, item)
		}
	}
	switch len(found) {
	case 0:
		return nil
	case 1:
		return found[0]
	default:
		return found
	}
}

// member finds a member without regard to case, as SCIM's attribute names are.
func member(v any, name string) any {
	doc, ok := v.(map[string]any)
	if !ok {
		return nil
	}
	if v, ok := doc[name]; ok {
		return v
	}
	for key, v := range doc {
		if strings.EqualFold(key, name) {
			return v
		}
	}
	return nil
}
