package scope

import (
	"fmt"
	"strings"

	"github.com/go-json-experiment/json/jsontext"
)

// Detail is one property of the scoping step in the provisioning log.
type Detail struct{ Name, Value string }

// Details are the properties of the scoping step in the readable style of 2022 and later, in the order of the log. Those of 2020
// (IsActive, IsEffectivelyEntitledForProvisioning, IsInProvisioningScope) are not modelled.
func (d Decision) Details() []Detail {
	details := []Detail{
		{"Active in the source system", boolText(d.Active)},
		{"Assigned to the application", boolText(d.Assigned)},
		{"User has the required role", boolText(d.Entitled)},
		{"Scoping filter evaluation passed", boolText(d.FilterPassed)},
	}
	if d.SyncAll {
		details = append(details, Detail{"Scope sync all", boolText(true)})
	}
	return append(details, Detail{"ScopeEvaluationResult", d.ScopeEvaluationResult()})
}

// ScopeEvaluationResult is a JSON text with one member per clause, {} without a filter. A clause that comes twice in
// groups of the same title has one member.
func (d Decision) ScopeEvaluationResult() string {
	var b strings.Builder
	b.WriteByte('{')
	seen := map[string]bool{}
	for _, c := range d.Clauses {
		key := c.Key()
		if seen[key] {
			continue
		}
		if len(seen) > 0 {
			b.WriteByte(',')
		}
		seen[key] = true
		// Quoting fails only for text that is not UTF-8, which no parsed mapping holds.
		name, _ := jsontext.AppendQuote(nil, key)
		b.Write(name)
		fmt.Fprintf(&b, ":%t", c.Passed)
	}
	b.WriteByte('}')
	return b.String()
}

// Key is the name of a clause in ScopeEvaluationResult: {filter title}.{attribute} {OPERATOR} '{value}'. Clauses with
// a unary operator have no value to show.
func (c ClauseResult) Key() string {
	key := c.Group + "." + c.Attribute + " " + string(c.Operator)
	if !c.Operator.Unary() {
		key += " '" + c.Value + "'"
	}
	return key
}

func boolText(b bool) string {
	if b {
		return "True"
	}
	return "False"
}
