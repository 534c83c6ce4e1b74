package subject

import (
	"strings"

	"github.com/entrasim/entrasim/suites/internal/harness"
)

// Extension is a schema extension of users with an optional attribute of it that holds a text.
type Extension struct{ URN, Attribute string }

// Path addresses the attribute by its fully qualified name (RFC 7644 §3.10).
func (e Extension) Path() string { return e.URN + ":" + e.Attribute }

// Body is what a user needs in its body to have the attribute.
func (e Extension) Body(value string) harness.Attrs {
	return harness.Attrs{"schemas": []string{harness.UserURN, e.URN}, e.URN: harness.Attrs{e.Attribute: value}}
}

// TextExtension picks an extension that users can do without: the Enterprise one where the target has it.
func TextExtension(t *harness.T) Extension {
	if t.Enterprise() {
		for _, name := range []string{"department", "division", "costCenter", "organization"} {
			if a, ok := declared(t, harness.EnterpriseURN, name); ok && isText(a) {
				return Extension{harness.EnterpriseURN, a.Name}
			}
		}
	}
	for _, rt := range t.ResourceTypes() {
		if !strings.EqualFold(rt.Schema, harness.UserURN) {
			continue
		}
		for _, extension := range rt.Extensions {
			s, ok := t.Schema(extension.Schema)
			if !ok || extension.Required {
				continue
			}
			for _, a := range s.Attributes {
				if isText(a) && is(a.Type, "string") && a.Type != "" {
					return Extension{s.ID, a.Name}
				}
			}
		}
	}
	t.NotSupported("the target announces no extension of users with an optional text attribute")
	return Extension{}
}
