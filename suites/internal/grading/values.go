package grading

import (
	"fmt"
	"strings"
)

func values() []Check {
	return []Check{{
		ID: "CLI-007", Title: "Booleans are sent as booleans",
		Level: "SHOULD", Ref: "7643 §2.3.2",
		Requirement: "active and primary are true or false, not texts.",
		Advice:      "Send true and false without quotes; \"True\" is what Entra sends without aadOptscim062020, and many providers refuse it.",
		rule:        booleans,
	}}
}

// booleanNames are the attributes of RFC 7643 that are boolean.
var booleanNames = []string{"active", "primary"}

func booleans(trail []Exchange) (r result) {
	r.unseen = "the client sent no boolean: neither active nor primary"
	for i, e := range trail {
		for _, v := range booleanValues(e.sent()) {
			r.seen++
			if s, quoted := v.(string); quoted && oneOf(s, "true", "false") {
				r.violate(i, "a boolean is sent as text", fmt.Sprintf("%q", s), "true", "false")
			}
		}
	}
	return r
}

// booleanValues finds what is sent for boolean attributes, in resources and in the operations of a PATCH.
func booleanValues(v any) []any {
	var out []any
	switch v := v.(type) {
	case []any:
		for _, e := range v {
			out = append(out, booleanValues(e)...)
		}
	case map[string]any:
		target := text(v, "path")
		target = target[strings.LastIndexAny(target, ".:")+1:]
		for name, inner := range v {
			if oneOf(name, booleanNames...) || (strings.EqualFold(name, "value") && oneOf(target, booleanNames...)) {
				out = append(out, plain(inner)...)
				continue
			}
			out = append(out, booleanValues(inner)...)
		}
	}
	return out
}

// plain unwraps [{"value": "True"}], as some clients send a single value.
func plain(v any) []any {
	switch v := v.(type) {
	case []any:
		var out []any
		for _, e := range v {
			out = append(out, plain(e)...)
		}
		return out
	case map[string]any:
		inner, _ := member(v, "value")
		return []any{inner}
	case nil:
		return nil
	}
	return []any{v}
}
